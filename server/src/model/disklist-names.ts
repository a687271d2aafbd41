import type { Place } from '../text/span';
import { asciiLower, matchHost, MatchError, wrapWord } from './match';
import { sanitiseFilename } from './quote';

/** A name and where it was read first. */
export interface Known {
  readonly name: string;
  readonly place: Place;
}

/** What Amanda has against a host name. */
export type HostRefusal =
  | { readonly why: 'case' | 'file-name' | 'pattern'; readonly other: Known }
  | { readonly why: 'expression'; readonly reason: string };

/** Characters that make a host name more than a name when Amanda reads it as an expression. */
const EXPRESSION = /[*?[\\^$]|^=/;

/** The longest name that is compared as an expression, and with how many others: the names of a disklist are no program. */
const LONGEST = 255;
const MOST = 500;

/**
 * The host names read so far. Amanda compares each new one with all of them (server-src/diskfile.c, parse_diskline):
 * as names without regard to case, as names of files, and as expressions that match each other. Plain names match each
 * other exactly when they are equal once a dot stands on both sides, so no list is walked for them.
 */
export class HostNames {
  private readonly byName = new Map<string, Known>();
  private readonly byFile = new Map<string, Known>();
  private readonly byWord = new Map<string, Known>();
  private readonly all: Known[] = [];
  private readonly expressions: Known[] = [];

  /** Releases before 2.6.0 mean to compare the file names, and do not (`files`: false). */
  constructor(private readonly files = true) {}

  /** The refusal of a name, or undefined for one that may be used. */
  check(name: string): HostRefusal | undefined {
    const same = this.byName.get(asciiLower(name));
    if (same) {
      if (same.name !== name) return { why: 'case', other: same };
      // A host that is known passed when it came first, and those that came later were compared with it then.
      return undefined;
    }
    const file = this.byFile.get(sanitiseFilename(name));
    if (file && this.files) return { why: 'file-name', other: file };
    const plain = !EXPRESSION.test(name);
    const word = plain ? this.byWord.get(wordOf(name)) : undefined;
    if (word) return { why: 'pattern', other: word };
    const others = plain ? this.expressions : this.all;
    try {
      // No host has such a name; what is left to find is an expression that does not compile.
      if (name.length > LONGEST && others.length > 0) matchHost(name, 'x');
      for (const other of name.length > LONGEST ? [] : others.slice(-MOST).reverse()) {
        if (matchHost(name, other.name) && matchHost(other.name, name)) return { why: 'pattern', other };
      }
    } catch (error) {
      if (error instanceof MatchError) return { why: 'expression', reason: error.message };
      throw error;
    }
    return undefined;
  }

  /** Notes a name; one that is known already keeps its first place. */
  add(name: string, place: Place): void {
    const key = asciiLower(name);
    if (this.byName.has(key)) return;
    const known = { name, place };
    this.byName.set(key, known);
    const file = sanitiseFilename(name);
    if (!this.byFile.has(file)) this.byFile.set(file, known);
    this.all.push(known);
    if (EXPRESSION.test(name)) this.expressions.push(known);
    else if (!this.byWord.has(wordOf(name))) this.byWord.set(wordOf(name), known);
  }
}

function wordOf(name: string): string {
  return wrapWord(asciiLower(name), '.', name);
}
