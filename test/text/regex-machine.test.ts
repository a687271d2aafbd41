import { describe, expect, it } from 'vitest';
import { RegexMachine, TooLarge, type Node } from '../../server/src/text/regex-machine';
import { anyBut, literal, manyBut, oneOf, trimEnd, wholeText } from '../../server/src/text/wildcards';

const many = (part: Node, min = 0, max = Infinity): Node => ({ t: 'repeat', part, min, max });

describe('RegexMachine', () => {
  it('comes to an end where a machine that backtracks does not', () => {
    // ((a+)+)+ and then something else, on a text of a thousand a: 2^1000 ways to part it.
    const node: Node = { t: 'cat', parts: [many(many(many(literal('a'), 1), 1), 1), literal('!')] };
    const machine = new RegexMachine(node, 10);
    expect(machine.test('a'.repeat(1000))).toBe(false);
    expect(machine.test(`${'a'.repeat(1000)}!`)).toBe(true);
  });

  it('takes steps in proportion to the text, with as many states as it has', () => {
    // .*a.*a.*a… on b: a polynomial of the hundredth degree to others.
    let steps = 0;
    const counted: Node = { t: 'set', has: (code) => (steps++, code === 97) };
    const parts = Array.from({ length: 100 }, () => [manyBut(), counted]).flat();
    const machine = new RegexMachine({ t: 'cat', parts }, 200);
    expect(machine.test('ab'.repeat(99))).toBe(false);
    const before = steps;
    machine.test('ab'.repeat(99));
    expect(steps).toBe(before);
    expect(machine.test('ab'.repeat(100))).toBe(true);
  });

  it('counts', () => {
    const test = wholeText(many(literal('ab'), 2, 4), 9);
    expect([1, 2, 3, 4, 5].map((n) => test('ab'.repeat(n)))).toEqual([false, true, true, true, false]);
    expect(() => wholeText(many(many(literal('a'), 1000, 1000), 1000, 1000), 20)).toThrow(TooLarge);
  });

  it('forgets states when there are too many, and finds the same', () => {
    // Whether the 17th character from the end is an a: 2^17 sets of states.
    const tail = wholeText({ t: 'cat', parts: [manyBut(), literal('a'), many(anyBut(), 16, 16)] }, 9);
    let text = '';
    for (let i = 0, x = 1; i < 20_000; i++, x = (x * 48271) % 2147483647) text += x % 3 === 0 ? 'a' : 'b';
    for (const end of [19_990, 19_991, 19_992, 20_000]) {
      const cut = text.slice(0, end);
      expect(tail(cut)).toBe(cut.at(-17) === 'a');
    }
  });
});

describe('wildcards', () => {
  it('reads lists', () => {
    const list = wholeText(oneOf('a-c]-', false) as Node, 5);
    expect(['a', 'b', ']', '-', 'd', 'ä'].map(list)).toEqual([true, true, true, true, false, false]);
    const other = wholeText(oneOf('a-c', true) as Node, 5);
    expect(['b', 'd', 'ä', '😀'].map(other)).toEqual([false, true, true, false]);
    expect(oneOf('c-a', false)).toBeUndefined();
  });

  it('cuts what is at the end', () => {
    expect(trimEnd(`${'/'.repeat(100_000)}x//`, '/')).toHaveLength(100_001);
    expect(trimEnd('//', '/')).toBe('');
  });
});
