import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IRawTheme } from 'vscode-textmate';
import { codeServerDir, ensureCodeServer } from '../../scripts/lib/code-server.mjs';
import { grammarRegistry, loadGrammar } from '../support/grammar';

type Setting = IRawTheme['settings'][number];

/** JSON with comments and trailing commas, as VS Code's theme files are. */
function parseTheme(text: string): {
  include?: string;
  colors?: Record<string, string>;
  tokenColors?: Setting[] | string;
} {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\//g, (m) => (m.startsWith('"') ? m : ''));
  return JSON.parse(bare.replace(/,(?=\s*[}\]])/g, '')) as ReturnType<typeof parseTheme>;
}

function readTheme(path: string): { colors: Record<string, string>; rules: Setting[] } {
  const theme = parseTheme(readFileSync(path, 'utf8'));
  const base = theme.include ? readTheme(join(dirname(path), theme.include)) : { colors: {}, rules: [] };
  const own = Array.isArray(theme.tokenColors) ? theme.tokenColors : [];
  return { colors: { ...base.colors, ...theme.colors }, rules: [...base.rules, ...own] };
}

/** Lines and, in order of appearance, the parts of them that must not look like plain text. */
const LINES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'amanda-debug',
    'Fri Nov 20 00:46:32.308856010 2026: pid 116: thd-0x55dc: sendsize: estimate time for /srv/archive level 0: 3204.300',
    ['Fri Nov', '116', 'thd-0x55dc', 'sendsize', '/srv/archive', '0:', '3204.300'],
  ],
  ['amanda-debug', 'sendsize: time 256.797: pid 16014 finish time x', ['sendsize', '256.797', '16014']],
  ['amanda-debug', '<<<<<', ['<<<<<']],
  [
    'amanda-debug',
    'Amanda 2.4 REQ HANDLE 003-B88F0708 SEQ 1133823863',
    ['REQ', '003-B88F0708', '1133823863'],
  ],
  [
    'amanda-debug',
    'GNUTAR / 2 2005:12:3:0:26:8 1 OPTIONS |;bsd-auth;',
    ['GNUTAR', '/', '2 ', '2005:12', 'OPTIONS', 'bsd-auth'],
  ],
  ['amanda-debug', '  <disk>/home</disk>', ['disk', '/home']],
  ['amanda-debug', 'x: WARNING: got error, timeout waiting for ACK', ['WARNING', 'error', 'timeout waiting']],
  ['amanda-debug', '/home 0 SIZE 92000000', ['/home', '0 ', 'SIZE', '92000000']],
  [
    'amanda-log',
    'FAIL planner h1 /home 20261120004501 0 [x]',
    ['FAIL', 'planner', 'h1', '/home', '2026', '0 '],
  ],
  ['amanda-log', 'SUCCESS dumper h1 /home 20261120004501 1', ['SUCCESS', 'dumper']],
  ['amanda-amdump', 'GETTING ESTIMATES...', ['GETTING']],
  ['amanda-report', '  h1 /home RESULTS MISSING', ['h1', '/home', 'RESULTS MISSING']],
  ['amanda-conf', 'define dumptype x { # y', ['define', 'dumptype', 'x', '# y']],
  ['amanda-conf', 'etimeout 300 mbytes', ['etimeout', '300', 'mbytes']],
  ['amanda-disklist', 'h1 /home user-tar 1', ['h1', '/home', 'user-tar', '1']],
];

beforeAll(() => ensureCodeServer());

const extensions = join(codeServerDir(), 'node_modules/code-server/lib/vscode/extensions');
const themes = readdirSync(extensions)
  .filter((name) => name.startsWith('theme-'))
  .flatMap((name) => {
    const themesDir = join(extensions, name, 'themes');
    const list = name.includes('icons') || name.includes('seti') ? [] : readdirSync(themesDir);
    return list
      .filter((file) => file.endsWith('.json') && !file.includes('icon'))
      .map((file) => join(themesDir, file));
  });

describe.each(themes.map((path) => [basename(path, '.json'), path]))('%s', (_name, path) => {
  test('everything that matters in a log has a colour or a style of its own', async () => {
    const { colors, rules } = readTheme(path);
    const plain = { foreground: colors['editor.foreground'] ?? '#BBBBBB', background: '#010203' };
    const registry = grammarRegistry({ name: 'theme', settings: [{ settings: plain }, ...rules] });
    const style = (metadata: number): number => (metadata >>> 11) & 0xf_ffff & 0x1fff;
    const plainText = (await loadGrammar('amanda-debug', registry)).tokenizeLine2('\u2026', null);
    const base = style(plainText.tokens[1] ?? 0);
    for (const [language, line, parts] of LINES) {
      const grammar = await loadGrammar(language, registry);
      const { tokens } = grammar.tokenizeLine2(line, null);
      const at = (index: number): number => {
        let metadata = 0;
        for (let i = 0; i < tokens.length; i += 2)
          if ((tokens[i] ?? 0) <= index) metadata = tokens[i + 1] ?? 0;
        return metadata;
      };
      if (language === 'amanda-debug' && line.includes('3204.300')) {
        const kinds = ['Fri', 'sendsize', '/srv/archive', '3204.300'].map((text) =>
          style(at(line.indexOf(text))),
        );
        expect(new Set(kinds).size, 'timestamp, program, disk and duration differ').toBe(4);
      }
      let from = 0;
      for (const part of parts) {
        const index = line.indexOf(part, from);
        expect(index, `${part} in ${line}`).toBeGreaterThanOrEqual(0);
        expect(style(at(index)), `"${part}" in "${line}"`).not.toBe(base);
        from = index + 1;
      }
    }
  });
});
