import type { Command } from './index';

/** Stops the language server and starts it again. */
export const restartServer: Command = {
  name: 'amanda.restartServer',
  async run(client) {
    await client.stop();
    await client.start();
  },
};
