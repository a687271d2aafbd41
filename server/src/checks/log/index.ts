import type { Check } from '../check';
import { causeChecksOfLogs } from './causes';
import { finishedLate } from './finished-late';
import { packetCut } from './packet-cut';
import { silence } from './silence';
import { slowDle } from './slow-dle';
import { unreadable } from './unreadable';

/** Findings in the logs themselves. */
export const logChecks: readonly Check[] = [
  finishedLate,
  slowDle,
  silence,
  packetCut,
  ...causeChecksOfLogs,
  unreadable,
];
