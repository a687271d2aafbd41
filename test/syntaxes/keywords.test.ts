import { describe, expect, test } from 'vitest';
import { parameterLists } from '../../server/src/schema';
import { clientKeywords, serverKeywords } from '../../server/src/schema/keywords';
import { tokenize } from '../support/grammar';

async function scopeAt(line: string, column: number): Promise<readonly string[]> {
  const [tokens] = await tokenize('amanda-conf', line);
  return tokens?.find((t) => t.start <= column && column < t.end)?.scopes ?? [];
}

describe('the grammar knows every word of the schema', () => {
  const names = new Set(Object.values(parameterLists).flatMap((list) => list.map((p) => p.name)));

  test.each([...names])('parameter %s', async (name) => {
    for (const word of [name, name.replaceAll('-', '_').toUpperCase()])
      expect(await scopeAt(`    ${word} 1`, 4), word).toContain('keyword.other.parameter');
  });

  // Words that begin a line (exclude-file) are parameters there and stand for nothing behind one.
  const values = new Set([...serverKeywords.value, ...clientKeywords.value]);
  test.each([...values].filter((word) => !word.startsWith('exclude-')))('value %s', async (word) => {
    // Some words mean something only behind exclude or property.
    const scopes = (
      await Promise.all(['estimate', 'exclude ', 'property'].map((p) => scopeAt(`${p} ${word}`, 9)))
    ).flat();
    expect(scopes.some((s) => s.startsWith('constant.language') || s.startsWith('storage.modifier'))).toBe(
      true,
    );
  });
});
