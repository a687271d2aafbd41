import type { CauseCheck } from './cause-check';
import { dumpCauses } from './ids-dump';
import { estimateCauses } from './ids-estimate';
import { requestCauses } from './ids-request';
import { runCauses } from './ids-run';
import { tapeCauses } from './ids-tape';

/** The causes that the catalogue and the nights name, each with its documentation page: the rows of checks/log. */
export const causeChecks: readonly CauseCheck[] = [
  ...requestCauses,
  ...estimateCauses,
  ...dumpCauses,
  ...tapeCauses,
  ...runCauses,
];
