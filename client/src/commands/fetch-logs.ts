import { targetOf } from '../targets';
import type { FetchLogs } from '../tasks/fetch-logs';
import type { Command } from './index';

/** Brings the debug logs of a client to where they are read. */
export function fetchCommands(fetch: FetchLogs): readonly Command[] {
  return [
    {
      name: 'amanda.fetchLogs',
      async run(client, ...args) {
        const target = await targetOf(client, args);
        if (target) await fetch.run(target);
      },
    },
  ];
}
