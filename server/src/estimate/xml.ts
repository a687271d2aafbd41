import { byteLength, encodeLossless } from '../text/bytes';

const NEEDS_RAW = /[\x00-\x20<>"&\\'\x80-\uffff]/;
const RAW_ATTRIBUTE = ' encoding="raw" raw=""'.length;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * An element with text (common-src/amxml.c, amxml_format_tag). A value that holds a blank, a control character, one
 * of `< > " & \ '` or a byte above 127 is sent in base64 in an attribute, and the text is the value with an
 * underscore for each of those bytes.
 */
export function tag(name: string, value: string): string {
  if (!NEEDS_RAW.test(value)) return `<${name}>${value}</${name}>`;
  const bytes = encodeLossless(value);
  const shown = Array.from(bytes, (b) => {
    const char = String.fromCharCode(b);
    return NEEDS_RAW.test(char) ? '_' : char;
  }).join('');
  return `<${name} encoding="raw" raw="${base64(bytes)}">${shown}</${name}>`;
}

/** The number of bytes of `tag(name, value)`, without making it. */
export function tagBytes(name: string, value: string): number {
  const plain = 2 * name.length + 5;
  if (!NEEDS_RAW.test(value)) return plain + value.length;
  const bytes = byteLength(value);
  return plain + bytes + RAW_ATTRIBUTE + 4 * Math.ceil(bytes / 3);
}

function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digit = (shift: number) => BASE64.charAt((word >> shift) & 63);
    out += digit(18) + digit(12) + (left > 1 ? digit(6) : '=') + (left > 2 ? digit(0) : '=');
  }
  return out;
}
