import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, type SaidNight, type TrueNight, type View } from '../../scripts/nights/judge.mjs';
import { kinds } from '../../scripts/nights/kinds.mjs';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/nights');

const truth: TrueNight = {
  program: 'amdump',
  state: ['finished'],
  dles: {
    'www.example.com /srv/home': { outcome: ['ok'], cause: [null] },
    'www.example.com /srv/archive': { outcome: ['failed', 'missing'], cause: ['log/estimate-hung'] },
  },
  notes: ['log/no-tape'],
};
const said = (outcome: string, cause: string | null, more: Partial<SaidNight> = {}): SaidNight => ({
  program: 'amdump',
  state: 'finished',
  hosts: [
    {
      host: 'www.example.com',
      dles: [
        { disk: '/srv/home', outcome: 'ok', cause: null },
        { disk: '/srv/archive', outcome, cause },
      ],
    },
  ],
  notes: [{ cause: 'log/no-tape' }],
  ...more,
});

describe('the judge of the laboratory of nights', () => {
  it('takes any of the true outcomes', () => {
    expect(differences(truth, said('failed', 'log/estimate-hung'))).toEqual([]);
    expect(differences(truth, said('missing', 'log/estimate-hung'))).toEqual([]);
  });

  it('names what is said otherwise', () => {
    expect(differences(truth, said('ok', null))).toEqual([
      'www.example.com /srv/archive: expected failed|missing log/estimate-hung, got ok no cause',
    ]);
    expect(differences(truth, said('failed', 'log/no-answer', { state: 'died', notes: [] }))).toEqual([
      'expected finished, got died',
      'www.example.com /srv/archive: expected failed|missing log/estimate-hung, got failed log/no-answer',
      'expected a note log/no-tape',
    ]);
  });

  it('misses what is not said and sees what is said too much', () => {
    expect(differences(truth, undefined)).toEqual(['no amdump was found']);
    expect(differences(truth, said('failed', 'log/estimate-hung', { hosts: [] }))).toHaveLength(2);
    const other = { host: 'db', dles: [{ disk: '/', outcome: 'ok', cause: null }] };
    const got = said('failed', 'log/estimate-hung');
    expect(differences(truth, { ...got, hosts: [...got.hosts, other] })).toEqual([
      'db /: not expected, got ok no cause',
    ]);
  });
});

describe('the table of nights', () => {
  it('has thirty kinds and more, each with a name of its own', () => {
    expect(kinds.length).toBeGreaterThan(30);
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  });

  it.each(kinds)('$name tells the truth of every DLE of its disklist', ({ disks, truth: views }) => {
    const disklist = disks.map(([host, disk]) => `${host} ${disk}`).sort();
    for (const night of Object.values(views).flat())
      if (night.program !== 'amcheck') expect(Object.keys(night.dles).sort()).toEqual(disklist);
  });
});

describe('the recorded nights', () => {
  const recorded = readdirSync(fixtures).filter((name) =>
    existsSync(path.join(fixtures, name, 'truth.json')),
  );

  it.each(recorded)('%s has the logs that its truth is about', (name) => {
    const file = path.join(fixtures, name, 'truth.json');
    const { kind, views } = JSON.parse(readFileSync(file, 'utf8')) as {
      kind: string;
      views: Record<string, View>;
    };
    expect(kind).toBe(name);
    for (const { paths, nights } of Object.values(views)) {
      expect(nights.length).toBeGreaterThan(0);
      // Of some clients nothing is worth keeping: then the view of all logs is that of the server.
      expect(paths.filter((p) => existsSync(path.join(fixtures, name, p)))).not.toHaveLength(0);
    }
  });
});
