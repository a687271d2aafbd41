/** Why glibc's regcomp refuses an expression, in its words. */
export class RegexError extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t-\\r',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

/** What a backslash and one of these mean to glibc beyond POSIX. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: '[ \\t-\\r]',
  S: '[^ \\t-\\r]',
  b: '\\b',
  B: '\\B',
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
  '`': '(?<![^])',
  "'": '(?![^])',
};

/**
 * Compiles the extended regular expressions that Amanda makes of host and disk expressions (common-src/match.c): `.`,
 * `*`, `^`, `$`, bracket expressions and backslashes; it never writes groups or alternatives without a backslash.
 * Text and expression hold one character for each byte. Throws RegexError with glibc's text.
 */
export function compilePosix(source: string): RegExp {
  let out = '';
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '[') {
      const bracket = readBracket(source, i);
      out += bracket.text;
      i = bracket.end;
    } else if (char === '\\') {
      i++;
      if (i >= source.length) throw new RegexError('Trailing backslash');
      const next = source.charAt(i);
      if (next >= '1' && next <= '9') throw new RegexError('Invalid back reference');
      out += EXTENSIONS[next] ?? escaped(next);
    } else if (char === '*' && /(^|\^)$/.test(source.slice(0, i))) {
      // At the start an asterisk is an ordinary character to glibc.
      out += '\\*';
    } else if ('.*^$'.includes(char)) out += char;
    else out += escaped(char);
  }
  return new RegExp(out, 'm');
}

function escaped(char: string): string {
  return /[A-Za-z0-9_\s]/.test(char) || char > '~' ? char : `\\${char}`;
}

function inClass(char: string): string {
  return /[\\\]^-]/.test(char) ? `\\${char}` : char;
}

function readBracket(source: string, start: number): { text: string; end: number } {
  const unmatched = 'Unmatched [, [^, [:, [., or [=';
  let i = start + 1;
  const negated = source.charAt(i) === '^';
  if (negated) i++;
  let items = '';
  for (let first = true; ; first = false) {
    const char = source.charAt(i);
    if (char === '') throw new RegexError(unmatched);
    if (char === ']' && !first) break;
    const one = readElement(source, i);
    i = one.end;
    if (one.set !== undefined) {
      items += one.set;
      continue;
    }
    if (source.charAt(i) === '-' && source.charAt(i + 1) !== ']' && source.charAt(i + 1) !== '') {
      const other = readElement(source, i + 1);
      if (other.set !== undefined || other.char < one.char) throw new RegexError('Invalid range end');
      items += `${inClass(one.char)}-${inClass(other.char)}`;
      i = other.end;
    } else items += inClass(one.char);
  }
  // With REG_NEWLINE a negated list does not match a newline.
  return { text: `[${negated ? '^\\n' : ''}${items}]`, end: i };
}

function readElement(source: string, at: number): { char: string; set?: string; end: number } {
  const kind = source.charAt(at + 1);
  if (source.charAt(at) === '[' && kind !== '' && ':.='.includes(kind)) {
    const close = source.indexOf(`${kind}]`, at + 2);
    if (close < 0) {
      if (kind === ':') return { char: '[', end: at + 1 };
      throw new RegexError('Unmatched [, [^, [:, [., or [=');
    }
    const name = source.slice(at + 2, close);
    if (kind === ':') {
      const set = CLASSES[name];
      if (set === undefined) throw new RegexError('Invalid character class name');
      return { char: '', set, end: close + 2 };
    }
    if (name.length !== 1) throw new RegexError('Invalid collation character');
    return { char: name, end: close + 2 };
  }
  return { char: source.charAt(at), end: at + 1 };
}
