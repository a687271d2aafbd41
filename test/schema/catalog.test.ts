import { describe, expect, test } from 'vitest';
import {
  applications,
  changerOf,
  changers,
  deviceOf,
  deviceProperties,
  devices,
  interactivities,
  propertyKey,
  scripts,
  taperscans,
} from '../../server/src/schema/catalog';

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

  test('knows a device and a changer by its specification', () => {
    expect(changerOf('chg-disk:/vtapes')?.name).toBe('chg-disk:');
    expect(changerOf('chg-diskflat:/vtapes')?.name).toBe('chg-diskflat:');
    expect(changerOf('robot')).toBeUndefined();
    expect(deviceOf('file:/vtapes/slot1')?.name).toBe('file:');
  });

  test('offers common device properties once, with those of the device', () => {
    const names = deviceProperties([...devices].filter((d) => d.name === 's3:')).map((p) => p.name);
    expect(names).toContain('BLOCK_SIZE');
    expect(names).toContain('S3_ACCESS_KEY');
    expect(names).not.toContain('DVDRW_MOUNT_POINT');
  });
});
