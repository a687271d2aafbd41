import { parseConf } from './conf';
import { parseDisklist } from './disklist';
import type { ConfTree, DiskTree } from './nodes';

/**
 * Keeps the last tree of each file, so that a text that was parsed before is not parsed again and a text that changed
 * a little is parsed only where it changed.
 */
export class TreeCache {
  private readonly confs = new Map<string, ConfTree>();
  private readonly disklists = new Map<string, DiskTree>();

  /** The tree of this text, read as amanda.conf. */
  conf(uri: string, text: string): ConfTree {
    const tree = parseConf(text, this.confs.get(uri));
    this.confs.set(uri, tree);
    return tree;
  }

  /** The tree of this text, read as a disklist. */
  disklist(uri: string, text: string): DiskTree {
    const known = this.disklists.get(uri);
    if (known?.text === text) return known;
    const tree = parseDisklist(text, known);
    this.disklists.set(uri, tree);
    return tree;
  }

  /** Forgets a file that is gone. */
  forget(uri: string): void {
    this.confs.delete(uri);
    this.disklists.delete(uri);
  }
}
