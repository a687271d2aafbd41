import { RegexMachine, TooLarge, type Anchor, type Node } from '../text/regex-machine';

/** Why glibc's regcomp refuses an expression, in its words. */
export class RegexError extends Error {}

/** An expression that glibc takes and that is not followed here: nobody says what it matches. */
export class Unjudged extends Error {}

const between = (first: number, last: number) => (code: number) => code >= first && code <= last;
const alpha = (code: number) => between(65, 90)(code) || between(97, 122)(code);
const digit = between(48, 57);
const space = (code: number) => code === 32 || between(9, 13)(code);
const word = (code: number) => alpha(code) || digit(code) || code === 95;

/** The classes of the C locale. */
const CLASSES: ReadonlyMap<string, (code: number) => boolean> = new Map([
  ['alpha', alpha],
  ['digit', digit],
  ['alnum', (code: number) => alpha(code) || digit(code)],
  ['upper', between(65, 90)],
  ['lower', between(97, 122)],
  ['space', space],
  ['blank', (code: number) => code === 32 || code === 9],
  ['punct', (code: number) => between(33, 126)(code) && !alpha(code) && !digit(code)],
  ['print', between(32, 126)],
  ['graph', between(33, 126)],
  ['cntrl', (code: number) => code < 32 || code === 127],
  ['xdigit', (code: number) => digit(code) || between(65, 70)(code) || between(97, 102)(code)],
]);

const set = (has: (code: number) => boolean): Node => ({ t: 'set', has });
const at = (place: Anchor): Node => ({ t: 'at', place });
const either = (...parts: Node[]): Node => ({ t: 'alt', parts });

/** What a backslash and one of these mean to glibc beyond POSIX. */
const EXTENSIONS: ReadonlyMap<string, Node> = new Map([
  ['w', set(word)],
  ['W', set((code) => !word(code))],
  ['s', set(space)],
  ['S', set((code) => !space(code))],
  ['b', either(at('word-start'), at('word-end'))],
  ['B', either(at('inside-word'), at('outside-word'))],
  ['<', at('word-start')],
  ['>', at('word-end')],
  ['`', at('text-start')],
  ["'", at('text-end')],
]);

const BAD_REPEAT = 'Invalid preceding regular expression';
const BAD_BRACE = 'Invalid content of \\{\\}';
const RANGE = 'Invalid range end';
const UNMATCHED = 'Unmatched [, [^, [:, [., or [=';

/** The largest number in an interval (limits.h, RE_DUP_MAX). */
const MOST_REPEATS = 0x7fff;
/** Characters of a name in brackets (regcomp.c, BRACKET_NAME_BUF_SIZE). */
const LONGEST_NAME = 31;
/** Groups in each other that are followed. */
const DEEPEST = 200;

/** A compiled expression. */
export interface PosixRegex {
  /** True when it matches anywhere in the text, which holds one character for each byte. */
  test(text: string): boolean;
}

/**
 * Compiles an extended regular expression as Amanda does (common-src/match.c, do_regex_compile: REG_EXTENDED and
 * REG_NEWLINE, in the C locale). Text and expression hold one character for each byte. Testing takes time in proportion
 * to the length of the text. Throws RegexError with glibc's text, and Unjudged for what it takes and we do not follow:
 * back references and repetitions without measure.
 */
export function compilePosix(source: string): PosixRegex {
  const node = new Parser(source).whole();
  try {
    return new RegexMachine(node, source.length);
  } catch (error) {
    if (error instanceof TooLarge) throw new Unjudged('repetitions');
    throw error;
  }
}

/** Reads an expression as glibc does (posix/regcomp.c with RE_SYNTAX_POSIX_EXTENDED). */
class Parser {
  private i = 0;
  private depth = 0;
  private groups = 0;
  private anchors = 0;
  /** Groups that are closed: those that a back reference may name. */
  private readonly closed = new Set<number>();
  private unjudged: string | undefined;

  constructor(private readonly source: string) {}

  whole(): Node {
    const node = this.alternatives();
    if (this.unjudged !== undefined) throw new Unjudged(this.unjudged);
    return node;
  }

  private get char(): string {
    return this.source.charAt(this.i);
  }

