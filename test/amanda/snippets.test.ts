import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { blockSnippet } from '../../server/src/features/completion/blocks';
import { blockKinds } from '../../server/src/schema/index';
import { Oracle } from './oracle';

type Snippets = Record<string, { body: string[] }>;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const read = (name: string): Snippets =>
  JSON.parse(readFileSync(join(root, 'syntaxes', name), 'utf8')) as Snippets;

/** What VS Code inserts when every placeholder is left as it is. */
function expand(snippet: { body: string[] } | undefined): string {
  const chosen = new Map<string, string>();
  let text = (snippet?.body ?? []).join('\n');
  text = text.replace(
    /\$\{(\d+)(?:\|([^,|]*)[^|]*\||:([^{}]*))\}/g,
    (_, n: string, first?: string, value?: string) => {
      chosen.set(n, first ?? value ?? '');
      return chosen.get(n) ?? '';
    },
  );
  return text
    .replace(/\$\{(\d+)\}|\$(\d+)/g, (_, a?: string, b?: string) => chosen.get(a ?? b ?? '') ?? '')
    .replaceAll('\\$', '$');
}

const oracle = new Oracle();
afterAll(() => oracle.dispose());
const conf = read('amanda-conf.snippets.json');
const starter = expand(conf['Starter configuration']);

describe('Amanda accepts what the snippets insert', () => {
  test.each(Object.keys(conf))('%s', (name) => {
    // A block that stands alone may name what the administrator has not defined yet.
    const before = name === 'Starter configuration' ? '' : `${starter}\n`;
    const own = expand(conf[name]).replace('HARDDISK {', name === 'Tape type' ? 'HARDDISK2 {' : 'HARDDISK {');
    const policy = name === 'Storage' ? `${expand(conf['Policy'])}\n` : '';
    const block = name === 'Application' ? own.replace('app_amgtar {', 'app_other {') : own;
    oracle.write({ 'amanda.conf': `${before}${policy}${block}\n`, disklist: 'h /d comp-user-tar\n' });
    const answer = oracle.disklist();
    expect(answer.complaints).toEqual([]);
    expect(answer.accepted).toBe(true);
  });

  const names: Partial<Record<string, string>> = { dumptype: 'comp-user-tar', tapetype: 'HARDDISK' };
  test.each(blockKinds)('define %s of the server', (kind) => {
    for (const nameOf of [() => undefined, (one: string) => names[one]]) {
      const block = expand({ body: [`define ${blockSnippet(kind, kind, nameOf)}`] });
      oracle.write({ 'amanda.conf': `${starter}\n${block}\n`, disklist: 'h /d comp-user-tar\n' });
      expect(oracle.disklist().complaints, block).toEqual([]);
    }
  });

  const disklist = read('amanda-disklist.snippets.json');
  test.each(Object.keys(disklist))('disklist: %s', (name) => {
    oracle.write({
      'amanda.conf': `define interface local {\n}\n${starter}\n`,
      'disklist.d/more': 'other /d comp-user-tar\n',
      disklist: `${expand(disklist[name])}\n`,
    });
    const answer = oracle.disklist();
    expect(answer.complaints).toEqual([]);
    expect(answer.accepted).toBe(true);
  });
});
