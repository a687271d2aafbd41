import { afterAll, describe, expect, it } from 'vitest';
import { printDles } from '../../server/src/model/print';
import { encodeLossless } from '../../server/src/text/bytes';
import { fileUri } from '../../server/src/text/uri';
import { buildSnapshot } from '../../server/src/workspace/load';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { resolvedFiles } from '../support/resolved-generator';
import { bases } from './fuzz-bases';
import { amandaInstalled, Oracle } from './oracle';

const COUNT = Number(process.env['RESOLVED_COUNT'] ?? 320);
const seed = Number(process.env['RESOLVED_SEED'] ?? 342944);

/** What `amanda-lint disklist` prints for these files, as bytes that the oracle's output can be compared with. */
function ours(folder: string, files: Readonly<Record<string, string>>): string {
  const memory = new MemoryFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [fileUri(`${folder}/${name}`), text])),
  );
  const { config, disklist } = buildSnapshot({ root: fileUri(`${folder}/amanda.conf`) }, memory.source);
  const problems = [...config.problems, ...disklist.problems].filter(({ id }) =>
    /^(syntax|value|reference|disklist)\//.test(id),
  );
  if (problems.length > 0) return problems.map(({ id, amanda }) => `${id}: ${amanda}\n`).join('');
  return Buffer.from(encodeLossless(printDles(config, disklist, disklist.dles))).toString('latin1');
}

describe.skipIf(!amandaInstalled)('resolved values', () => {
  const oracle = new Oracle();
  afterAll(() => {
    oracle.dispose();
  });

  it.each(bases().filter(({ client }) => client !== true))(
    'of $name print as amadmin prints them',
    ({ files }) => {
      const folder = new Oracle();
      try {
        folder.write(files);
        const answer = folder.disklist();
        const shown = ours(folder.folder, files);
        if (answer.accepted) expect(shown).toBe(answer.stdout);
        else expect(shown).not.toContain('    host ');
      } finally {
        folder.dispose();
      }
    },
  );

  it.each([
    ['a rate, which is a float', 'comprate 0.000005, 123456789012.5'],
    ['a negative zero', 'comprate -0'],
    ['ties at the last place', 'comprate 0.015625, 0.046875'],
    ['what only looks like a tie', 'bumpmult 1.000005'],
    ['more digits than Amanda can divide by', 'bumpmult 1.0000000000000000000000000000000000001'],
    ['a time beyond 32 bits', 'starttime 12345678901'],
    ['a time beyond 53 bits', 'starttime 9223372036854775807'],
    ['a negative time', 'starttime -130'],
  ])('of %s print as amadmin prints them', (_, statement) => {
    const files = {
      'amanda.conf': `define dumptype d {\n  ${statement}\n}\n`,
      disklist: 'h /a d\n',
    };
    oracle.write(files);
    const answer = oracle.disklist();
    expect(answer.accepted).toBe(true);
    expect(ours(oracle.folder, files)).toBe(answer.stdout);
  });

  it(`print as amadmin prints them, over ${String(COUNT)} configurations (seed ${String(seed)})`, () => {
    let refused = 0;
    for (let i = 0; i < COUNT; i++) {
      const files = resolvedFiles(seed * 10_000 + i);
      oracle.write(files);
      const answer = oracle.disklist();
      const mine = ours(oracle.folder, files);
      const shown = Object.entries(files).map(([name, text]) => `--- ${name}\n${text}`);
      if (!answer.accepted) {
        refused++;
        expect(mine, `refused by Amanda: ${answer.stderr}\n${shown.join('')}`).not.toContain('    host ');
        continue;
      }
      expect(mine, `seed ${String(seed)}, configuration ${String(i)}\n${shown.join('')}`).toBe(answer.stdout);
    }
    expect(refused).toBeLessThan(COUNT / 5);
  });
});
