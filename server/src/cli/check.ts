import { SEVERITIES } from '../checks/check';
import { attempt, EXIT, textOption, UsageError, type Command, type Io, type Values } from './command';
import { atLeast, diagnose, reportOf } from './findings';
import { github } from './formats/github';
import { json } from './formats/json';
import { sarif } from './formats/sarif';
import { text } from './formats/text';
import type { Format, Item } from './formats/types';
import { logsOption } from './logs';
import { settingOptions } from './settings';
import { jobsOf, loadJob } from './targets';
import { encodeLossless } from '../text/bytes';
import { addAll } from '../text/lists';

const FORMATS: Readonly<Record<string, Format>> = { text, json, sarif, github };

/** `amanda-lint check`: what Amanda refuses and what will go wrong tonight. */
export const check: Command = {
  name: 'check',
  summary: 'Judge configurations as Amanda would, and predict what will go wrong',
  usage: 'check PATH...',
  options: {
    format: { type: 'string', value: 'FORMAT', help: 'text (default), json, sarif or github' },
    severity: {
      type: 'string',
      value: 'LEVEL',
      help: 'lowest level shown: error, warning, info or hint (default)',
    },
    logs: logsOption,
    ...settingOptions,
    'amanda-version': {
      type: 'string',
      value: 'VERSION',
      help: 'Amanda version assumed, 2.4 to 3.6 (default 3.5.1); A..B lists what an upgrade from A to B breaks',
    },
  },
  examples: [
    'amanda-lint check /etc/amanda/DailySet1',
    'amanda-lint check --severity warning /etc/amanda',
    'amanda-lint check --format sarif amanda.conf disklist > amanda.sarif',
    'amanda-lint check --amanda-version 2.5.2..3.5.1 /etc/amanda/DailySet1',
    'amanda-lint check --amanda-version 2.5.1 --client-max-datagram "mac*=9216" DailySet1',
  ],
  async run(io, args, values) {
    const format = FORMATS[textOption(values, 'format') ?? 'text'];
    if (!format) throw new UsageError(`--format: the formats are ${Object.keys(FORMATS).join(', ')}`);
    const wanted = textOption(values, 'severity') ?? 'hint';
    const lowest = SEVERITIES.find((one) => one === wanted);
    if (!lowest) throw new UsageError(`--severity: the levels are ${SEVERITIES.join(', ')}`);
    if (args.length === 0) throw new UsageError('check: expected a PATH');

    const shown: Item[] = [];
    let errors = false;
    let trouble = false;
    const complain = (message: string) => {
      io.err(`amanda-lint: ${message}`);
      trouble = true;
    };
    const upgrade = upgradeOf(values);
    for (const path of args) {
      const items = upgrade
        ? await broken(io, path, values, upgrade, complain)
        : await judge(io, path, values, complain);
      errors ||= items.some(({ report }) => report.severity === 'error');
      addAll(
        shown,
        items.filter(({ report }) => atLeast(report.severity, lowest)),
      );
    }
    // Nothing was found where nothing could be read.
    if (!trouble || shown.length > 0 || format !== text) {
      const written = format(io, shown);
      // Its lines are commands to the build server.
      io.out(format === github ? encodeLossless(written) : written);
    }
    if (trouble) return EXIT.trouble;
    return errors ? EXIT.findings : EXIT.ok;
  },
};

/** The releases of `--amanda-version A..B`; undefined for a single one. */
function upgradeOf(values: Values): readonly [from: string, to: string] | undefined {
  const [, from, to] = /^(.+?)\.\.(.+)$/.exec(textOption(values, 'amanda-version') ?? '') ?? [];
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** What is found in the second release and was not in the first. What cannot be read is told once. */
async function broken(
  io: Io,
  path: string,
  values: Values,
  [from, to]: readonly [from: string, to: string],
  complain: (message: string) => void,
): Promise<readonly Item[]> {
  const before = await judge(io, path, { ...values, 'amanda-version': from }, () => undefined);
  const after = await judge(io, path, { ...values, 'amanda-version': to }, complain);
  // The words of a finding may name the release, so they do not count.
  const keyOf = ({ report: { file, range, code } }: Item) => JSON.stringify([file, range.start, code]);
  const known = new Set(before.map(keyOf));
  return after.filter((item) => !known.has(keyOf(item)));
}

/**
 * Everything that one path gives; a file that two of its configurations share is reported once. What could not be read
 * is told to `complain`, and the rest is judged all the same.
 */
async function judge(
  io: Io,
  path: string,
  values: Values,
  complain: (message: string) => void,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  const { jobs, troubles } = (await attempt(() => jobsOf(io, path), complain)) ?? { jobs: [], troubles: [] };
  troubles.forEach(complain);
  for (const job of jobs) {
    const loaded = await attempt(() => loadJob(io, job, values), complain);
    if (!loaded) continue;
    const { snapshot, unread } = loaded;
    unread.forEach(complain);
    for (const one of diagnose(io, job, snapshot)) {
      // What logs say by themselves is for `night` and `log`.
      if (snapshot.observations.logs.has(one.finding.place.uri)) continue;
      const report = reportOf(snapshot, one);
      const key = JSON.stringify([report.file, report.range, report.code, report.message]);
      if (seen.has(key)) continue;
      seen.add(key);
      items.push({ report, snapshot });
    }
  }
  return items;
}
