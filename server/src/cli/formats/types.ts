import type { Snapshot } from '../../model/snapshot';
import type { Report } from '../findings';
import type { Io } from '../command';

/** A report with the snapshot it came from. */
export interface Item {
  readonly report: Report;
  readonly snapshot: Snapshot;
}

/** An output format of `check`: the whole text for all paths. */
export type Format = (io: Io, items: readonly Item[]) => string;
