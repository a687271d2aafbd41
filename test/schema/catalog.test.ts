import { describe, expect, test } from 'vitest';
import {
  applications,
  catalogEntry,
  changers,
  devices,
  interactivities,
  propertiesOf,
  propertyKey,
  scripts,
  taperscans,
} from '../../server/src/schema/catalog';
import { parameters } from '../../server/src/schema/index';
import type { BlockKind, Parameter } from '../../server/src/schema/types';

const lists = { applications, scripts, devices, changers, interactivities, taperscans };

describe('the catalog of what the distribution brings', () => {
  test.each(Object.entries(lists))('%s: every entry has its sentence, no name stands twice', (_, list) => {
    expect(new Set(list.map((entry) => entry.name)).size).toBe(list.length);
    for (const entry of list) {
      for (const item of [entry, ...entry.properties])
        expect(item.doc, item.name).toMatch(/^[A-Z].*[.)…`]$/s);
      const keys = entry.properties.map((p) => propertyKey(p.name));
      expect(new Set(keys).size, entry.name).toBe(keys.length);
      if (entry.example !== undefined) expect(entry.example.startsWith(entry.name)).toBe(true);
    }
  });

  const row = (kind: BlockKind, name: string): Parameter => {
    const found = parameters[kind].get(name);
    if (!found) throw new Error(`${kind} has no ${name}`);
    return found;
  };

  test('knows a device and a changer by its specification, a plugin by its name', () => {
    const tpchanger = row('changer', 'tpchanger');
    expect(catalogEntry(tpchanger, 'chg-disk:/vtapes')?.name).toBe('chg-disk:');
    expect(catalogEntry(tpchanger, 'chg-diskflat:/vtapes')?.name).toBe('chg-diskflat:');
    expect(catalogEntry(tpchanger, 'robot')).toBeUndefined();
    expect(catalogEntry(row('device', 'tapedev'), 'file:/vtapes/slot1')?.name).toBe('file:');
    expect(catalogEntry(row('script', 'plugin'), 'script-email')?.name).toBe('script-email');
    expect(catalogEntry(row('application', 'plugin'), 'script-email')).toBeUndefined();
  });

  test.each([
    ['device', 'device-property', 'tapedev', 's3:bucket', 'S3_ACCESS_KEY', 'DVDRW_MOUNT_POINT'],
    ['device', 'device-property', 'tapedev', 'tape:/dev/nst0', 'LEOM', 'S3_ACCESS_KEY'],
    ['changer', 'property', 'tpchanger', 'chg-robot:/dev/sg3', 'TAPE-DEVICE', 'NUM-SLOT'],
    ['application', 'property', 'plugin', 'amgtar', 'SPARSE', 'ARCHIVEDIR'],
    ['script', 'property', 'plugin', 'script-email', 'MAILTO', 'LOGFILE'],
  ] as const)('%s with %s: those of what %s names', (kind, name, by, value, has, lacks) => {
    const names = (set: string | undefined) =>
      propertiesOf(row(kind, name), (other) => (other === by ? set : undefined)).map((one) => one.name);
    expect(names(value)).toContain(has);
    expect(names(value)).not.toContain(lacks);
    // What is not of the distribution may take any.
    expect(names(undefined)).toEqual(expect.arrayContaining([has, lacks]));
    expect(new Set(names(undefined).map(propertyKey)).size).toBe(names(undefined).length);
  });
});
