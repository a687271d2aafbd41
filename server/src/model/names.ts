import type { BlockKind } from '../schema/types';

/** Block names are compared without regard to ASCII case, `-` and `_` being different (conffile.c, lookup_dumptype and its like: strcasecmp). */
export function blockKey(name: string): string {
  return name.replace(/[A-Z]+/g, (c) => c.toLowerCase());
}

/**
 * What Amanda says of a line that does not belong into a block: of a keyword, or (`name`) of a name that no block of this
 * kind has (conffile.c, read_block and copy_tapetype and its like).
 */
export function parameterExpected(kind: BlockKind, toolBlocks: boolean, name = false): string {
  if (kind === 'tapetype' && name) return 'tape type parameter expected';
  if (kind === 'holdingdisk' && !name) return 'holding disk parameter expected';
  const tool = toolBlocks && !name && (kind === 'application' || kind === 'script') ? '-tool' : '';
  return `${kind}${tool} parameter expected`;
}

/** How Amanda calls a block in its own messages. */
export function kindWord(kind: BlockKind): string {
  return kind === 'holdingdisk' ? 'holding disk' : kind;
}
