import { parseConf } from './conf';
import { modernDialect, type Dialect } from './dialect';
import { parseDisklist } from './disklist';
import type { ConfTree, DiskTree } from './nodes';

/** A tree and the dialect in which it was read: in another one the same text may be another tree. */
interface Kept<T> {
  readonly dialect: Dialect;
  readonly tree: T;
}

/**
 * Keeps the last tree of each file, so that a text that was parsed before is not parsed again and a text that changed
 * a little is parsed only where it changed.
 */
export class TreeCache {
  private readonly confs = new Map<string, Kept<ConfTree>>();
  private readonly disklists = new Map<string, Kept<DiskTree>>();

  /** The tree of this text, read as amanda.conf. */
  conf(uri: string, text: string, dialect: Dialect = modernDialect): ConfTree {
    const tree = parseConf(text, kept(this.confs, uri, dialect), dialect);
    this.confs.set(uri, { dialect, tree });
    return tree;
  }

  /** The tree of this text, read as a disklist. */
  disklist(uri: string, text: string, dialect: Dialect = modernDialect): DiskTree {
    const known = kept(this.disklists, uri, dialect);
    if (known?.text === text) return known;
    const tree = parseDisklist(text, known, dialect);
    this.disklists.set(uri, { dialect, tree });
    return tree;
  }

  /** Forgets a file that is gone. */
  forget(uri: string): void {
    this.confs.delete(uri);
    this.disklists.delete(uri);
  }
}

function kept<T>(map: ReadonlyMap<string, Kept<T>>, uri: string, dialect: Dialect): T | undefined {
  const known = map.get(uri);
  return known?.dialect === dialect ? known.tree : undefined;
}
