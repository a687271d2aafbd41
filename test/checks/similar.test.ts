import { describe, expect, it } from 'vitest';
import { similar } from '../../server/src/checks/similar';

describe('similar', () => {
  const names = ['comp-user-tar', 'comp-root-tar', 'nocomp', 'global', 'always-full'];
  it.each([
    ['comp-usr-tar', ['comp-user-tar', 'comp-root-tar']],
    ['COMP_USER_TAR', ['comp-user-tar', 'comp-root-tar']],
    ['golbal', ['global']],
    ['always', ['always-full']],
    ['x', []],
    ['something-else', []],
  ])('%s', (word, expected) => {
    expect(similar(word, names)).toEqual(expected);
  });
});
