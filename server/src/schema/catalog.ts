import { applications, scripts } from './catalog/applications';
import { changers } from './catalog/changers';
import { commonDeviceProperties, devices } from './catalog/devices';
import type { CatalogEntry, CatalogPlugin } from './catalog/entry';
import { interactivities, programsByParameter, taperscans } from './catalog/modules';
import type { BlockKind, Parameter } from './types';

export { applications, scripts } from './catalog/applications';
export { changers } from './catalog/changers';
export { devices } from './catalog/devices';
export type { CatalogEntry, CatalogPlugin } from './catalog/entry';
export {
  dumpOrders,
  interactivities,
  labelVariables,
  programsByParameter,
  reportColumns,
  taperscans,
} from './catalog/modules';

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
function changerOf(value: string): CatalogPlugin | undefined {
  return bySpecification(changers, value);
}

/** The device scheme that a specification such as `tape:/dev/nst0` means. */
function deviceOf(value: string): CatalogPlugin | undefined {
  return bySpecification(devices, value);
}

/** Properties that a `device-property` can set: the common ones and those of the device, or of every device. */
function deviceProperties(device: CatalogPlugin | undefined): readonly CatalogEntry[] {
  return unique([
    ...commonDeviceProperties,
    ...(device ? [device] : devices).flatMap((one) => one.properties),
  ]);
}

/**
 * The properties that a line of `p` can set: those of the plugin, changer or device that the block around it names, or
 * of every one when it names none of the distribution. `valueOf` gives the string that a parameter of the block has. A block
 * of amanda-client.conf may have the name of the plugin instead.
 */
export function propertiesOf(
  p: Parameter,
  valueOf: (name: string) => string | undefined,
  blockName?: string,
): readonly CatalogEntry[] {
  const { context } = p;
  if (p.name === 'device-property') return deviceProperties(deviceOf(valueOf('tapedev') ?? ''));
  if (context === 'changer') {
    const changer = changerOf(valueOf('tpchanger') ?? valueOf('tapedev') ?? '');
    return changer ? changer.properties : unique(changers.flatMap((one) => one.properties));
  }
  const plugins = context === 'global' || context === 'client' ? undefined : pluginsByKind[context];
  if (!plugins) return [];
  const plugin = plugins.find((one) => one.name === (valueOf('plugin') ?? blockName));
  return plugin ? plugin.properties : unique(plugins.flatMap((one) => one.properties));
}

/** What a string that a parameter has means in the distribution: a plugin, a program, a changer or a device. */
export function catalogEntry(p: Parameter, value: string): CatalogEntry | undefined {
  const { context } = p;
  if (p.name === 'plugin' && context !== 'global' && context !== 'client')
    return pluginsByKind[context]?.find((one) => one.name === value);
  const program = programsByParameter[p.name]?.find((one) => one.name === value);
  if (program) return program;
  if (p.name === 'tpchanger' || p.name === 'tapedev') return changerOf(value) ?? deviceOf(value);
  return undefined;
}

function unique(list: readonly CatalogEntry[]): readonly CatalogEntry[] {
  const byKey = new Map<string, CatalogEntry>();
  for (const one of list) if (!byKey.has(propertyKey(one.name))) byKey.set(propertyKey(one.name), one);
  return [...byKey.values()];
}

/** Property names are compared in lower case with `_` as `-` (conffile.c, amandaify_property_name). */
export function propertyKey(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
