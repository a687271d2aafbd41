import { describe, expect, it } from 'vitest';
import { Framing } from '../../server/src/lsp/node-framing';

const message = (body: string, more = '') =>
  `Content-Length: ${String(Buffer.byteLength(body))}\r\n${more}\r\n${body}`;

/** What is said of a stream that comes in pieces of so many bytes. */
function faultOf(stream: string, size: number): string | undefined {
  const framing = new Framing();
  const bytes = Buffer.from(stream);
  for (let at = 0; at < bytes.length; at += size) {
    const fault = framing.take(bytes.subarray(at, at + size));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

describe.each([1, 7, 100_000])('frames in pieces of %i bytes', (size) => {
  it('that are right pass', () => {
    const stream =
      message('{"a":"ä\r\n\r\n"}') +
      message('') +
      message('x'.repeat(20_000), 'Content-Type: x; charset=utf-8\r\n');
    expect(faultOf(stream, size)).toBeUndefined();
  });

  it.each([
    ['Content-Type: x\r\n\r\n{}', 'without Content-Length'],
    ['\r\n\r\n{}', 'without a colon'],
    ['hello\r\n\r\n', 'without a colon'],
    ['Content-Length: -1\r\n\r\n', 'Content-Length that is none'],
    ['Content-Length: 1e3\r\n\r\n', 'Content-Length that is none'],
    ['Content-Length: 2\r\nContent-Length: 3\r\n\r\n', 'Content-Length that is none'],
    ['Content-Length: 999999999999\r\n\r\n', 'a message of 999999999999 bytes'],
    ['x'.repeat(9000), 'a header of more than 8192 bytes'],
  ])('%j is refused, also behind a message', (stream, fault) => {
    expect(faultOf(stream, size)).toContain(fault);
    expect(faultOf(message('{}') + stream, size)).toContain(fault);
  });
});
