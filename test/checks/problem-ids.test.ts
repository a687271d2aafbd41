import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkById } from '../../server/src/checks/registry';

const folder = join(import.meta.dirname, '../../server/src/model');
const ids = new Set(
  readdirSync(folder).flatMap(
    (name) =>
      readFileSync(join(folder, name), 'utf8').match(
        /(?<=')(syntax|value|reference|disklist|trap|style)\/[a-z]+(-[a-z]+)*(?=')/g,
      ) ?? [],
  ),
);

describe('the problems that the model finds', () => {
  it('are worded by a check each', () => {
    expect(ids.size).toBeGreaterThan(60);
    expect([...ids].filter((id) => checkById(id) === undefined)).toEqual([]);
  });

  it('are errors exactly where Amanda refuses', () => {
    // Amanda would read a disklist of any size.
    const refusal = (id: string) => !/^(trap|style)\/|^disklist\/file-too-large$/.test(id);
    const wrong = [...ids].filter((id) => (checkById(id)?.severity === 'error') !== refusal(id));
    expect(wrong).toEqual([]);
  });
});
