import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Oracle } from './oracle';

const samples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'samples');
const oracle = new Oracle();
afterAll(() => oracle.dispose());

test('Amanda accepts the sample configuration without a warning', () => {
  const folder = join(samples, 'DailySet1');
  oracle.write(
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
  );
  const answer = oracle.disklist();
  expect(answer.complaints).toEqual([]);
  expect(answer.accepted).toBe(true);
  expect(answer.stdout.match(/^ {4}disk /gm)).toHaveLength(107);
});
