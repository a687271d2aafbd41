import type { Check } from '../check';
import { applicationChecks } from './application';
import { braceChecks } from './braces';
import { columnChecks } from './columns';
import { fileChecks } from './files';
import { nameChecks } from './names';
import { nestedDle } from './nested-dle';

/** What Amanda's disklist reader refuses (server-src/diskfile.c), and DLEs that get into each other's way. */
export const disklistChecks: readonly Check[] = [
  ...columnChecks,
  ...nameChecks,
  ...braceChecks,
  ...fileChecks,
  ...applicationChecks,
  nestedDle,
];
