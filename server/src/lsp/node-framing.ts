/** Most bytes of a message's header, and of a message. */
const LONGEST_HEADER = 8192;
const LONGEST_MESSAGE = 256 * 1024 * 1024;

const END = Buffer.from('\r\n\r\n');

/**
 * Follows the frames of the base protocol (a header with Content-Length, an empty line, so many bytes) beside the one
 * who reads them. After a broken header nobody knows where the next message begins, and the reader of the connection
 * would wait for it for ever.
 */
export class Framing {
  private header = Buffer.alloc(0);
  /** Bytes of the message that are still to come; undefined inside a header. */
  private left: number | undefined;

  /** Takes bytes as they come; answers what is wrong with a header, in words. */
  take(bytes: Uint8Array): string | undefined {
    let at = 0;
    while (at < bytes.length) {
      if (this.left !== undefined) {
        const taken = Math.min(this.left, bytes.length - at);
        at += taken;
        this.left -= taken;
        if (this.left === 0) this.left = undefined;
        continue;
      }
      const before = this.header.length;
      this.header = Buffer.concat([
        this.header,
        bytes.subarray(at, at + LONGEST_HEADER + END.length - before),
      ]);
      const end = this.header.indexOf(END);
      if (end < 0) {
        if (this.header.length >= LONGEST_HEADER)
          return `a header of more than ${String(LONGEST_HEADER)} bytes`;
        return undefined;
      }
      at += end + END.length - before;
      const length = lengthIn(this.header.toString('latin1', 0, end));
      this.header = Buffer.alloc(0);
      if (typeof length === 'string') return length;
      this.left = length === 0 ? undefined : length;
    }
    return undefined;
  }
}

/** The value of Content-Length, or what is wrong with the header. */
function lengthIn(header: string): number | string {
  let length: number | undefined;
  for (const line of header.split('\r\n')) {
    const [name, value] = line.split(/:(.*)/s);
    if (value === undefined) return `a header line without a colon: ${JSON.stringify(line.slice(0, 80))}`;
    if (name?.toLowerCase() !== 'content-length') continue;
    if (!/^[ \t]*[0-9]{1,15}[ \t]*$/.test(value) || length !== undefined)
      return `a Content-Length that is none: ${JSON.stringify(value.slice(0, 80))}`;
    length = Number(value);
  }
  if (length === undefined) return 'a header without Content-Length';
  if (length > LONGEST_MESSAGE) return `a message of ${String(length)} bytes`;
  return length;
}
