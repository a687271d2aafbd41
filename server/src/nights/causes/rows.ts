import { amandadRows } from './amandad';
import { amcheckRows } from './amcheck';
import { chunkerRows } from './chunker';
import { driverRows } from './driver';
import { dumperRows } from './dumper';
import { plannerRows } from './planner';
import type { CauseRow } from './row';
import { runRows } from './run';
import { securityRows } from './security';
import { sendbackupRows } from './sendbackup';
import { sendsizeRows } from './sendsize';
import { taperRows } from './taper';

/**
 * Every row of the catalogue. The order decides where several fit: what a client or the security layer says comes
 * before the words of the server's programs that would take it for theirs.
 */
export const causeRows: readonly CauseRow[] = [
  ...securityRows,
  ...amandadRows,
  ...driverRows,
  ...plannerRows,
  ...amcheckRows,
  ...dumperRows,
  ...chunkerRows,
  ...taperRows,
  ...sendbackupRows,
  ...sendsizeRows,
  ...runRows,
];
