import type { CauseCheck } from './cause-check';

/** The causes that the catalogue and the nights name, each with its documentation page: the rows of checks/log. */
export const causeChecks: readonly CauseCheck[] = [];
