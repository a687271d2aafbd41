import { effective, globalValue } from '../../server/src/model/effective';
import type { Snapshot } from '../../server/src/model/snapshot';
import type { Block } from '../../server/src/model/types';
import { parameters } from '../../server/src/schema/index';

/** Everything that a configuration says to Amanda, as text: equal for configurations that mean the same. */
export function meaningOf(snapshot: Snapshot): string {
  const { config, disklist, settings } = snapshot;
  const block = (one: Block) =>
    [...parameters[one.kind].keys()].map((name) => [
      name,
      effective(config, one, name, settings.version)?.value,
    ]);
  const all = [
    [...parameters.global.keys()].map((name) => [name, globalValue(config, name)?.value]),
    Object.values(config.blocks).map((byName) =>
      [...byName.values()].map((one) => [one.kind, one.name, block(one)]),
    ),
    disklist.dles.map(({ host, disk, device, spindle, dumptype }) => [
      [host, disk, device, spindle],
      block(dumptype),
    ]),
  ];
  return JSON.stringify(all, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${String(part)}n`;
    return part instanceof Map ? [...part] : part;
  });
}
