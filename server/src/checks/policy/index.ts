import { clientCompress, fewPorts, inparallel, noIndex, noRecord, spindles } from './dumps';
import { chunksize, noHoldingdisk, smallHoldingdisk } from './holding';
import { linkedPaths, oneFileSystem } from './paths';
import { excludePattern, includePattern } from './patterns';
import { labelMismatch, tapecycle, tapetypeLength } from './tapes';

/** What works but is probably not what the administrator wants. */
export const policyChecks = [
  tapecycle,
  tapetypeLength,
  labelMismatch,
  noHoldingdisk,
  smallHoldingdisk,
  chunksize,
  noIndex,
  noRecord,
  clientCompress,
  spindles,
  inparallel,
  fewPorts,
  excludePattern,
  includePattern,
  oneFileSystem,
  linkedPaths,
];
