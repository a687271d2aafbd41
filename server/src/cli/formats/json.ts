import { stringify } from './stringify';
import type { Format } from './types';

/** The JSON of the contract: positions count from 0 as in the Language Server Protocol, paths are absolute. */
export const json: Format = (_io, items) => {
  const diagnostics = items.map(({ report }) => ({
    file: report.file,
    range: report.range,
    severity: report.severity,
    code: report.code,
    category: report.category,
    message: report.message,
    fixes: report.fixes.map(({ title }) => title),
  }));
  return stringify({ version: 1, diagnostics });
};
