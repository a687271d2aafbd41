import type { Check } from '../check';
import { formChecks } from './forms';
import { oldReleaseChecks } from './old-releases';
import { rangeChecks } from './ranges';

/** What Amanda refuses because of a parameter's value. */
export const valueChecks: readonly Check[] = [...formChecks, ...rangeChecks, ...oldReleaseChecks];
