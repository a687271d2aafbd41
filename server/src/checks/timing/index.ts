import { estimateBudget, slowEstimate } from './budget';

/** The chapter "Timeout during estimate?" of the Amanda wiki's article "Results missing". */
export const timingChecks = [estimateBudget, slowEstimate];
