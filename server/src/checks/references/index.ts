import type { Check } from '../check';
import { fileChecks } from './files';
import { nameChecks } from './names';

/** What Amanda refuses because something that is named does not exist, or exists twice. */
export const referenceChecks: readonly Check[] = [...nameChecks, ...fileChecks];
