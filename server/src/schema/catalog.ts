import { applications, scripts } from './catalog/applications';
import { changers } from './catalog/changers';
import { commonDeviceProperties, devices } from './catalog/devices';
import type { CatalogEntry, CatalogPlugin } from './catalog/entry';
import { interactivities, taperscans } from './catalog/modules';
import type { BlockKind } from './types';

export { applications, scripts } from './catalog/applications';
export { changers } from './catalog/changers';
export { devices } from './catalog/devices';
export type { CatalogEntry, CatalogPlugin } from './catalog/entry';
export { dumpOrders, interactivities, labelVariables, reportColumns, taperscans } from './catalog/modules';

/** The plugins that the distribution has for each kind of block with a `plugin` line. */
export const pluginsByKind: Partial<Record<BlockKind, readonly CatalogPlugin[]>> = {
  application: applications,
  script: scripts,
  interactivity: interactivities,
  taperscan: taperscans,
};

const bySpecification = (list: readonly CatalogPlugin[], value: string): CatalogPlugin | undefined =>
  list.find((entry) => value.toLowerCase().startsWith(entry.name));

/** The changer that a specification such as `chg-disk:/vtapes` means. */
export function changerOf(value: string): CatalogPlugin | undefined {
  return bySpecification(changers, value);
}

/** The device scheme that a specification such as `tape:/dev/nst0` means. */
export function deviceOf(value: string): CatalogPlugin | undefined {
  return bySpecification(devices, value);
}

/**
 * Properties that a `device-property` can set: the common ones and those of the devices given, or of every device
 * when none is known.
 */
export function deviceProperties(of: readonly CatalogPlugin[]): readonly CatalogEntry[] {
  const special = (of.length > 0 ? of : devices).flatMap((device) => device.properties);
  const seen = new Set<string>();
  return [...commonDeviceProperties, ...special].filter((p) => !seen.has(p.name) && seen.add(p.name));
}

/** Property names are compared in lower case with `_` as `-` (conffile.c, amandaify_property_name). */
export function propertyKey(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
