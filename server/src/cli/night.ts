import { fixesFor } from '../checks/log/remedies';
import { adviceFor } from '../nights/advice';
import { isFailure, newestOf, nightsOf } from '../nights/night';
import type { Evidence, Night } from '../nights/types';
import type { Snapshot } from '../model/snapshot';
import { baseName, uriPath } from '../text/uri';
import { EXIT, formatOf, formatOption, textOption, UsageError, type Command } from './command';
import { loadConfig } from './config';
import { stringify } from './formats/stringify';
import { readLogs } from './logs';
import { nightText } from './night-text';
import { settingOptions } from './settings';

/** Gives the line, from 0, of a place in a log. */
type LineOf = (evidence: Evidence) => number;

/** `amanda-lint night`: what became of each DLE, and why. */
export const night: Command = {
  name: 'night',
  summary: 'Show what became of each DLE in the runs that logs are of, and why',
  usage: 'night [PATH...]',
  options: {
    config: {
      type: 'string',
      short: 'c',
      value: 'DIR',
      help: 'configuration folder: its hosts, its log folders, and remedies that fit it',
    },
    date: {
      type: 'string',
      short: 'd',
      value: 'DATE',
      help: 'a run by its date (YYYYMMDD or YYYYMMDDHHMMSS), last or all (default)',
    },
    format: formatOption,
    ...settingOptions,
  },
  examples: [
    'amanda-lint night /var/log/amanda/DailySet1',
    'amanda-lint night --config /etc/amanda/DailySet1 --date last',
    'amanda-lint night --format json log.20261127131822.0 amdump.1 copies-of-client-logs/',
  ],
  async run(io, args, values) {
    const format = formatOf(values);
    const date = textOption(values, 'date') ?? 'all';
    if (!/^(?:last|all|\d{8}|\d{14})$/.test(date))
      throw new UsageError(`--date ${date}: expected YYYYMMDD, YYYYMMDDHHMMSS, last or all`);
    const snapshot = textOption(values, 'config') === undefined ? undefined : await loadConfig(io, values);
    if (args.length === 0 && !snapshot) throw new UsageError('night: expected a PATH, or --config DIR');
    const read = await readLogs(io, args, snapshot);
    const known = (snapshot?.disklist.hosts ?? []).map(({ name, dles }) => ({
      name,
      disks: dles.map(({ disk }) => disk),
    }));
    const name = snapshot && baseName(snapshot.config.folder);
    const lineOf: LineOf = ({ place }) => read.lineOf(place.uri, place.span.start) - 1;
    const all = nightsOf(read.facts, known)
      // The folders of debug logs hold those of other configurations too.
      .filter(
        ({ config, logs }) =>
          config === undefined || config === name || !logs.every((uri) => read.own.has(uri)),
      )
      .map((one) => ({ ...one, config: one.config ?? name }));
    const newest = newestOf(all);
    const chosen = all.filter(
      (one) => date === 'all' || (date === 'last' ? newest.includes(one) : one.datestamp.startsWith(date)),
    );
    const shown = { nights: chosen, newest, lineOf, snapshot };
    io.out(format === 'json' ? stringify(nightsReport(shown)) : nightText(shown));
    if (all.length === 0) io.err('amanda-lint: no run of Amanda in these logs');
    if (read.trouble) return EXIT.trouble;
    const bad = newest.some(({ hosts }) =>
      hosts.some(({ dles }) => dles.some((dle) => isFailure(dle) && dle.outcome !== 'not-flushed')),
    );
    return bad ? EXIT.findings : EXIT.ok;
  },
};

/** What is to be shown, for people or for programs. */
export interface ShownNights {
  readonly nights: readonly Night[];
  readonly newest: readonly Night[];
  readonly lineOf: LineOf;
  readonly snapshot: Snapshot | undefined;
}

/** What `amanda-lint night --format json` writes; lines count from 0. */
export function nightsReport({ nights, lineOf, snapshot }: ShownNights) {
  const shown = (evidence: readonly Evidence[]) =>
    evidence.map((one) => ({ file: uriPath(one.place.uri), line: lineOf(one), text: one.text }));
  return {
    version: 1,
    nights: nights.map(({ program, config, datestamp, state, hosts, notes }) => ({
      program,
      config: config ?? null,
      datestamp,
      state,
      hosts: hosts.map(({ host, dles }) => ({
        host,
        dles: dles.map((dle) => ({
          disk: dle.disk,
          level: dle.level ?? null,
          outcome: dle.outcome,
          phase: dle.phase,
          cause: dle.cause ?? null,
          message: dle.message,
          evidence: shown(dle.evidence),
          remedies: remediesOf(dle, snapshot),
        })),
      })),
      notes: notes.map(({ cause, message, evidence }) => ({
        cause: cause ?? null,
        message,
        evidence: shown(evidence),
      })),
    })),
  };
}

/** What to do, in words: the quick fixes of the configuration at hand first, then what the catalogue knows. */
export function remediesOf(
  dle: Night['hosts'][number]['dles'][number],
  snapshot: Snapshot | undefined,
): readonly string[] {
  if (dle.cause === undefined) return [];
  const { host, disk, blamed = disk } = dle;
  const fixes = snapshot ? fixesFor(snapshot, dle.cause, { ...dle, disk: blamed }) : [];
  const words = { ...dle.words, host, disk: blamed, config: snapshot && baseName(snapshot.config.folder) };
  // With a configuration at hand its fixes say the same in more words.
  const advice = adviceFor(dle.cause, dle.row, words, {
    plain: snapshot !== undefined,
    udp: dle.udp ?? true,
  });
  return [...new Set([...fixes.map(({ title }) => title), ...advice])];
}
