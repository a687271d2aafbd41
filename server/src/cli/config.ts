import type { Snapshot } from '../model/snapshot';
import { folderOf, uriPath } from '../text/uri';
import { textOption, Trouble, UsageError, type Io, type Option, type Values } from './command';
import { shortPath } from './formats/text';
import { atLeast, diagnose, reportOf } from './findings';
import { isClientJob, jobsOf, loadJob } from './targets';

/** `--config`, for the commands that look at one configuration. */
export const configOption: Option = {
  type: 'string',
  short: 'c',
  value: 'DIR',
  help: 'configuration folder (default: the current folder)',
};

/**
 * Loads the configuration that `--config` names. Throws UsageError where it has no amanda.conf, and Trouble
 * where a file of it cannot be read.
 */
export async function loadConfig(io: Io, values: Values): Promise<Snapshot> {
  const dir = textOption(values, 'config') ?? '.';
  const found = await jobsOf(io, dir);
  const jobs = found.jobs.filter((job) => !isClientJob(job));
  const job = jobs.at(0);
  if (!job) throw new UsageError(`${dir}: no amanda.conf here`);
  if (jobs.length > 1) {
    const folders = jobs.slice(0, 3).map(({ target }) => shortPath(io, uriPath(folderOf(target.root))));
    const more = jobs.length > 3 ? ` and ${String(jobs.length - 3)} more` : '';
    throw new UsageError(
      `${dir}: holds several configurations; name one of them: ${folders.join(', ')}${more}`,
    );
  }
  const { snapshot, unread } = await loadJob(io, job, values);
  const [first] = unread;
  if (first !== undefined) throw new Trouble(first);
  return snapshot;
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
