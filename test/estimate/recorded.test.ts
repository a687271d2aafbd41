import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ourRequest, planOf } from '../support/request-comparison';
import type { Recording } from '../support/record-requests';
import { snapshotOf } from '../support/snapshot';

// Made by scripts/record-requests.mjs; test/amanda/request.test.ts asks the planner itself.
const file = new URL('../recordings/requests.json', import.meta.url);
const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
const snapshot = snapshotOf({ 'amanda.conf': recording.conf, disklist: recording.disklist });

describe(`requests recorded from Amanda ${recording.amanda}`, () => {
  it.each(recording.hosts)('to $address equal ours ($features)', ({ address, features, levels, request }) => {
    const host = snapshot.disklist.hosts.find(({ name }) => name === address);
    if (!host) throw new Error(`${address} is not among the hosts of the model`);
    expect(ourRequest(planOf(snapshot, host, features), ({ dle }) => levels[dle.disk] ?? [])).toBe(request);
  });
});
