import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';
import { expect } from 'vitest';

const root = join(__dirname, '..', '..');

interface Contributes {
  readonly languages: readonly {
    readonly id: string;
    readonly filenames?: readonly string[];
    readonly extensions?: readonly string[];
    readonly filenamePatterns?: readonly string[];
    readonly firstLine?: string;
    readonly configuration: string;
  }[];
  readonly grammars: readonly {
    readonly language?: string;
    readonly scopeName: string;
    readonly path: string;
  }[];
  readonly snippets: readonly { readonly language: string; readonly path: string }[];
}

/** What package.json contributes; the grammar tests read the grammars that VS Code will read. */
export const contributes = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { contributes: Contributes }
).contributes;

export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

let onigLib: Promise<textmate.IOnigLib> | undefined;

/** A registry with every grammar of the extension, with the same two libraries that VS Code uses. */
export function grammarRegistry(theme?: textmate.IRawTheme): textmate.Registry {
  onigLib ??= (async () => {
    const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
    await oniguruma.loadWASM(readFileSync(wasm));
    return {
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    };
  })();
  return new textmate.Registry({
    onigLib,
    theme,
    loadGrammar: async (scopeName) => {
      const row = contributes.grammars.find((g) => g.scopeName === scopeName);
      return row === undefined ? null : textmate.parseRawGrammar(readProjectFile(row.path), row.path);
    },
  });
}

const registry = grammarRegistry();

export async function loadGrammar(language: string, from = registry): Promise<textmate.IGrammar> {
  const row = contributes.grammars.find((g) => g.language === language);
  const grammar = row === undefined ? null : await from.loadGrammar(row.scopeName);
  if (grammar === null) throw new Error(`no grammar for ${language}`);
  return grammar;
}

export interface Token {
  readonly start: number;
  readonly end: number;
  /** Scopes without the grammar's root and without the `.amanda` at the end of each. */
  readonly scopes: readonly string[];
}

/** Tokens of each line of `text`. */
export async function tokenize(language: string, text: string): Promise<Token[][]> {
  const grammar = await loadGrammar(language);
  let state: textmate.StateStack = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map((t) => ({
      start: t.startIndex,
      end: Math.min(t.endIndex, line.length),
      scopes: t.scopes
        .slice(1)
        .flatMap((s) => s.split(' '))
        .map((s) => s.replace(/\.amanda$/, '')),
    }));
  });
}

/**
 * Text in, scopes out. Below a line of `marked` any number of marker lines say which scope its columns have:
 * `^^^^ string.unquoted.disk`; a scope `-` means that the columns have none. The range must be exact: the
 * columns left and right of it must not belong to the same scope.
 */
export async function expectScopes(language: string, marked: string): Promise<void> {
  const source: string[] = [];
  const marks: { line: number; start: number; end: number; scope: string }[] = [];
  for (const line of marked.replace(/^\n/, '').split('\n')) {
    const mark = /^( *)(\^+) (\S+)$/.exec(line);
    if (mark === null) {
      source.push(line);
      continue;
    }
    const [, indent = '', carets = '', scope = ''] = mark;
    marks.push({
      line: source.length - 1,
      start: indent.length,
      end: indent.length + carets.length,
      scope,
    });
  }
  const lines = await tokenize(language, source.join('\n'));
  for (const mark of marks) {
    const tokens = lines[mark.line] ?? [];
    const has = (t: Token): boolean =>
      mark.scope === '-'
        ? t.scopes.length === 0
        : t.scopes.some((s) => s === mark.scope || s.startsWith(`${mark.scope}.`));
    const text = source[mark.line] ?? '';
    const found: string[] = [];
    let run = '';
    let runStart = 0;
    const flush = (end: number): void => {
      if (run !== '') found.push(`${runStart}-${end} ${run}`);
      run = '';
    };
    for (const t of tokens) {
      if (has(t)) {
        if (run === '') runStart = t.start;
        run += text.slice(t.start, t.end);
      } else flush(t.start);
    }
    flush(text.length);
    const wanted = `${mark.start}-${mark.end} ${text.slice(mark.start, mark.end)}`;
    const dump = tokens.map(
      (t) => `${t.start}-${t.end} ${JSON.stringify(text.slice(t.start, t.end))} ${t.scopes.join(' ')}`,
    );
    expect(found, `${mark.scope} in: ${text}\n${dump.join('\n')}`).toContain(wanted);
  }
}
