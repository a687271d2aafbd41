import type { Severity } from '../../checks/check';
import type { Io } from '../command';
import type { Report } from '../findings';
import { oneLine } from '../plain';
import type { Format } from './types';

const COLORS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36', hint: '2' };

/** One line for each finding as compilers write it, places that belong to it indented below, and a summary. */
export const text: Format = (io, items) => {
  const paint = (code: string, shown: string) => (io.color ? `\x1b[${code}m${shown}\x1b[0m` : shown);
  const lines: string[] = [];
  for (const { report } of items) {
    const { severity, message, code } = report;
    const where = paint('1', `${oneLine(shortPath(io, report.file))}:${position(report)}`);
    lines.push(
      `${where}: ${paint(COLORS[severity], severity)}: ${oneLine(message)} ${paint('2', `[${code}]`)}`,
    );
    for (const { file, range, message: note } of report.related) {
      lines.push(`    ${oneLine(shortPath(io, file))}:${position({ range })}: ${oneLine(note)}`);
    }
    for (const { title } of report.fixes) lines.push(`    fix: ${oneLine(title)}`);
  }
  lines.push(summary(items.map(({ report }) => report)));
  return `${lines.join('\n')}\n`;
};

function position({ range }: Pick<Report, 'range'>): string {
  return `${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
}

function summary(reports: readonly Report[]): string {
  if (reports.length === 0) return 'No findings.';
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => [severity, reports.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) => `${String(count)} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`,
    );
  const files = new Set(reports.map(({ file }) => file)).size;
  return `${counts.join(', ')} in ${String(files)} file${files === 1 ? '' : 's'}.`;
}

/** A path below the current folder is shown relative to it. */
export function shortPath(io: Io, path: string): string {
  const prefix = io.cwd.endsWith('/') ? io.cwd : `${io.cwd}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}
