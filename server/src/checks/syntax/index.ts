import type { Check } from '../check';
import { braceChecks } from './braces';
import { lineChecks } from './lines';
import { tokenChecks } from './tokens';

/** What Amanda's reader of amanda.conf refuses because of its form. */
export const syntaxChecks: readonly Check[] = [...lineChecks, ...tokenChecks, ...braceChecks];
