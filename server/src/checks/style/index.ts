import { deprecated } from './deprecated-keyword';
import { globalChangerfile } from './global-changerfile';
import { unusedSuppression } from './unused-suppression';
import { unusedDefinition } from './unused-definition';

export const styleChecks = [deprecated, globalChangerfile, unusedDefinition, unusedSuppression];
