import { describe, expect, test } from 'vitest';
import { compareVersions, hasSince, versionRow, versions } from '../../server/src/schema/versions';

describe('the version table', () => {
  test.each([
    ['3.5.1', '3.5.1'],
    ['3.5', '3.5.1'],
    ['3.5.4', '3.5.1'],
    ['3.3.9', '3.3'],
    ['2.5.1p3', '2.5.1'],
    ['2.6.1p2', '2.6.1'],
    ['2.4.4p2', '2.4'],
    ['1.0', '2.4'],
    ['nonsense', '3.5.1'],
  ])('version %s takes the row of %s', (version, row) => {
    expect(versionRow(version).version).toBe(row);
  });

  test('is sorted and knows every auth in lower case', () => {
    const sorted = [...versions].sort((a, b) => compareVersions(a.version, b.version));
    expect(sorted).toEqual(versions);
    for (const row of versions) {
      expect(row.auths).toContain(row.defaultAuth.toLowerCase());
      expect(row.features).toMatch(/^([0-9a-f]{2})+$/);
    }
  });

  test('tells what a release already had', () => {
    expect(hasSince('2.4', '2.4.5')).toBe(false);
    expect(hasSince('2.5.2', '2.4.5')).toBe(true);
    expect(hasSince('3.5.1', '3.5')).toBe(true);
  });

  test('text requests end with 2.6.1, whose feature string has the XML bit', () => {
    for (const row of versions) {
      const bit80 = (parseInt(row.features.slice(20, 22), 16) & 1) === 1;
      expect(row.dialect, row.version).toBe(bit80 ? 'xml' : 'text');
    }
  });
});
