import type { DocumentSymbol } from 'vscode-languageserver-types';
import { describe, expect, it } from 'vitest';
import { completion } from '../../server/src/features/completion';
import { rename } from '../../server/src/features/navigation/rename';
import { documentSymbols } from '../../server/src/features/navigation/symbols';
import { snapshotOf, testUri } from '../support/snapshot';

/** What clients refuse, or do harm with, when an answer holds it. */
describe('answers about odd files', () => {
  it('a file that is included twice is edited once', () => {
    const uses = 'define dumptype sub {\n base\n}\n';
    const files = {
      'amanda.conf': 'define dumptype base {\n index no\n}\nincludefile "uses"\nincludefile "uses"\n',
      uses,
      disklist: 'includefile list\nincludefile list\n',
      list: 'h /a base\nh /b base\n',
    };
    for (const [name, edits] of [
      ['base', 4],
      ['h ', 2],
    ] as const) {
      const [file, text] = name === 'h ' ? ['list', files.list] : ['amanda.conf', files['amanda.conf']];
      const found = rename(snapshotOf(files), testUri(file), text.indexOf(name) + 1, 'other');
      const all = found.flatMap((one) => one.edits.map(({ span }) => `${one.uri} ${String(span.start)}`));
      expect(all).toHaveLength(edits);
      expect(new Set(all).size).toBe(edits);
    }
  });

  it('symbols have names', () => {
    const names = (symbols: readonly DocumentSymbol[]): string[] =>
      symbols.flatMap((one) => [one.name, ...names(one.children ?? [])]);
    const snapshot = snapshotOf({
      'amanda.conf':
        'define dumptype "" {\n index no\n}\n"" {\n}\n" " {\n}\n"" "x"\n" "\nholdingdisk "" {\n "" \n}\n',
      disklist: 'h " " {\n}\nh /a {\n}\n',
    });
    for (const file of ['amanda.conf', 'disklist']) {
      const found = names(documentSymbols(snapshot, testUri(file)));
      expect(found.length).toBeGreaterThan(2);
      expect(found.filter((name) => name.trim() === '')).toEqual([]);
    }
  });

  it('completions replace text of the line that they are asked for on', () => {
    const texts: Record<string, string> = {
      'amanda.conf':
        'org "first\\\nsecond\\\nthird"\nincludefile "a\\\nb"\ndefine dumptype d {\n comment "x\\\n y"\n auth "b\\\nsd"\n}\n',
      disklist: 'h "/a\\\nb" \\\n d \\\n -1 \\\n lo\nh /b {\n auth "b\\\nsd"\n}\n',
    };
    const snapshot = snapshotOf(texts);
    let seen = 0;
    for (const [name, text] of Object.entries(texts)) {
      for (let offset = 0; offset <= text.length; offset++) {
        const line = text.slice(0, offset).split('\n').length - 1;
        for (const item of completion(snapshot, testUri(name), offset, { snippets: true, files: ['a'] })) {
          const edit = item.textEdit;
          if (edit === undefined || !('range' in edit)) throw new Error('no range');
          expect([edit.range.start.line, edit.range.end.line]).toEqual([line, line]);
          seen++;
        }
      }
    }
    expect(seen).toBeGreaterThan(1000);
  });
});
