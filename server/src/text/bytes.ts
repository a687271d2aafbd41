import { addAll } from './lists';
/**
 * Amanda reads bytes; the editor gives text. Files are decoded as UTF-8 in which every byte that is not valid
 * UTF-8 becomes the lone surrogate U+DC00 + byte (U+DC80 to U+DCFF, as Python's "surrogateescape" does), so
 * that nothing is lost, every length in bytes is exact and encoding gives the same bytes back.
 */

const ESCAPE = 0xdc00;

/** Decodes bytes without losing any; see the head of this file. Never fails. */
export function decodeLossless(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeSlowly(bytes);
  }
}

/** The inverse of decodeLossless; other lone surrogates (an editor's) become U+FFFD, as UTF-8 has none. */
export function encodeLossless(text: string): Uint8Array {
  if (!/[\ud800-\udfff]/.test(text)) return new TextEncoder().encode(text);
  const out: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff) out.push(code - ESCAPE);
    else addAll(out, new TextEncoder().encode(char));
  }
  return Uint8Array.from(out);
}

/** The number of bytes that `text` has in the file. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        bytes += 4;
        i++;
      } else bytes += 3;
    } else if (unit >= ESCAPE + 0x80 && unit <= ESCAPE + 0xff) bytes += 1;
    else bytes += 3;
  }
  return bytes;
}

function decodeSlowly(bytes: Uint8Array): string {
  const parts: string[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let run = 0;
  let i = 0;
  const flush = () => {
    if (i > run) parts.push(decoder.decode(bytes.subarray(run, i)));
  };
  while (i < bytes.length) {
    const size = sequenceLength(bytes, i);
    if (size > 0) {
      i += size;
      continue;
    }
    flush();
    parts.push(String.fromCharCode(ESCAPE + (bytes[i] ?? 0)));
    i++;
    run = i;
  }
  flush();
  return parts.join('');
}

/** Length in bytes of the valid UTF-8 sequence at `i`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const at = (n: number) => bytes[i + n] ?? 0;
  const tail = (n: number) => (at(n) & 0xc0) === 0x80;
  const lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (!tail(1) || !tail(2)) return 0;
    if (lead === 0xe0 && at(1) < 0xa0) return 0;
    if (lead === 0xed && at(1) > 0x9f) return 0;
    return 3;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (lead === 0xf0 && at(1) < 0x90) return 0;
    if (lead === 0xf4 && at(1) > 0x8f) return 0;
    return 4;
  }
  return 0;
}
