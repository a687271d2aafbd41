import { afterAll, describe, expect, test } from 'vitest';
import { completion } from '../../server/src/features/completion';
import { contexts, parameterLists } from '../../server/src/schema/index';
import type { Context, Parameter } from '../../server/src/schema/types';
import { snapshotOf, testUri } from '../support/snapshot';
import { amandaInstalled, Oracle } from './oracle';

/** One block of each kind to name. */
const base = `define dumptype global {
  tag "offsite"
}
define tapetype LTO6 {
}
define application app {
  plugin "amgtar"
}
define script mail {
  plugin "script-email"
}
define interactivity ask {
}
define taperscan scan {
}
define policy keep {
}
define storage first {
}
define changer robot {
}
define device drive {
}
define holdingdisk hd {
}
`;

/** What a statement still needs behind what was completed. */
function ending(p: Parameter, line: string): string {
  if (p.kind === 'dump_selection') return ' all';
  if (p.kind === 'vault_list') return ' 5';
  if (!p.kind.startsWith('property_')) return '';
  return line.endsWith('"') ? ' "value"' : ' "name" "value"';
}

/** The lines that each completion behind `parameter ` and inside `parameter ""` makes, in a context. */
function statements(context: Context, p: Parameter): string[] {
  const before = base + (context === 'global' ? '' : `define ${context} mine {\n`);
  return [`${p.name} `, `${p.name} ""`].flatMap((line) => {
    const text = `${before}${line}\n}\n`;
    const snapshot = snapshotOf({ 'amanda.conf': text, disklist: '' });
    const uri = testUri('amanda.conf');
    const offset = before.length + line.length - (line.endsWith('"') ? 1 : 0);
    return completion(snapshot, uri, offset, { snippets: false }).map(({ label, textEdit }) => {
      const lines = snapshot.lines(uri);
      if (!textEdit || !('range' in textEdit) || !lines) throw new Error(`no edit for ${label}`);
      const { range, newText } = textEdit;
      const edited =
        text.slice(before.length, lines.offsetAt(range.start)) +
        newText +
        text.slice(lines.offsetAt(range.end), before.length + line.length);
      return edited + ending(p, edited);
    });
  });
}

describe.skipIf(!amandaInstalled)('Amanda accepts what completion offers', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  test.each(contexts.filter((one) => one !== 'client'))('in %s', (context) => {
    // Deprecated words are taken with a warning; a holding disk can be put in use only once.
    const list = parameterLists[context].filter((p) => !p.deprecated && p.kind !== 'holdingdisk');
    const lines = [...new Set(list.flatMap((p) => statements(context, p)))];
    expect(lines.length).toBeGreaterThan(1);
    const block = context === 'global' ? lines : [`define ${context} mine {`, ...lines, '}'];
    oracle.write({ 'amanda.conf': `${base}${block.join('\n')}\n`, disklist: '' });
    const first = base.split('\n').length;
    const refused = oracle
      .disklist()
      .complaints.map(({ line, text }) => `${block[line - first] ?? line}: ${text}`);
    expect(refused).toEqual([]);
  });
});
