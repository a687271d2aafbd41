import { describe, expect, test } from 'vitest';
import { signatureHelp } from '../../server/src/features/signature';
import { snapshotOf, testUri } from '../support/snapshot';

/** The signature at the `|`, with the active part in angle brackets. */
function at(
  name: 'amanda.conf' | 'disklist',
  marked: string,
  files: Readonly<Record<string, string>> = {},
): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const help = signatureHelp(snapshotOf({ ...files, [name]: text }), testUri(name), offset);
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
    ['compress fast |', 'compress «none | [client|server]» [fast|best|custom]'],
    ['estimate client |', 'estimate client|calcsize|server «[client|calcsize|server] ...»'],
    ['recovery-limit same-host |', 'recovery-limit [same-host] «[server]» ["HOST" ...]'],
    ['recovery-limit "a|"', 'recovery-limit [same-host] [server] «["HOST" ...]»'],
    ['dump-limit server |', 'dump-limit [same-host] «[server]»'],
    ['tag append |', 'tag [append] «"TEXT" ...»'],
    ['bumpsize 20 |', 'bumpsize NUMBER|inf «[SUFFIX]»'],
  ])('%s', (line, expected) => {
    expect(inDumptype(line)).toBe(expected);
  });

  test.each([
    ['reserved-udp-port |\n', 'reserved-udp-port «LOW», HIGH'],
    ['reserved-udp-port 840,|\n', 'reserved-udp-port LOW«, HIGH»'],
    ['columnspec "Disk=1:|"\n', 'columnspec "NAME=SPACE«:WIDTH»:PRECISION,..."'],
    ['columnspec "Disk=1:2" |\n', 'columnspec "NAME=SPACE:WIDTH:PRECISION«,..."»'],
    ['includefile |\n', 'includefile «"PATH"»'],
    ['define dumptype x |\n', 'define KIND NAME «{»'],
    ['define script s {\n  execute-on pre-backup, |\n}\n', 'execute-on POINT«, POINT ...»'],
    ['define storage s {\n  vault a 5 b |\n}\n', 'vault STORAGE «DAYS ...»'],
    ['autolabel "A-%%%" |\n', 'autolabel "TEMPLATE" «[any|other-config|non-amanda|volume-error|empty] ...»'],
    ['define |\n', 'define «KIND» NAME {'],
    ['define dumptype |\n', 'define KIND «NAME» {'],
  ])('%s', (text, expected) => {
    expect(at('amanda.conf', text)).toBe(expected);
  });

  const types = 'define dumptype global {\n}\n';
  test.each([
    ['h|', 'host'],
    ['h |', 'disk'],
    ['h "/a b|"', 'disk'],
    ['h /d |', 'dumptype | { … }'],
    ['h /d /de|', '[device]'],
    ['h /d | {\n}', '[device]'],
    ['h /d /dev |', 'dumptype | { … }'],
    ['h /d /dev global |', '[spindle'],
    ['h /d global |', '[spindle'],
    ['h /d global 1 |', '[interface]]'],
    ['h /d /dev global 1 |', '[interface]]'],
    ['h /d {\n  global\n} |', '[spindle'],
    ['h /d {\n  global\n} 1 e|', '[interface]]'],
    ['h \\\n  /d \\\n  |', 'dumptype | { … }'],
    ['includefile |', '"PATH"'],
    ['h /d { |', undefined],
    ['h /d global # |', undefined],
  ])('the column at %j is %s', (marked, expected) => {
    const shown = at('disklist', `${marked}\n`, { 'amanda.conf': types });
    expect(shown && /«(.*)»/.exec(shown)?.[1]).toBe(expected);
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
