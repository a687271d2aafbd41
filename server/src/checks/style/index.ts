import { deprecated } from './deprecated';
import { unusedSuppression } from './unused-suppression';
import { unusedDefinition } from './unused';

export const styleChecks = [deprecated, unusedDefinition, unusedSuppression];
