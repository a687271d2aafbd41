import { afterAll, describe, expect, it } from 'vitest';
import { formatEdits } from '../../server/src/features/structure/format';
import { normaliseEdits } from '../../server/src/features/structure/normalise';
import { applyEdits } from '../../server/src/text/span';
import { Random } from '../support/random';
import { resolvedFiles } from '../support/resolved-generator';
import { snapshotOf, testUri } from '../support/snapshot';
import { untidy } from '../support/untidy';
import { amandaInstalled, Oracle } from './oracle';

const COUNT = Number(process.env['FORMAT_COUNT'] ?? 60);
const seed = Number(process.env['FORMAT_SEED'] ?? 260133);
type Files = Readonly<Record<string, string>>;

function everywhere(files: Files, edits: (name: string) => ReturnType<typeof normaliseEdits>): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, applyEdits(text, edits(name))]),
  );
}

describe.skipIf(!amandaInstalled)('formatting and keyword spelling', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  /** What Amanda says of the files; its line numbers do not change either. */
  const ask = (files: Files) => {
    oracle.write(files);
    const { accepted, stdout, stderr } = oracle.disklist();
    return { accepted, stdout, stderr };
  };

  it(`change nothing that Amanda reads, over ${String(COUNT)} configurations (seed ${String(seed)})`, () => {
    let accepted = 0;
    for (let i = 0; i < COUNT; i++) {
      const random = new Random(seed + i);
      const files = Object.fromEntries(
        Object.entries(resolvedFiles(seed * 1000 + i)).map(([name, text]) => [name, untidy(text, random)]),
      );
      const options = { indent: random.pick(['  ', '\t']), tabSize: 8, align: random.chance(0.6) };
      const snapshot = snapshotOf(files);
      const before = ask(files);
      if (before.accepted) accepted++;
      const formatted = everywhere(files, (name) => formatEdits(snapshot, testUri(name), options));
      expect(ask(formatted), JSON.stringify({ files, formatted }, null, 1)).toEqual(before);
      const spelled = everywhere(files, (name) => normaliseEdits(snapshot, testUri(name)));
      expect(ask(spelled), JSON.stringify({ files, spelled }, null, 1)).toEqual(before);
    }
    expect(accepted).toBeGreaterThan(COUNT / 2);
  });
});
