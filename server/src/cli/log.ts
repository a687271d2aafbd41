import { detectLog } from '../logs/detect';
import { parseLog } from '../logs/parse';
import { summarize, summaryText, type LogSummary } from '../nights/summary';
import { Logs } from '../workspace/logs';
import { LineIndex } from '../text/lines';
import { fileUri, resolveUri, uriPath } from '../text/uri';
import { EXIT, formatOf, formatOption, UsageError, type Command, type Io } from './command';
import { explanationText } from './explain';
import { plain } from './plain';
import { stringify } from './formats/stringify';
import { REASONS } from './logs';

/** `amanda-lint log`: what debug logs, amdump and log files, reports and amcheck output say. */
export const log: Command = {
  name: 'log',
  summary: 'Show what logs say: estimate times, when the client finished, packets with their sizes, failures',
  usage: 'log FILE... (- for standard input)',
  options: { format: formatOption },
  examples: [
    'amanda-lint log /var/log/amanda/client/DailySet1/sendsize.20261123001410.debug',
    'amanda-lint log --format json /var/log/amanda/DailySet1/amdump.1 log.20261123001410.0',
    'amanda-lint log - < mail.txt',
  ],
  async run(io, args, values) {
    const format = formatOf(values);
    if (args.length === 0) throw new UsageError('log: expected a FILE');
    const summaries: LogSummary[] = [];
    let trouble = false;
    let pasted = false;
    for (const arg of args) {
      const summary = arg === '-' ? await readInput(io, format) : await read(io, arg);
      if (summary === true) pasted = true;
      else if (typeof summary === 'string') {
        io.err(`amanda-lint: ${arg}: ${summary}`);
        trouble = true;
      } else summaries.push(summary);
    }
    if (format === 'json') io.out(stringify({ version: 1, logs: summaries }));
    else if (summaries.length > 0) io.out(plain(summaries.map(summaryText).join('\n')));
    if (trouble) return EXIT.trouble;
    return pasted || summaries.some((one) => one.failures.length > 0) ? EXIT.findings : EXIT.ok;
  },
};

/** The summary of a file of any size, or why there is none. */
async function read(io: Io, arg: string): Promise<LogSummary | string> {
  const uri = resolveUri(fileUri(io.cwd), arg);
  const added = await new Logs(io.files).add(uri, () => true);
  if (typeof added === 'string') return REASONS[added] ?? added;
  return summarize(uriPath(uri), added.facts, added.lineOf);
}

/**
 * What came on standard input: a log is summed up; of a mail or a forum post the texts of Amanda are explained (then
 * true, or why not).
 */
async function readInput(io: Io, format: string): Promise<LogSummary | string | true> {
  const text = await io.input();
  const kind = detectLog('', text);
  if (kind) {
    const lines = new LineIndex(text);
    return summarize('-', parseLog('stdin:', kind, text), (offset) => lines.lineAt(offset) + 1);
  }
  const known = explanationText(text);
  if (known === undefined || format === 'json') return REASONS['no-log'] ?? '';
  io.out(known);
  return true;
}
