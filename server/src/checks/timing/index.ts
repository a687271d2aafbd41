import { estimateBudget } from './estimate-budget';
import { slowEstimate } from './slow-estimate';

/** The chapter "Timeout during estimate?" of the Amanda wiki's article "Results missing". */
export const timingChecks = [estimateBudget, slowEstimate];
