import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkById } from '../../server/src/checks/registry';

const page = new URL('../../docs/CHECKLIST.md', import.meta.url);

it('docs/CHECKLIST.md names tests and checks that exist', () => {
  const text = readFileSync(page, 'utf8');
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter((link) => !existsSync(fileURLToPath(new URL(link, page))))).toEqual([]);
  const ids = [...text.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map((match) => match[1] ?? '');
  expect(ids.filter((id) => checkById(id) === undefined)).toEqual([]);
});
