import { summarize, summaryText, type LogSummary } from '../logs/summary';
import { Logs } from '../workspace/logs';
import { fileUri, resolveUri, uriPath } from '../text/uri';
import { EXIT, textOption, UsageError, type Command, type Io } from './command';
import { stringify } from './formats/stringify';

/** `amanda-lint log`: what debug logs, amdump and log files, reports and amcheck output say. */
export const log: Command = {
  name: 'log',
  summary: 'Show what logs say: estimate times, when the client finished, packets with their sizes, failures',
  usage: 'log FILE...',
  options: { format: { type: 'string', short: 'f', value: 'FORMAT', help: 'text (default) or json' } },
  examples: [
    'amanda-lint log /var/log/amanda/client/DailySet1/sendsize.20261123001410.debug',
    'amanda-lint log --format json /var/log/amanda/DailySet1/amdump.1 log.20261123001410.0',
  ],
  async run(io, args, values) {
    const format = textOption(values, 'format') ?? 'text';
    if (format !== 'text' && format !== 'json')
      throw new UsageError(`--format ${format}: expected text or json`);
    if (args.length === 0) throw new UsageError('log: expected a FILE');
    const summaries: LogSummary[] = [];
    let trouble = false;
    for (const arg of args) {
      const summary = await read(io, arg);
      if (typeof summary === 'string') {
        io.err(`amanda-lint: ${arg}: ${summary}`);
        trouble = true;
      } else summaries.push(summary);
    }
    if (format === 'json') io.out(stringify({ version: 1, logs: summaries }));
    else io.out(summaries.map(summaryText).join('\n'));
    if (trouble) return EXIT.trouble;
    return summaries.some((one) => one.failures.length > 0) ? EXIT.findings : EXIT.ok;
  },
};

const REASONS: Readonly<Record<string, string>> = {
  missing: 'No such file',
  directory: 'Is a folder, not a log',
  special: 'Is no plain file (a FIFO, device or socket); it was not opened',
  unreadable: 'Cannot be read',
  'no-log': "Is no log of Amanda: no line has the form of one of its logs, its report or amcheck's output",
};

/** The summary of a file of any size, or why there is none. */
async function read(io: Io, arg: string): Promise<LogSummary | string> {
  const uri = resolveUri(fileUri(io.cwd), arg);
  const added = await new Logs(io.files).add(uri, () => true);
  if (typeof added === 'string') return REASONS[added] ?? added;
  return summarize(uriPath(uri), added.facts, added.lineOf);
}
