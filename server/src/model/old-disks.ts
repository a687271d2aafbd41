import { compile, MatchError, wrapWord } from './match';
import type { Dle } from './types';

/** Characters that make a disk name more than a name when 2.5.2 reads it as an expression. */
const EXPRESSION = /[*?[\\^$]/;

/** The longest name that is compared as an expression, and with how many others. */
const LONGEST = 255;
const MOST = 500;

/**
 * The disks of one host as the releases before 2.6.1 compare them: two are the same when each matches the other as an
 * expression (server-src/diskfile.c, parse_diskline; common-src/match.c, match_word), so that `/etc/` is `/etc`. Names
 * without special characters match each other exactly when they are equal once a slash stands on both sides.
 */
export class OldDisks {
  private readonly byWord = new Map<string, Dle>();
  private readonly all: Dle[] = [];
  private readonly expressions: Dle[] = [];

  /** The disk that this one is the same as. */
  same(disk: string): Dle | undefined {
    const plain = !EXPRESSION.test(disk);
    const known = plain ? this.byWord.get(wrapWord(disk, '/', '')) : undefined;
    if (known || disk.length > LONGEST) return known;
    return (plain ? this.expressions : this.all)
      .slice(-MOST)
      .find((dle) => matches(disk, dle.disk) && matches(dle.disk, disk));
  }

  add(dle: Dle): void {
    this.all.push(dle);
    if (EXPRESSION.test(dle.disk)) this.expressions.push(dle);
    else if (!this.byWord.has(wrapWord(dle.disk, '/', ''))) this.byWord.set(wrapWord(dle.disk, '/', ''), dle);
  }
}

function matches(glob: string, disk: string): boolean {
  if (glob.length > LONGEST || disk.length > LONGEST) return false;
  try {
    return compile(sourceOf(glob)).test(wrapWord(disk, '/', ''));
  } catch (error) {
    if (error instanceof MatchError) return false;
    throw error;
  }
}

/** The regular expression that match_word of 2.5.2 makes of an expression. */
function sourceOf(glob: string): string {
  if (/^\^?\/\$?$/.test(glob)) return '^\\/\\/$';
  let rest = glob;
  let out = '';
  if (rest.startsWith('^')) {
    out = '^\\/';
    rest = rest.replace(/^\^\/?/, '');
  } else if (!rest.startsWith('/')) out = '\\/';
  let last = '';
  for (let i = 0; i < rest.length; i++) {
    const char = rest.charAt(i);
    const next = rest.charAt(i + 1);
    if (last === '\\') {
      out += char;
      last = '';
      continue;
    }
    if (last === '[' && char === '!') out += '^';
    else if (char === '*' && next === '*') {
      out += '.*';
      i++;
    } else if (char === '*') out += '[^/]*';
    else if (char === '?') out += '[^/]';
    else if (char === '$' && next === '') out += last === '/' ? '$' : '\\/$';
    else if ('(){}+.^$|'.includes(char)) out += `\\${char}`;
    else out += char;
    last = char;
  }
  return ['\\', '/', '$'].includes(last) ? out : `${out}\\/`;
}
