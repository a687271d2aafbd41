import type { Block } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import { textAt } from '../edit';
import { asList } from '../in-force';

/** The holding disks in use: named by \`holdingdisk NAME\`, or opened without \`define\`. */
export function holdingDisks(snapshot: Snapshot): readonly Block[] {
  const { config } = snapshot;
  const named = new Set(
    [
      ...asList(config.global.get('holdingdisk')?.value),
      ...config.uses.filter((use) => use.from === 'holdingdisk').map((use) => use.name),
    ].map((name) => name.toLowerCase()),
  );
  return [...config.blocks.holdingdisk.values()].filter(
    (block) =>
      named.has(block.name.toLowerCase()) ||
      (block.extent !== undefined && /^\s*holdingdisk/i.test(textAt(snapshot, block.extent))),
  );
}
