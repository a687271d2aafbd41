import { FeatureSet } from '../estimate/features';
import { planHost, type HostPlan } from '../estimate/hostplan';
import { parseLevels } from '../estimate/levels';
import { isDay, levelsOf, packets, type LevelChoice } from '../estimate/payload';
import { infoFolder } from '../model/history';
import type { Snapshot } from '../model/snapshot';
import { encodeLossless } from '../text/bytes';
import { uriPath } from '../text/uri';
import { EXIT, textOption, textOptions, UsageError, type Command } from './command';
import { configOption, loadConfig, refused } from './config';
import { settingOptions } from './settings';

export interface RequestOptions {
  readonly host: string;
  /**
   * `first`, `typical`, `worst`, `tonight`, or a list such as `0,1` or `0s,1s,2`, for all DLEs; `DISK=LIST` for one of them, where
   * an empty list leaves it out.
   */
  readonly levels?: readonly string[];
  readonly features?: string;
  readonly configName?: string;
  readonly timestamp?: string;
}

export type RequestResult =
  /** The packet, byte for byte, but for the counter and the time in its first line; one behind the other where the planner splits. */
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
      multiple: true,
      value: '[DISK=]LEVELS',
      help: 'first (default), typical, worst, tonight (by the info database), or a list such as 0,1,2, for all DLEs or for DISK; an s marks what the server can estimate (0s,1s,2), @DATE what the text form says (1@2026:11:20:3:4:5)',
    },
    features: { type: 'string', value: 'HEX', help: "the client's feature string, which chooses the form" },
    timestamp: { type: 'string', value: 'T', help: "the run's time stamp, e.g. 20261123010203" },
    ...settingOptions,
  },
  examples: [
    'amanda-lint request client.example.com --config /etc/amanda/DailySet1 | wc -c',
    'amanda-lint request client.example.com -c /etc/amanda/DailySet1 --levels worst',
    'amanda-lint request client.example.com -c /etc/amanda/DailySet1 --levels tonight',
    'amanda-lint request old.example.com -c /etc/amanda/DailySet1 --features fffffeff9ffe7f --levels 0,1',
    'amanda-lint request client.example.com -c /etc/amanda/DailySet1 --levels 0s,1s --levels /new=0',
  ],
  async run(io, args, values) {
    const [host, ...more] = args;
    if (host === undefined || more.length) throw new UsageError('request: expected one HOST');
    const snapshot = await loadConfig(io, values);
    if (refused(io, snapshot)) return EXIT.findings;
    const result = requestPacket(snapshot, {
      host,
      levels: textOptions(values, 'levels'),
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
  if (options.features !== undefined && !FeatureSet.parse(options.features))
    return usage(`--features ${options.features}: expected hexadecimal digits`);
  const { hosts } = snapshot.disklist;
  const folded = options.host.toLowerCase();
  const host =
    hosts.find(({ name }) => name === options.host) ??
    hosts.find(({ name }) => name.toLowerCase() === folded);
  if (!host) return usage(`no host "${options.host}" in the disklist`);
  const { features, configName, timestamp } = options;
  const plan = planHost(snapshot, host, { features, configName, timestamp });
  if (!plan.tonight && options.levels?.some((text) => /(^|=)tonight$/.test(text))) {
    const folder = infoFolder(snapshot.config);
    const reason = `what tonight's request holds is not known: no info database can be read${folder === undefined ? '' : ` at ${uriPath(folder)}`}, and no amdump log in logdir`;
    return { kind: 'nothing', reason };
  }
  const levels = levelChoice(plan, options.levels ?? []);
  if (typeof levels === 'string') return usage(levels);
  const sent = packets(plan, levels.choice);
  if (sent.length > 0) return { kind: 'packet', bytes: encodeLossless(sent.join('')) };
  if (!plan.authKnown) {
    const reason = `Amanda has no auth "${plan.auth}": the planner asks this host for nothing, and its DLEs end as RESULTS MISSING`;
    return { kind: 'nothing', reason };
  }
  const texts = new Set(plan.dles.flatMap(({ absent }) => absent?.text ?? []));
  const why = texts.size ? `: ${[...texts].join('; ')}` : '';
  return { kind: 'nothing', reason: `the planner asks ${host.name} for no estimate${why}` };
}

/** What `--levels` says, or what is wrong with it. */
function levelChoice(plan: HostPlan, options: readonly string[]): { readonly choice: LevelChoice } | string {
  let others: LevelChoice = 'first';
  const own = new Map<string, LevelChoice>();
  for (const option of options) {
    const [, disk, list = option] = /^(.*)=([^=]*)$/s.exec(option) ?? [];
    if (disk !== undefined && !plan.dles.some(({ dle }) => dle.disk === disk))
      return `--levels ${option}: no DLE "${disk}" of ${plan.host.name} in the disklist`;
    const nothing = disk !== undefined && list === '';
    const levels = list === 'tonight' || isDay(list) ? list : nothing ? [] : parseLevels(list);
    if (levels === undefined)
      return `--levels ${option}: expected first, typical, worst, tonight, or up to three levels such as 0,1,2`;
    if (disk === undefined) others = levels;
    else own.set(disk, levels);
  }
  const rest = others;
  return { choice: (one) => levelsOf(one, own.get(one.dle.disk) ?? rest) };
}

function usage(reason: string): RequestResult {
  return { kind: 'usage', reason };
}
