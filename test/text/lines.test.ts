import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../server/src/text/lines';

describe('lines', () => {
  it('counts lines and columns as editors do', () => {
    const lines = new LineIndex('ab\r\ncd\n\nx');
    expect(lines.count).toBe(4);
    expect(lines.positionAt(5)).toEqual({ line: 1, character: 1 });
    expect(lines.offsetAt({ line: 1, character: 1 })).toBe(5);
    expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(lines.offsetAt({ line: 99, character: 0 })).toBe(9);
    expect(lines.lineSpan(0)).toEqual({ start: 0, end: 2 });
  });

  it('gives a byte order mark no column, because editors do not show it', () => {
    const lines = new LineIndex('\ufeffab\ncd\n');
    expect(lines.positionAt(0)).toEqual({ line: 0, character: 0 });
    expect(lines.positionAt(2)).toEqual({ line: 0, character: 1 });
    expect(lines.offsetAt({ line: 0, character: 1 })).toBe(2);
    expect(lines.offsetAt({ line: 1, character: 1 })).toBe(5);
    expect(lines.positionAt(5)).toEqual({ line: 1, character: 1 });
  });
});
