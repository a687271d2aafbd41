import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FindFilesParams, ReadFileParams, ReadFileResult, Status } from '../../server/src/lsp/protocol';
import { encodeLossless } from '../../server/src/text/bytes';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** A workspace that is on no disk: the editor has its files, as in the browser. */
const files: Readonly<Record<string, string>> = {
  'vscode-vfs://github/org/repo/etc/amanda.conf':
    'org "x"\nincludefile "types.conf"\nincludefile "/outside.conf"\ntapetype T\ndefine tapetype T {\n  length 10 gb\n}\n',
  'vscode-vfs://github/org/repo/etc/types.conf': 'define dumptype d {\n  auth "bsdtcp"\n}\n',
  'vscode-vfs://github/org/repo/etc/disklist': 'host /disk d\nhost /b\udcfcro outside\n',
  'vscode-vfs://github/outside.conf': 'define dumptype outside {\n  auth "bsdtcp"\n}\n',
};
const list = 'vscode-vfs://github/org/repo/etc/disklist';

describe('files that only the editor has', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  const asked: string[] = [];

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());

  async function start(options: { trusted?: boolean } = {}): Promise<TestClient> {
    const client = await TestClient.start(bundle.path, {
      initializationOptions: { fileAccess: true, commands: [], ...options },
      folderUris: ['vscode-vfs://github/org/repo'],
    });
    client.connection.onRequest<ReadFileResult, void>('amanda/readFile', ({ uri }: ReadFileParams) => {
      asked.push(uri);
      const text = files[uri];
      if (text === undefined) return { kind: 'missing' };
      return { kind: 'bytes', base64: Buffer.from(encodeLossless(text)).toString('base64') };
    });
    client.connection.onRequest('amanda/findFiles', ({ names }: FindFilesParams) =>
      Object.keys(files).filter((uri) => names.some((name) => uri.endsWith(`/${name}`))),
    );
    return client;
  }

  it('are read through the editor, includes too', async () => {
    const client = await start();
    await client.open(list, files[list]?.replace('\udcfc', 'u') ?? '');
    await client.until(list, (all) => all.every((one) => one.severity !== 1));
    const status = await client.connection.sendRequest<Status>('amanda/status', { uri: list });
    expect(status).toMatchObject({ loose: false, version: '3.5.1', hosts: 1, dles: 2 });
    expect(status.configurations.map((one) => one.name)).toEqual(['etc']);
    expect(asked).toContain('vscode-vfs://github/org/repo/etc/types.conf');
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
  });

  it('outside the folders are not read while the workspace is not trusted', async () => {
    asked.length = 0;
    const client = await start({ trusted: false });
    await client.open(list, files[list] ?? '');
    await client.until(list, (all) => all.some((one) => one.severity === 1));
    expect(asked).not.toContain('vscode-vfs://github/outside.conf');
    await client.connection.sendNotification('amanda/trustGranted');
    await client.until(list, (all) => all.every((one) => one.severity !== 1));
    expect(asked).toContain('vscode-vfs://github/outside.conf');
    expect(await client.stop()).toBe(0);
  });
});
