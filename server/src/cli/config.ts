import type { Snapshot } from '../model/snapshot';
import { uriPath } from '../text/uri';
import { textOption, UsageError, type Io, type Option, type Values } from './command';
import { atLeast, diagnose, reportOf } from './findings';
import { jobsOf, loadJob } from './targets';

/** `--config`, for the commands that look at one configuration. */
export const configOption: Option = {
  type: 'string',
  short: 'c',
  value: 'DIR',
  help: 'configuration folder (default: the current folder)',
};

/** Loads the configuration that `--config` names. Throws UsageError where it has no amanda.conf. */
export async function loadConfig(io: Io, values: Values): Promise<Snapshot> {
  const dir = textOption(values, 'config') ?? '.';
  const job = (await jobsOf(io, dir)).at(0);
  if (!job || job.target.root.endsWith('/amanda-client.conf'))
    throw new UsageError(`${dir}: no amanda.conf here`);
  return loadJob(io, job, values);
}

/** Says on standard error why Amanda would print nothing; true when it would not. */
export function refused(io: Io, snapshot: Snapshot): boolean {
  const found = diagnose(io, { target: { root: snapshot.config.root } }, snapshot);
  const errors = found.filter(
    ({ check, severity }) =>
      atLeast(severity, 'error') && /^(syntax|value|reference|disklist)\//.test(check.id),
  );
  for (const one of errors) {
    const { file, range, message } = reportOf(snapshot, one);
    io.err(`${file}:${String(range.start.line + 1)}:${String(range.start.character + 1)}: ${message}`);
  }
  if (errors.length > 0) io.err(`amanda-lint: Amanda refuses ${uriPath(snapshot.config.folder)}`);
  return errors.length > 0;
}
