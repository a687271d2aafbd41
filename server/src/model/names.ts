import type { BlockKind } from '../schema/types';

/** Block names are compared without regard to ASCII case, `-` and `_` being different (conffile.c, lookup_dumptype and its like: strcasecmp). */
export function blockKey(name: string): string {
  return name.replace(/[A-Z]+/g, (c) => c.toLowerCase());
}

/** How Amanda calls a block in its own messages. */
export function kindWord(kind: BlockKind): string {
  return kind === 'holdingdisk' ? 'holding disk' : kind;
}
