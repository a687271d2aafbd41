import { FeatureSet } from '../estimate/features';
import { planHost } from '../estimate/hostplan';
import { parseLevels } from '../estimate/levels';
import { isDay, payload, type LevelChoice } from '../estimate/payload';
import type { Snapshot } from '../model/snapshot';
import { encodeLossless } from '../text/bytes';
import { EXIT, textOption, UsageError, type Command } from './command';
import { configOption, loadConfig, refused } from './config';
import { settingOptions } from './settings';

export interface RequestOptions {
  readonly host: string;
  /** `first`, `typical`, `worst`, or a list such as `0,1` or `0s,1s,2`. */
  readonly levels?: string;
  readonly features?: string;
  readonly configName?: string;
  readonly timestamp?: string;
}

export type RequestResult =
  /** The packet, byte for byte, but for the counter and the time in its first line. */
  | { readonly kind: 'packet'; readonly bytes: Uint8Array }
  /** The planner sends no request to this host; why. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** The arguments do not fit the configuration; what is wrong. */
  | { readonly kind: 'usage'; readonly reason: string };

/** `amanda-lint request`: the estimate request that the planner would send to a host. */
export const request: Command = {
  name: 'request',
  summary: "Write the planner's estimate request to a host, byte for byte",
  usage: 'request HOST --config DIR',
  options: {
    config: configOption,
    'config-name': {
      type: 'string',
      value: 'NAME',
      help: "name of the configuration in the request (default: the folder's name)",
    },
    levels: {
      type: 'string',
      value: 'LEVELS',
      help: 'first (default), typical, worst, or a list such as 0,1,2; an s marks what the server can estimate: 0s,1s,2',
    },
    features: { type: 'string', value: 'HEX', help: "the client's feature string, which chooses the form" },
    timestamp: { type: 'string', value: 'T', help: "the run's time stamp, e.g. 20261123010203" },
    ...settingOptions,
  },
  examples: [
    'amanda-lint request client.example.com --config /etc/amanda/DailySet1 | wc -c',
    'amanda-lint request client.example.com -c /etc/amanda/DailySet1 --levels worst',
    'amanda-lint request old.example.com -c /etc/amanda/DailySet1 --features fffffeff9ffe7f --levels 0,1',
  ],
  async run(io, args, values) {
    const [host, ...more] = args;
    if (host === undefined || more.length) throw new UsageError('request: expected one HOST');
    const snapshot = await loadConfig(io, values);
    if (refused(io, snapshot)) return EXIT.findings;
    const result = requestPacket(snapshot, {
      host,
      levels: textOption(values, 'levels'),
      features: textOption(values, 'features'),
      configName: textOption(values, 'config-name'),
      timestamp: textOption(values, 'timestamp'),
    });
    if (result.kind === 'usage') throw new UsageError(result.reason);
    if (result.kind === 'packet') io.out(result.bytes);
    else io.err(`amanda-lint: ${result.reason}`);
    return result.kind === 'packet' ? EXIT.ok : EXIT.findings;
  },
};

/** What `amanda-lint request` writes. */
export function requestPacket(snapshot: Snapshot, options: RequestOptions): RequestResult {
  const wanted = options.levels ?? 'first';
  const levels: LevelChoice | undefined = isDay(wanted) ? wanted : parseLevels(wanted);
  if (!levels)
    return usage(`--levels ${wanted}: expected first, typical, worst, or up to three levels such as 0,1,2`);
  if (options.features !== undefined && !FeatureSet.parse(options.features))
    return usage(`--features ${options.features}: expected pairs of hexadecimal digits`);
  const { hosts } = snapshot.disklist;
  const folded = options.host.toLowerCase();
  const host =
    hosts.find(({ name }) => name === options.host) ??
    hosts.find(({ name }) => name.toLowerCase() === folded);
  if (!host) return usage(`no host "${options.host}" in the disklist`);
  const { features, configName, timestamp } = options;
  const plan = planHost(snapshot, host, { features, configName, timestamp });
  const text = payload(plan, levels);
  if (text !== undefined) return { kind: 'packet', bytes: encodeLossless(text) };
  if (!plan.authKnown) {
    const reason = `Amanda has no auth "${plan.auth}": the planner asks this host for nothing, and its DLEs end as RESULTS MISSING`;
    return { kind: 'nothing', reason };
  }
  const texts = new Set(plan.dles.flatMap(({ absent }) => absent?.text ?? []));
  const why = texts.size ? `: ${[...texts].join('; ')}` : '';
  return { kind: 'nothing', reason: `the planner asks ${host.name} for no estimate${why}` };
}

function usage(reason: string): RequestResult {
  return { kind: 'usage', reason };
}