  private alternatives(): Node {
    const parts = [this.branch()];
    while (this.char === '|') {
      this.i++;
      parts.push(this.branch());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { t: 'alt', parts };
  }

  private branch(): Node {
    const parts: Node[] = [];
    while (this.char !== '' && this.char !== '|' && !(this.char === ')' && this.depth > 0))
      parts.push(this.repeated());
    return { t: 'cat', parts };
  }

  private repeated(): Node {
    const before = this.anchors;
    const grouped = this.char === '(';
    let node = this.expression();
    // An anchor takes no repetition: what follows it is read as the beginning of an expression.
    if (!grouped && this.anchors > before) return node;
    for (;;) {
      const next = this.char;
      if (next === '*' || next === '+' || next === '?') {
        this.i++;
        node = {
          t: 'repeat',
          part: node,
          min: next === '+' ? 1 : 0,
          max: next === '?' ? 1 : Infinity,
        };
      } else if (next === '{') {
        this.i++;
        const times = this.interval();
        // glibc copies what it repeats, and forgets then what an anchor in it asks for.
        if (this.anchors > before && (times.max === Infinity ? times.min : times.max) > 1)
          this.unjudged = 'anchor in a repetition';
        node = { t: 'repeat', part: node, ...times };
      } else return node;
    }
  }

  private expression(): Node {
    const char = this.char;
    if ('*+?{'.includes(char)) throw new RegexError(BAD_REPEAT);
    if (char === '[') return this.bracket();
    this.i++;
    switch (char) {
      case '(':
        return this.group();
      case '.':
        // REG_NEWLINE: a dot does not match a newline. (Amanda's strings hold no NUL.)
        return set((code) => code !== 10 && code !== 0);
      case '^':
        this.anchors++;
        return at('line-start');
      case '$':
        this.anchors++;
        return at('line-end');
      case '\\':
        return this.escape();
    }
    return literal(char);
  }

  private group(): Node {
    const number = ++this.groups;
    if (++this.depth > DEEPEST) throw new Unjudged('groups');
    const node = this.alternatives();
    if (this.char !== ')') throw new RegexError('Unmatched ( or \\(');
    this.i++;
    this.depth--;
    this.closed.add(number);
    return node;
  }

  private escape(): Node {
    const next = this.char;
    if (next === '') throw new RegexError('Trailing backslash');
    this.i++;
    if (next >= '1' && next <= '9') {
      if (!this.closed.has(Number(next))) throw new RegexError('Invalid back reference');
      this.unjudged = 'back reference';
      return { t: 'cat', parts: [] };
    }
    const extension = EXTENSIONS.get(next);
    if (extension !== undefined && extension.t !== 'set') this.anchors++;
    return extension ?? literal(next);
  }

  /** What stands behind a `{` (regcomp.c, parse_dup_op). */
  private interval(): { min: number; max: number } {
    const first = this.number();
    let min = first.value;
    if (min === undefined) {
      if (first.end !== ',') throw new RegexError(BAD_BRACE);
      min = 0;
    }
    const second = first.end === ',' && min !== 'bad' ? this.number() : undefined;
    if (min === 'bad' || second?.value === 'bad')
      throw new RegexError(this.i > this.source.length ? 'Unmatched \\{' : BAD_BRACE);
    const max = second === undefined ? min : (second.value ?? Infinity);
    if (min > max || (second ?? first).end !== '}') throw new RegexError(BAD_BRACE);
    if ((max === Infinity ? min : max) > MOST_REPEATS) throw new RegexError('Regular expression too big');
    return { min, max };
  }

  /** A number and the `,` or `}` behind it (regcomp.c, fetch_number). */
  private number(): { value: number | 'bad' | undefined; end: string } {
    let value: number | 'bad' | undefined;
    for (;;) {
      const char = this.source.charAt(this.i++);
      if (char === '') return { value: 'bad', end: '' };
      if (char === '}' || char === ',') return { value, end: char };
      if (char < '0' || char > '9' || value === 'bad') value = 'bad';
      else value = Math.min(MOST_REPEATS + 1, (value ?? 0) * 10 + Number(char));
    }
  }

  private bracket(): Node {
    this.i++;
    const negated = this.char === '^';
    if (negated) this.i++;
    // glibc looks once for the end before it looks for an element (regcomp.c, parse_bracket_exp).
    if (this.char === '') throw new RegexError('Invalid regular expression');
    const items: ((code: number) => boolean)[] = [];
    for (let first = true; ; first = false) {
      if (this.char === '') throw new RegexError(UNMATCHED);
      if (this.char === ']' && !first) break;
      // A hyphen that is no range stands first or last.
      if (!first && this.char === '-' && this.source.charAt(this.i + 1) !== ']') throw new RegexError(RANGE);
      const one = this.element();
      const next = this.source.charAt(this.i + 1);
      if (this.char === '-' && next === '') throw new RegexError(UNMATCHED);
      if (this.char === '-' && next !== ']') {
        this.i++;
        const other = this.element();
        if (typeof one !== 'number' || typeof other !== 'number' || other < one) throw new RegexError(RANGE);
        items.push(between(one, other));
      } else items.push(typeof one === 'number' ? between(one, one) : one);
    }
    this.i++;
    const table = new Uint8Array(256);
    for (let code = 0; code < 256; code++) if (items.some((has) => has(code))) table[code] = 1;
    // With REG_NEWLINE a negated list does not match a newline.
    return set((code) => code < 256 && (negated ? table[code] === 0 && code !== 10 : table[code] === 1));
  }

  /** A character's code, or a class. */
  private element(): number | ((code: number) => boolean) {
    const kind = this.source.charAt(this.i + 1);
    if (this.char === '[' && kind !== '' && ':.='.includes(kind)) {
      const close = this.source.indexOf(`${kind}]`, this.i + 2);
      if (close < 0 || close - this.i - 2 > LONGEST_NAME) throw new RegexError(UNMATCHED);
      const name = this.source.slice(this.i + 2, close);
      this.i = close + 2;
      if (kind === ':') {
        const found = CLASSES.get(name);
        if (found === undefined) throw new RegexError('Invalid character class name');
        return found;
      }
      if (name.length !== 1) throw new RegexError('Invalid collation character');
      return name.charCodeAt(0);
    }
    return this.source.charCodeAt(this.i++);
  }
}

function literal(char: string): Node {
  const code = char.charCodeAt(0);
  return set((other) => other === code);
}
