import { describe, expect, it } from 'vitest';
import type { Disklist } from '../../server/src/model/types';
import { Logs } from '../../server/src/workspace/logs';
import type { FileHost } from '../../server/src/workspace/host';

const amandad = (config: string) =>
  'amandad: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005\namandad: time 0.000: got packet:\n' +
  `--------\nAmanda 2.4 REQ HANDLE 0-1 SEQ 1\nSERVICE sendsize\nOPTIONS features=ff;hostname=h;config=${config};\n` +
  'GNUTAR /a 0 1970:1:1:0:0:0 1 OPTIONS |;\n--------\n';

/** How many requests are known of host h, of logs for these configurations, in a folder of the name `mine`. */
async function requests(mine: string, others: readonly string[], ...configs: readonly string[]) {
  const files = new Map(configs.map((config) => [`file:///logs/amandad.${config}.debug`, amandad(config)]));
  const host: FileHost = {
    read: (uri) => Promise.resolve({ kind: 'text', text: files.get(uri) ?? '' }),
    find: () => Promise.resolve([...files.keys()]),
  };
  const logs = new Logs(host);
  logs.setSources(['file:///logs'], [], []);
  await logs.ready();
  const disklist = { hosts: [], dles: [] } as unknown as Disklist;
  return [...logs.observations(disklist, mine, new Set([mine, ...others])).logs.keys()].length;
}

describe('logs of a configuration', () => {
  it('are those that name it, or that name none at hand', async () => {
    expect(await requests('Daily', [], 'Daily')).toBe(1);
    expect(await requests('Daily', [], 'Daily', 'Weekly')).toBe(1);
    expect(await requests('checkout', [], 'Daily')).toBe(1);
    expect(await requests('Daily', ['Weekly'], 'Weekly')).toBe(0);
  });
});
