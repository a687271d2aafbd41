const MUST_QUOTE = /[\x00-\x20:'\\"\x7f-\uffff]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\\': '\\\\',
  '"': '\\"',
};

/**
 * A name as Amanda writes it into logs, requests and messages: in double quotes only where they are needed, which
 * includes every byte above 0x7e (common-src/amutil.c, quote_string_maybe with always = 0).
 */
export function quoteString(text: string): string {
  return text === '' || MUST_QUOTE.test(text) ? quoteAlways(text) : text;
}

/** The same, always in quotes (common-src/amutil.c, quote_string_maybe with always = 1). */
export function quoteAlways(text: string): string {
  return `"${text.replace(/[\t\n\r\f\\"]/g, (char) => ESCAPES[char] ?? char)}"`;
}

/** The name of a host or disk as a part of file names (common-src/file.c, sanitise_filename). */
export function sanitiseFilename(name: string): string {
  return name.replace(/[/:\\]/g, '_');
}
