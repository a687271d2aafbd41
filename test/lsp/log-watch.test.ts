import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  RegistrationRequest,
  type DidChangeWatchedFilesRegistrationOptions,
} from 'vscode-languageserver-protocol';
import type { HostsEntry } from '../../server/src/lsp/protocol';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = (logdir: string) => `logdir "${logdir}"
etimeout 300
define tapetype T {
    length 10 gb
}
tapetype "T"
define dumptype user {
    auth "bsdtcp"
    program "GNUTAR"
}
`;
const sendsize = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 0.100: getting size via gnutar for /cvs level 0
sendsize[2]: estimate time for /cvs level 0: 699.5
sendsize: time 700.000: pid 1 finish time Tue Dec  6 00:15:52 2005
`;

describe('the folder of logs that a configuration names', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  /** Glob patterns that the server has the editor watch: folder and pattern, or the pattern alone. */
  let watched: string[] = [];
  let told: () => void = () => undefined;
  const path = (name: string) => join(folder, name);

  const start = async (trusted: boolean) => {
    client = await TestClient.start(bundle.path, {
      folders: [path('ws')],
      capabilities: {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
      },
      initializationOptions: { trusted, commands: [] },
    });
    client.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { registerOptions } of registrations) {
        const { watchers } = registerOptions as DidChangeWatchedFilesRegistrationOptions;
        watched = watchers.map(({ globPattern: glob }) => {
          if (typeof glob === 'string') return glob;
          return `${typeof glob.baseUri === 'string' ? glob.baseUri : glob.baseUri.uri}|${glob.pattern}`;
        });
      }
      told();
    });
    client.connection.onNotification('amanda/statusChanged', () => told());
  };
  const state = async () => {
    const [entry] = await client.connection.sendRequest<HostsEntry[]>('amanda/hosts', null);
    return entry?.hosts[0]?.state;
  };
  /** Asks again after each word of the server until the answer is as wanted. */
  const until = async (wanted: () => Promise<boolean> | boolean) => {
    for (;;) {
      const next = new Promise<void>((resolve) => (told = resolve));
      if (await wanted()) return;
      await next;
    }
  };

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-night-'));
    mkdirSync(path('ws/NightWatch'), { recursive: true });
    mkdirSync(path('logs'));
    writeFileSync(path('ws/NightWatch/amanda.conf'), conf(path('logs')));
    writeFileSync(path('ws/NightWatch/disklist'), 'client1 /cvs user\n');
    watched = [];
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is watched, and a log that appears there while the editor is open counts', async () => {
    await start(true);
    expect(await state()).toBe('unknown');
    await until(() => watched.includes(`${fileUri(path('logs'))}|*`));
    expect(watched.find((glob) => glob.startsWith('**/'))).toContain('amdump.[0-9]*');
    // As rsync does it: under another name first.
    writeFileSync(path('logs/.sendsize.20051206000412.debug.x7'), sendsize);
    renameSync(path('logs/.sendsize.20051206000412.debug.x7'), path('logs/sendsize.20051206000412.debug'));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: fileUri(path('logs/sendsize.20051206000412.debug')), type: FileChangeType.Created }],
    });
    await until(async () => (await state()) === 'failed');
  });

  it('is not looked at while the workspace is not trusted, and read once it is', async () => {
    writeFileSync(path('logs/sendsize.20051206000412.debug'), sendsize);
    await start(false);
    expect(await state()).toBe('unknown');
    await until(() => watched.length > 0);
    expect(watched.filter((glob) => glob.endsWith('|*'))).toEqual([]);
    await client.connection.sendNotification('amanda/trustGranted');
    await until(async () => (await state()) === 'failed');
  });
});
