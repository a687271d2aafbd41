/** A text as it stands inside what repeats it, and what the wrapping tells. */
export interface Unwrapped {
  readonly text: string;
  readonly host?: string;
  readonly disk?: string;
  readonly level?: string;
  /** A client refused the request with these words: its own trouble, not that of the server. */
  readonly refused?: true;
}

/** Longer texts are not Amanda's: what is behind is not looked at. */
export const LONGEST = 4000;
/** More wrappings than any program puts around a text. */
const DEEPEST = 12;

/**
 * What may stand around a text, each with the inner text as `rest`: log kinds, program names, quotes, brackets, and the
 * sentences with which planner, dumper, amcheck and amreport repeat others.
 */
const WRAPPINGS: readonly RegExp[] = [
  /^\? (?<rest>.*)$/,
  /^HOST (?<host>\S+) (?<rest>(?:ERROR|WARNING|CRITICAL): .*)$/,
  /^(?:critical \(fatal\)|\d+: (?:strange|normal|error|info)\(.\)): (?<rest>.*)$/,
  /^(?:Warning|Error): (?<rest>selfcheck .*)$/,
  /^(?:sendbackup|sendsize|selfcheck|calcsize|dumper|planner|taper|driver|chunker|amandad|amflush|amvault|amdump|amcheck|amreport|amgtar|amstar|ambsdtar)\d*::? (?<rest>.*)$/,
  /^(?:ERROR|FATAL|WARNING|CRITICAL|STRANGE|NOTE|HINT|FAILED|FLUSH|VAULT|FAIL)(?:: {0,2}| {1,2})(?<rest>.*)$/,
  /^(?:FLUSH|VAULT)\([^)]*\) (?<rest>.*)$/,
  /^(?:error|ERROR|strange):? {0,2}(?<rest>\[.*)$/,
  /^(?:config|error) (?<rest>["[].*)$/,
  /^no-tape (?:config |error )?(?<rest>["[]?.*)$/,
  /^(?:\*\*\* )?(?:A )?TAPE ERROR OCCURRED: (?<rest>.*)$/,
  /^Not using all tapes because (?<rest>.*)$/,
  /^partial taper: (?<rest>.*)$/,
  /^Request to (?<host>\S+) failed: (?<rest>.*)$/,
  /^request failed: (?<rest>.*)$/,
  /^(?:(?<host>[^\s:]+): )?selfcheck request failed: (?<rest>.*)$/,
  /^(?:(?<host>\S+) )?(?<refused>NAK) ?: ?(?:ERROR )?(?<rest>.*)$/,
  /^(?<refused>NAK) (?<host>[^\s:]+): (?<rest>.*)$/,
  /^(?<host>\S+) (?<disk>\S+) (?:date \d+ )?lev (?<level>\d+) {1,2}(?<rest>.*)$/,
  /^(?<host>\S+) (?<disk>\S+) (?<rest>RESULTS MISSING.*)$/,
];

/**
 * `HOST: TEXT` as amcheck and planner write it, and `DEVICE: TEXT` of selfcheck. Many texts begin with a word and a colon of their own, so what is behind
 * it is looked at only where the whole means nothing. Two blanks are the planner's, before a client's own words.
 */
const SPOKEN = /^(?<who>[^\s:'"()[\]]+): {1,2}(?<rest>\S.*)$/;

/** The text and what is inside of it, the innermost first; what may be somebody's words behind a host's name comes last. */
export function unwrap(text: string): readonly Unwrapped[] {
  const found = layers({
    text: text
      .slice(0, LONGEST)
      .trim()
      .replace(/\s*\n\s*/g, ' '),
  });
  return [...found, ...found.flatMap(spoken)];
}

function layers(outermost: Unwrapped): Unwrapped[] {
  const found = [outermost];
  for (let next = peel(outermost); next && found.length < DEEPEST; next = peel(next)) found.unshift(next);
  return found;
}

function spoken({ text, ...known }: Unwrapped): Unwrapped[] {
  const { who, rest } = SPOKEN.exec(text)?.groups ?? {};
  if (!who || !rest) return [];
  // selfcheck names the device of the DLE in the place of a host.
  const named = who.startsWith('/') ? { disk: who } : { host: who };
  return layers({ ...known, ...named, text: rest });
}

function peel(from: Unwrapped): Unwrapped | undefined {
  const { text, ...known } = from;
  const bare = unquote(text) ?? unbracket(text);
  if (bare !== undefined) return { ...known, text: bare.trim() };
  for (const wrapping of WRAPPINGS) {
    const { rest, refused, ...told } = wrapping.exec(text)?.groups ?? {};
    if (rest)
      return { ...known, ...defined(told), ...(refused && { refused: true as const }), text: rest.trim() };
  }
  return undefined;
}

function defined(groups: Readonly<Record<string, string | undefined>>): Partial<Unwrapped> {
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));
}

/** The inside of `"…"` with its escapes undone; a full stop behind it falls away. */
function unquote(text: string): string | undefined {
  if (!/^"[^"]/.test(text) || !/"\.?$/.test(text)) return undefined;
  const inner = text.slice(1, text.lastIndexOf('"'));
  if (/(?<!\\)"/.test(inner)) return undefined;
  return inner.replace(/\\(.)/g, '$1');
}

/** The inside of `[…]`, when the first bracket closes at the end. */
function unbracket(text: string): string | undefined {
  if (!text.startsWith('[')) return undefined;
  const end = text.endsWith('.') ? text.length - 1 : text.length;
  let depth = 0;
  for (let i = 0; i < end; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']' && --depth === 0) return i === end - 1 ? text.slice(1, i) : undefined;
  }
  // The bracket was cut off, as in `no-tape [TEXT` of a mail that was wrapped.
  return text.slice(1);
}
