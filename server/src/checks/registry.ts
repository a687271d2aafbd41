import type { Check } from './check';
import { disklistChecks } from './disklist/index';
import { logChecks } from './log/index';
import { networkChecks } from './network/index';
import { policyChecks } from './policy/index';
import { referenceChecks } from './references/index';
import { refused } from './refused';
import { securityChecks } from './security/index';
import { styleChecks } from './style/index';
import { syntaxChecks } from './syntax/index';
import { timingChecks } from './timing/index';
import { trapChecks } from './trap/index';
import { valueChecks } from './values/index';

/**
 * Every check there is, in the order of the documentation. A folder of checks adds one line here; a new check adds one
 * line to its folder's index.ts.
 */
export const allChecks: readonly Check[] = [
  refused,
  ...syntaxChecks,
  ...valueChecks,
  ...referenceChecks,
  ...disklistChecks,
  ...networkChecks,
  ...timingChecks,
  ...trapChecks,
  ...policyChecks,
  ...securityChecks,
  ...styleChecks,
  ...logChecks,
];

const byId = new Map(allChecks.map((check) => [check.id, check]));

/** The check with this id, if there is one. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
