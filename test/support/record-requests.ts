import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LevelRequest } from '../../server/src/estimate/levels';
import { quoteString } from '../../server/src/model/quote';
import { decodeLossless, encodeLossless } from '../../server/src/text/bytes';
import { runPlanner, type PlannerResult } from './planner';
import { CONFIG, TIMESTAMP, withoutHeader } from './request-comparison';
import { dated, generateRequests, type Generated } from './request-generator';

/** Requests of the real planner. Texts are decoded as text/bytes.ts does, so bytes that are not UTF-8 survive. */
export interface Recording {
  readonly amanda: string;
  readonly seed: number;
  readonly conf: string;
  readonly disklist: string;
  readonly hosts: readonly RecordedHost[];
}

export interface RecordedHost {
  readonly address: string;
  readonly features?: string;
  /** What the planner asked for, by disk. */
  readonly levels: Readonly<Record<string, readonly LevelRequest[]>>;
  /** Without the header line; absent when no request was sent. */
  readonly request?: string;
}

/** The levels that the planner asked for a DLE, with the dates that a text request gives them. */
export function askedLevels(
  generated: Generated,
  result: PlannerResult,
  host: string,
  disk: string,
): LevelRequest[] {
  const past = generated.past.get(`${host}\n${disk}`);
  const name = Buffer.from(encodeLossless(`${host}:${quoteString(disk)}`)).toString('latin1');
  const levels = result.levels.get(name) ?? [];
  return levels.map((level) => dated({ level, server: past !== undefined && past.day !== 'first' }, past));
}

/** Generates a configuration, runs the planner, writes what it sent; returns a line for the terminal. */
export async function recordRequests(file: string, seed: number, count: number): Promise<string> {
  const generated = generateRequests(seed, count);
  const result = await runPlanner({ ...generated, name: CONFIG, timestamp: TIMESTAMP });
  const hosts = generated.hosts.map(({ address, features, disks }): RecordedHost => {
    const data = result.requests.get(address)?.[0];
    const levels = Object.fromEntries(
      disks.map((disk) => [disk, askedLevels(generated, result, address, disk)]),
    );
    return { address, features, levels, request: data && withoutHeader(decodeLossless(data)) };
  });
  const amanda = /planner.* version (\S+)/.exec(result.stderr)?.[1] ?? 'unknown';
  const recording: Recording = {
    amanda,
    seed,
    conf: generated.conf(10080),
    disklist: generated.disklist(10080),
    hosts,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(recording, null, 1)}\n`);
  const sent = hosts.filter(({ request }) => request !== undefined).length;
  return `${file}: ${sent} requests of Amanda ${amanda} for ${hosts.length} hosts, seed ${seed}`;
}
