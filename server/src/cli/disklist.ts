import { printDles } from '../model/print';
import { MatchError } from '../model/match';
import { selectDles } from '../model/select';
import { uriPath } from '../text/uri';
import { EXIT, textOption, Trouble, UsageError, type Command, type Io } from './command';
import { atLeast, diagnose, reportOf } from './findings';
import { settingOptions } from './settings';
import { jobsOf, loadJob } from './targets';
import type { Snapshot } from '../model/snapshot';

/** `amanda-lint disklist`: the text of `amadmin NAME disklist`. */
export const disklist: Command = {
  name: 'disklist',
  summary: 'Print the resolved parameters of each DLE as `amadmin NAME disklist` does',
  usage: 'disklist --config DIR [HOST [DISK]]...',
  options: {
    config: {
      type: 'string',
      short: 'c',
      value: 'DIR',
      help: 'configuration folder (default: the current folder)',
    },
    ...settingOptions,
  },
  examples: [
    'amanda-lint disklist --config /etc/amanda/DailySet1',
    'amanda-lint disklist --config /etc/amanda/DailySet1 client.example.com /home',
    'diff <(amanda-lint disklist --config /etc/amanda/DailySet1) <(amadmin DailySet1 disklist)',
  ],
  async run(io, args, values) {
    const dir = textOption(values, 'config') ?? '.';
    const job = (await jobsOf(io, dir)).at(0);
    if (!job || job.target.root.endsWith('/amanda-client.conf'))
      throw new UsageError(`${dir}: no amanda.conf here`);
    const snapshot = await loadJob(io, job, values);
    if (refused(io, snapshot)) return EXIT.findings;
    const { config, disklist: list, settings } = snapshot;
    let selected;
    try {
      selected = selectDles(list, args);
    } catch (error) {
      if (error instanceof MatchError) throw new Trouble(error.message);
      throw error;
    }
    for (const message of selected.messages) io.out(`${message}\n`);
    io.out(printDles(config, list, selected.dles, settings.version));
    if (selected.dles.length === 0 && args.length > 0) {
      io.err('amanda-lint: no disk matched');
      return EXIT.findings;
    }
    return EXIT.ok;
  },
};

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
