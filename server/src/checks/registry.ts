import type { Check } from './check';
import { logChecks } from './log';
import { refused } from './refused';
import { unusedSuppression } from './style/unused-suppression';

/**
 * Every check there is, in the order of the documentation. A folder of checks adds one line here; a new check adds one
 * line to its folder's index.ts.
 */
export const allChecks: readonly Check[] = [refused, unusedSuppression, ...logChecks];

const byId = new Map(allChecks.map((check) => [check.id, check]));

/** The check with this id, if there is one. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
