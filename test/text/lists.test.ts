import { expect, test } from 'vitest';
import { addAll, largest, smallest } from '../../server/src/text/lists';

test('lists longer than a call takes arguments', () => {
  const many = Array.from({ length: 500_000 }, (_, i) => i);
  const list = [-1];
  addAll(list, many);
  expect([list.length, list[0], list.at(-1)]).toEqual([500_001, -1, 499_999]);
  expect([largest(many), smallest(many)]).toEqual([499_999, 0]);
});
