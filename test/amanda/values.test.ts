import { afterAll, describe, expect, it } from 'vitest';
import { effective, globalValue, type Effective } from '../../server/src/model/effective';
import { displayValue } from '../../server/src/model/print';
import type { Config } from '../../server/src/model/types';
import { blockKinds, parameterLists } from '../../server/src/schema/index';
import type { Context } from '../../server/src/schema/types';
import { encodeLossless } from '../../server/src/text/bytes';
import { fileUri } from '../../server/src/text/uri';
import { buildSnapshot } from '../../server/src/workspace/load';
import { MemoryFiles } from '../../server/src/workspace/memory';
import { Random } from '../support/random';
import { bases, type Files } from './fuzz-bases';
import { forms } from './forms';
import { amandaInstalled, Oracle } from './oracle';

const COUNT = Number(process.env['VALUES_COUNT'] ?? 40);
const seed = Number(process.env['VALUES_SEED'] ?? 51703);

type Values = Map<string, string[]>;

/** `amadmin . config` cut into the top level and its blocks (`global`, `storage st`), each with its values by name. */
function printed(output: string): Map<string, Values> {
  const found = new Map<string, Values>();
  let current: Values = new Map();
  found.set('global', current);
  for (const line of output.split('\n')) {
    const head = /^#?DEFINE ([A-Z]+) (\S+) \{/.exec(line);
    const setting = /^#?(?! AMANDA) *([A-Z][A-Z0-9-]*)(?: (.*))?$/.exec(line);
    if (head) found.set(`${(head[1] ?? '').toLowerCase()} ${head[2] ?? ''}`, (current = new Map()));
    else if (/^#?\}/.test(line)) current = new Map();
    else if (setting) {
      const name = (setting[1] ?? '').toLowerCase();
      current.set(name, [...(current.get(name) ?? []), setting[2] ?? '']);
    }
  }
  return found;
}

/** What the model has for the same places. */
function resolved(config: Config, sections: ReadonlyMap<string, Values>): Map<string, Values> {
  const found = new Map<string, Values>();
  const add = (section: string, one: Effective | undefined) => {
    if (!one || !sections.has(section)) return;
    const values = found.get(section) ?? new Map<string, string[]>();
    found.set(section, values);
    const lines = displayValue(one.parameter, one.value).map((text) =>
      Buffer.from(encodeLossless(text)).toString('latin1'),
    );
    if (lines.length > 0) values.set(one.parameter.name, lines);
  };
  for (const p of parameterLists.global) add('global', globalValue(config, p.name));
  for (const kind of blockKinds) {
    for (const block of config.blocks[kind].values()) {
      for (const p of parameterLists[kind]) {
        add(`${kind} ${block.name}`, effective(config, block, p.name, '3.5.1'));
      }
    }
  }
  return found;
}

/** One text for each value: without the blanks around it, the moments of a script in one order. */
function plain(sections: ReadonlyMap<string, Values>): string[] {
  return [...sections].flatMap(([section, values]) =>
    [...values].map(([name, lines]) => {
      const shown = lines.map((line) => line.trim());
      let text = shown.join(' | ');
      if (name === 'execute-on') text = text.split(', ').sort().join(', ');
      // A storage's is printed without quotes when it is the top level's.
      if (name === 'tapetype') text = text.replaceAll('"', '');
      return `${section} ${name} ${text}`;
    }),
  );
}

describe.skipIf(!amandaInstalled)('every value of the top level and of every block', () => {
  const oracle = new Oracle();
  afterAll(() => {
    oracle.dispose();
  });

  /** Compares where Amanda accepts; gives false where it does not. */
  function compare(files: Files, label: string): boolean {
    oracle.write(files);
    // An estimate at the end of a file is read for ever.
    const answer = oracle.run('/usr/sbin/amadmin', ['.', 'config'], 5000);
    if (!answer.accepted) return false;
    const memory = new MemoryFiles(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [fileUri(`${oracle.folder}/${name}`), text]),
      ),
    );
    const root = fileUri(`${oracle.folder}/amanda.conf`);
    const { config } = buildSnapshot({ root }, memory.source);
    const sections = printed(answer.stdout);
    const ours = plain(resolved(config, sections)).sort();
    const own = new Set(resolved(config, sections).keys());
    const theirs = plain(new Map([...sections].filter(([section]) => own.has(section)))).sort();
    expect(ours, label).toEqual(theirs);
    return true;
  }

  it.each(bases().filter(({ client }) => client !== true))('of $name is as amadmin prints it', (base) => {
    expect(compare({ ...base.files, disklist: '' }, base.name)).toBe(true);
  });

  it.each([
    [
      'a storage that takes the top level as it is in the end',
      'define storage s {\n}\nruntapes 3\ntaperflush 100\nautoflush all\n',
    ],
    ['labels of the top level', 'define storage s {\n}\nautolabel "T-%%%" any\ntapedev "file:/x"\n'],
    ['label-new-tapes', 'define storage s {\n}\nlabel-new-tapes "T-%%%"\n'],
    ['a limit of dumps on a volume', 'define storage s {\n}\nmax-dle-by-volume 5\n'],
    ['a policy', 'define policy p {\n}\ntapecycle 30\n'],
    ['a tapepool', 'org "O"\ndefine storage s {\n tapepool "$o-$c-$r-$r"\n}\n'],
    ['a taperscan', 'define taperscan t {\n}\ntaperscan "t"\ndefine storage s {\n}\n'],
    ['storages', 'define storage s {\n}\ndefine storage t {\n}\nactive-storage "t"\nstorage "s"\n'],
    ['no storage after all', 'define storage s {\n}\nstorage "s"\nstorage ""\n'],
    ['a template kept by autolabel', 'autolabel "T-%%%" any\nautolabel empty\n'],
    ['a template taken away', 'autolabel "T-%%%" any\nautolabel\n'],
  ])('of %s is as amadmin prints it', (label, conf) => {
    expect(compare({ 'amanda.conf': conf, disklist: '' }, label)).toBe(true);
  });

  it(`is as amadmin prints it, over ${String(COUNT)} configurations (seed ${String(seed)})`, () => {
    let compared = 0;
    for (let i = 0; i < COUNT; i++) {
      const conf = generated(new Random(seed * 10_000 + i));
      if (compare({ 'amanda.conf': conf, disklist: '' }, `configuration ${String(i)}\n${conf}`)) compared++;
    }
    expect(compared).toBeGreaterThan(COUNT / 3);
  });
});

/** Blocks of every kind with some parameters each, in accepted forms; a second one inherits from the first. */
function generated(random: Random): string {
  const some = (context: Context) =>
    parameterLists[context]
      .filter(({ name, kind }) => kind !== 'holdingdisk' && !['diskfile', 'label-new-tapes'].includes(name))
      .filter(() => random.chance(0.1))
      .map((p) => ` ${random.pick(forms(p).accepted)}\n`)
      .join('');
  const named = blockKinds.map((kind) => `define ${kind} zz {\n}\ndefine ${kind} yy {\n}\n`).join('');
  const blocks = blockKinds.flatMap((kind) => [
    `define ${kind} parent {\n${some(kind)}}\n`,
    some('global'),
    `define ${kind} child {\n${some(kind)} parent\n${some(kind)}}\n`,
  ]);
  return named + blocks.join('') + some('global');
}
