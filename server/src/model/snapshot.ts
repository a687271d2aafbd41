import type { ConfTree, DiskTree } from '../syntax/nodes';
import type { LineIndex } from '../text/lines';
import type { Observations } from '../logs/types';
import type { Settings } from '../schema/settings';
import type { History } from './history';
import type { Config, Disklist } from './types';

/** One configuration folder at one moment: everything that checks, estimates and features look at. Immutable. */
export interface Snapshot {
  /** Grows with every change. */
  readonly version: number;
  readonly settings: Settings;
  readonly config: Config;
  readonly disklist: Disklist;
  /** The tree of a file of this configuration; undefined for files it does not use. */
  tree(uri: string): ConfTree | DiskTree | undefined;
  /** Offsets to positions for a file of this configuration. */
  lines(uri: string): LineIndex | undefined;
  /** What the debug logs at hand say of this configuration's hosts and DLEs. */
  readonly observations: Observations;
  /** The past of the DLEs, where an info database or a log of the last run is at hand. */
  readonly history?: History;
}
