import { chunksize } from './chunksize';
import { clientCompress } from './client-compress-maxdumps';
import { excludePattern } from './exclude-pattern';
import { includePattern } from './include-pattern';
import { labelMismatch } from './labelstr-autolabel';
import { linkedPaths } from './linked-paths';
import { inparallel } from './maxdumps-inparallel';
import { noHoldingdisk } from './no-holdingdisk';
import { noIndex } from './no-index';
import { noRecord } from './no-record';
import { oneFileSystem } from './one-file-system';
import { fewPorts } from './reserved-ports';
import { smallHoldingdisk } from './small-holdingdisk';
import { spindles } from './spindle';
import { tapecycle } from './tapecycle';
import { tapetypeLength } from './tapetype-length';

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
