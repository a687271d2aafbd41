/**
 * Names and values of files reach the terminal and the log of a build: what a terminal takes for a command, what turns
 * the direction of writing, and what would begin a line of its own is shown as an escape.
 */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** A text of several lines, with its newlines and tabs. */
export function plain(text: string): string {
  return text.replace(CONTROLS, (char) => (char === '\n' || char === '\t' ? char : escaped(char)));
}

function escaped(char: string): string {
  const code = char.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * The text with no line that a build server takes for a command (`::error::`, `##[error]`, `##vso[…]`), whatever blanks
 * stand in front: a folder may be called that.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*)(::|##(?:vso)?\[)/gm, (_, blanks: string, begin: string) =>
    begin === '::' ? `${blanks}\\x3a:` : `${blanks}\\x23${begin.slice(1)}`,
  );
}
