import { describe, expect, test } from 'vitest';
import { signatureHelp } from '../../server/src/features/signature';
import { snapshotOf, testUri } from '../support/snapshot';

/** The signature at the `|`, with the active part in angle brackets. */
function at(name: 'amanda.conf' | 'disklist', marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const help = signatureHelp(snapshotOf({ [name]: text }), testUri(name), offset);
  const signature = help?.signatures[0];
  if (!signature) return undefined;
  const range = signature.parameters?.[help.activeParameter ?? 0]?.label;
  if (!Array.isArray(range)) throw new Error('no range');
  const { label } = signature;
  return `${label.slice(0, range[0])}«${label.slice(...range)}»${label.slice(range[1])}`;
}

const inDumptype = (line: string) => at('amanda.conf', `define dumptype d {\n  ${line}\n}\n`);

describe('the form of a statement', () => {
  test.each([
    ['comprate |', 'comprate «FULL» [, INCR]'],
    ['comprate 0.5, |', 'comprate FULL «[, INCR]»'],
    ['exclude |', 'exclude «[list|file]» [optional] [append] "PATTERN" ...'],
    ['exclude list |', 'exclude [list|file] «[optional]» [append] "PATTERN" ...'],
    ['exclude list optional |', 'exclude [list|file] [optional] «[append]» "PATTERN" ...'],
    ['exclude "./a" |', 'exclude [list|file] [optional] [append] «"PATTERN" ...»'],
    ['property append |', 'property [priority] [append] «[hidden|visible]» "NAME" "VALUE" ...'],
    ['property "a" |', 'property [priority] [append] [hidden|visible] "NAME" «"VALUE" ...»'],
    ['compress client |', 'compress none | [client|server] «[fast|best|custom]»'],
    ['bumpsize 20 |', 'bumpsize NUMBER|inf «[SUFFIX]»'],
  ])('%s', (line, expected) => {
    expect(inDumptype(line)).toBe(expected);
  });

  test.each([
    ['reserved-udp-port |\n', 'reserved-udp-port «LOW», HIGH'],
    ['reserved-udp-port 840,|\n', 'reserved-udp-port LOW«, HIGH»'],
    ['columnspec "Disk=1:|"\n', 'columnspec "NAME=SPACE«:WIDTH»:PRECISION,..."'],
    ['autolabel "A-%%%" |\n', 'autolabel "TEMPLATE" «[any|other-config|non-amanda|volume-error|empty] ...»'],
    ['define |\n', 'define «KIND» NAME {'],
    ['define dumptype |\n', 'define KIND «NAME» {'],
  ])('%s', (text, expected) => {
    expect(at('amanda.conf', text)).toBe(expected);
  });

  test('of a disklist line, and of an inline block', () => {
    expect(at('disklist', 'h |\n')).toContain('«disk»');
    expect(at('disklist', 'h /home |\n')).toContain('«dumptype | { … }»');
    expect(at('disklist', 'h /home {\n  comprate |\n}\n')).toBe('comprate «FULL» [, INCR]');
  });

  test('nothing in comments and on empty lines', () => {
    expect(at('amanda.conf', '# comprate |\n')).toBeUndefined();
    expect(at('amanda.conf', '|\n')).toBeUndefined();
    expect(at('disklist', '|\n')).toBeUndefined();
  });
});
