import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  CodeActionRequest,
  DocumentDiagnosticRequest,
  HoverRequest,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol';
import { needs } from '../../server/src/lsp/params';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const dumptype = 'define dumptype d {\n  auth "bsdtcp"\n}\n';

describe('what clients get wrong, and what many configurations need', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  const path = (name: string) => join(folder, name);
  const uri = (name: string) => fileUri(path(name));
  const write = (name: string, text: string) => {
    mkdirSync(join(path(name), '..'), { recursive: true });
    writeFileSync(path(name), text);
  };

  beforeAll(async () => {
    bundle = await buildServer();
    folder = mkdtempSync(join(tmpdir(), 'amanda-protocol-'));
  });
  afterAll(() => {
    bundle.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('places outside of the text, files of no configuration and schemes of no file are answered', async () => {
    const client = await TestClient.start(bundle.path);
    const odd = ['untitled:Untitled-1', uri('nowhere/disklist'), 'git:/x/disklist?ref', 'file:///', ''];
    for (const one of odd) {
      await client.open(one, 'host /disk d\n', 'amanda-disklist');
      for (const line of [0, 1, 99_999, 2_147_483_647]) {
        const position = { line, character: 2_147_483_647 };
        await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: one }, position });
        await client.connection.sendRequest(CodeActionRequest.type, {
          textDocument: { uri: one },
          range: { start: position, end: { line: 0, character: 0 } },
          context: { diagnostics: [] },
        });
      }
      const at = { line: 50, character: 50 };
      await client.change(one, { range: { start: at, end: at }, text: 'x' });
    }
    const unopened = {
      textDocument: { uri: uri('nowhere/amanda.conf') },
      position: { line: 0, character: 0 },
    };
    expect(await client.connection.sendRequest(HoverRequest.type, unopened)).toBeNull();
    await expect(client.connection.sendRequest('amanda/noSuchThing')).rejects.toThrow(/Unhandled method/);
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
  });

  it('a document is the same file in every spelling of its URI, and is answered in the client’s', async () => {
    write('sp ace@1/amanda.conf', dumptype);
    const own = uri('sp ace@1/disklist').replace('%40', '@');
    const client = await TestClient.start(bundle.path, { folders: [folder] });
    await client.open(own, 'host /disk nowhere\n');
    await client.until(own, (all) => all.some((one) => one.severity === 1));
    expect(client.published.has(uri('sp ace@1/disklist'))).toBe(false);
    expect(await client.stop()).toBe(0);
  });

  it('an include that many configurations share is judged with all of them', async () => {
    const count = 120;
    for (let i = 0; i < count; i++) {
      write(`many/set${i}/amanda.conf`, `includefile "../shared.conf"\norg "set${i}"\n`);
      write(`many/set${i}/disklist`, 'host /disk d\n');
    }
    write('many/shared.conf', dumptype);
    const client = await TestClient.start(bundle.path, { folders: [path('many')] });
    await client.open(uri('many/shared.conf'), dumptype.replace('dumptype d', 'dumptype e'));
    for (let i = 0; i < count; i++)
      await client.until(uri(`many/set${i}/disklist`), (all) => all.some((one) => one.severity === 1));
    const status = await client.connection.sendRequest<{ configurations: unknown[] }>('amanda/status', {
      uri: uri('many/shared.conf'),
    });
    expect(status.configurations).toHaveLength(count);
    await client.change(uri('many/shared.conf'), { text: dumptype });
    await client.until(uri(`many/set${count - 1}/disklist`), (all) => all.every((one) => one.severity !== 1));
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
  });

  it('languages that other editors call otherwise are understood', async () => {
    write('other/amanda.conf', 'includefile "types"\n');
    write('other/types', dumptype);
    const client = await TestClient.start(bundle.path, { folders: [path('other')] });
    await client.open(uri('other/types'), 'nonsense 1\n', 'amanda');
    await client.until(uri('other/types'), (all) => all.some((one) => one.severity === 1));
    await client.open(uri('other/disklist'), 'host /disk d\n', 'conf');
    await client.until(uri('other/disklist'), (all) => all.some((one) => one.severity === 1));
    // A file that is nobody's and says nothing of itself is left alone.
    await client.open(uri('other/notes'), 'nonsense 1\n', 'plaintext');
    await client.change(uri('other/types'), { text: dumptype });
    await client.until(uri('other/disklist'), (all) => all.every((one) => one.severity !== 1));
    expect(client.published.has(uri('other/notes'))).toBe(false);
    expect(await client.stop()).toBe(0);
  });

  it('several folders are one workspace, and folders come and go', async () => {
    write('first/amanda.conf', dumptype);
    write('second/amanda.conf', dumptype);
    const client = await TestClient.start(bundle.path, {
      folders: [path('first')],
      capabilities: { workspace: { workspaceFolders: true }, textDocument: { diagnostic: {} } },
    });
    const seen = async () =>
      (await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] })).items
        .map((one) => one.uri)
        .filter((one) => one.endsWith('amanda.conf'));
    expect(await seen()).toEqual([uri('first/amanda.conf')]);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: {
        added: [{ uri: uri('second'), name: 'second' }],
        removed: [{ uri: uri('first'), name: 'first' }],
      },
    });
    expect(await seen()).toEqual([uri('second/amanda.conf')]);
    expect(await client.stop()).toBe(0);
  });

  it('a new configuration is found when its files appear', async () => {
    write('late/readme', '');
    const client = await TestClient.start(bundle.path, {
      folders: [path('late')],
      capabilities: { textDocument: { diagnostic: {} } },
    });
    const ask = async () =>
      (await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] })).items;
    expect(await ask()).toEqual([]);
    await client.open(uri('late/disklist'), 'host /disk d\n');
    write('late/amanda.conf', dumptype);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('late/amanda.conf'), type: 1 }],
    });
    expect((await ask()).map((one) => one.uri).sort()).toEqual(
      ['late/amanda.conf', 'late/disklist'].map(uri),
    );
    const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uri('late/disklist') },
    });
    if (report.kind !== 'full') throw new Error(report.kind);
    expect(report.items.filter((one) => one.severity === 1)).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  it('requests without parameters, or with null, are answered as invalid', async () => {
    const client = await TestClient.start(bundle.path);
    const methods = Object.keys(needs).filter((method) => method !== 'amanda.server.applyAction');
    expect(methods.length).toBeGreaterThan(30);
    for (const method of [...methods, 'codeAction/resolve', 'completionItem/resolve']) {
      for (const params of [undefined, null]) {
        const sent =
          params === undefined
            ? client.connection.sendRequest(method)
            : // Typed as a request with parameters, so that null is sent and not left out.
              client.connection.sendRequest(method, params);
        await expect(sent, `${method} ${String(params)}`).rejects.toMatchObject({ code: -32602 });
      }
    }
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
  });

  it('a header that is broken ends the connection with an error', () => {
    for (const input of ['hello\r\n\r\n', 'Content-Length: x\r\n\r\n{}', 'Content-Type: y\r\n\r\n{}']) {
      const run = spawnSync(process.execPath, [bundle.path, '--stdio'], { input, timeout: 30_000 });
      expect(run.status).toBe(1);
      expect(run.stderr.toString()).toMatch(
        /^amanda-language-server: the editor sent a .*The connection ends\.\n$/,
      );
    }
  });

  it('a reader who goes away ends the server quietly', async () => {
    const client = await TestClient.start(bundle.path);
    const ended = new Promise((resolve) => client.process.once('exit', resolve));
    client.process.stdout?.destroy();
    void client.connection.sendRequest('workspace/symbol', { query: '' }).catch(() => undefined);
    expect(await ended).toBe(1);
    expect(client.errors).toEqual([]);
  });

  it('the program says how it is to be started', () => {
    const bare = spawnSync(process.execPath, [bundle.path], { encoding: 'utf8', input: '' });
    expect(bare.status).toBe(2);
    expect(bare.stderr).toContain('--stdio');
    expect(spawnSync(process.execPath, [bundle.path, '--version'], { encoding: 'utf8' }).status).toBe(0);
    // An editor that dies takes the server with it.
    const orphan = spawnSync(process.execPath, [bundle.path, '--stdio'], {
      encoding: 'utf8',
      input: 'junk\r\n\r\n',
    });
    expect(orphan.signal).toBeNull();
  });
});
