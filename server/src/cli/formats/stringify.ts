/**
 * JSON text that every reader takes. Bytes that are not UTF-8 are lone surrogates here (text/bytes.ts), and an escaped
 * lone surrogate is no text for strict readers (RFC 8259, section 8.2): they become U+FFFD, as editors show them.
 */
export function stringify(value: unknown): string {
  const whole = (_key: string, one: unknown) =>
    typeof one === 'string' && LONE.test(one) ? one.replace(ALL_LONE, '\ufffd') : one;
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value, whole, 2).replace(SHOWN, escaped)}\n`;
}

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const ALL_LONE = new RegExp(LONE, 'g');
/** What JSON lets stand and a terminal obeys: controls, and marks that turn the direction of writing. */
const SHOWN = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
