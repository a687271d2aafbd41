import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  applications,
  changers,
  interactivities,
  programsByParameter,
  propertyKey,
  scripts,
  taperscans,
  type CatalogPlugin,
} from '../../server/src/schema/catalog';
import { amandaInstalled } from './oracle';

const programs = '/usr/lib/amanda/application';
const modules = ['/usr/lib/x86_64-linux-gnu/amanda/perl/Amanda', '/usr/lib/amanda/perl/Amanda'].find(
  existsSync,
);
const names = (list: readonly CatalogPlugin[]) => list.map(({ name }) => name).sort();

describe.skipIf(!amandaInstalled)('the catalog against what is installed', () => {
  test('has every application and script', () => {
    const installed = readdirSync(programs).sort();
    // A script says where it can run, an application does not.
    const runsWhere = new Set(
      installed.filter((name) =>
        execFileSync(`${programs}/${name}`, ['support'], { stdio: 'pipe', encoding: 'latin1' }).includes(
          'EXECUTE-WHERE',
        ),
      ),
    );
    expect(names(scripts)).toEqual(installed.filter((name) => runsWhere.has(name)));
    expect(names(applications)).toEqual(installed.filter((name) => !runsWhere.has(name)));
  });

  test.skipIf(!modules).each([
    ['Changer', changers, (name: string) => `chg-${name}:`],
    ['Interactivity', interactivities, (name: string) => name],
    ['Taper/Scan', taperscans, (name: string) => name],
  ] as const)('has every module of %s', (folder, list, nameOf) => {
    const found = readdirSync(`${String(modules)}/${folder}`).filter((name) => name.endsWith('.pm'));
    expect(names(list)).toEqual(found.map((name) => nameOf(name.replace('.pm', ''))).sort());
  });

  test('has every program that encrypts', () => {
    const installed = readdirSync('/usr/sbin').filter((name) => /^am.*crypt/.test(name));
    const known = programsByParameter['server-encrypt']?.map(({ name }) => name);
    expect(known?.sort()).toEqual(installed.map((name) => `/usr/sbin/${name}`).sort());
  });

  /** What Amanda itself passes to every application and script. */
  const given =
    'collection config device disk exclude-file exclude-list exclude-optional execute-where host include-file include-list include-optional index level message record timestamp'.split(
      ' ',
    );
  const perl = [...applications, ...scripts].filter(
    ({ name }) =>
      existsSync(`${programs}/${name}`) &&
      /^#!.*perl/.test(readFileSync(`${programs}/${name}`, 'latin1').slice(0, 80)),
  );
  test.each(perl.map((one) => [one.name, one] as const))('has every property of %s', (name, plugin) => {
    const text = readFileSync(`${programs}/${name}`, 'latin1');
    const options = [...text.matchAll(/'([a-z][a-z0-9-]*)=s@?'/g)].map((one) => one[1] ?? '');
    const own = [...new Set(options)].filter((option) => !given.includes(option));
    const known = plugin.properties.map((one) => propertyKey(one.name));
    expect(known).toEqual(expect.arrayContaining(own));
  });
});
