import type { Severity } from '../../checks/check';
import { oneLine } from '../plain';
import { shortPath } from './text';
import type { Format } from './types';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub Actions turns into annotations; lines and columns count from 1. */
export const github: Format = (io, items) =>
  items
    .map(({ report: { file, range, severity, code, message } }) => {
      const oneLine = range.start.line === range.end.line;
      const properties = [
        `file=${property(shortPath(io, file))}`,
        `line=${String(range.start.line + 1)}`,
        `endLine=${String(range.end.line + 1)}`,
        // GitHub wants columns only where the annotation stays on one line.
        ...(oneLine
          ? [
              `col=${String(range.start.character + 1)}`,
              `endColumn=${String(Math.max(range.end.character, range.start.character + 1))}`,
            ]
          : []),
        `title=${property(code)}`,
      ];
      return `::${LEVEL[severity]} ${properties.join(',')}::${data(message)}\n`;
    })
    .join('');

function data(text: string): string {
  const lines = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return oneLine(lines);
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
