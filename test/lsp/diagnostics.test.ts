import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient, type ClientOptions } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const dumptype = 'define dumptype d {\n  auth "bsdtcp"\n}\n';
const pulls = { textDocument: { diagnostic: { dynamicRegistration: true } } };

describe('diagnostics that the client asks for', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  const path = (name: string) => join(folder, name);
  const uri = (name: string) => fileUri(path(name));
  const start = async (options: ClientOptions = {}) => {
    client = await TestClient.start(bundle.path, { folders: [folder], capabilities: pulls, ...options });
  };
  const ask = (name: string, previousResultId?: string) =>
    client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uri(name) },
      previousResultId,
    });
  const askAll = (previous: readonly WorkspaceDocumentDiagnosticReport[] = []) =>
    client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: previous.map((one) => ({ uri: one.uri, value: one.resultId ?? '' })),
    });

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-pull-'));
    for (const name of ['one', 'two', 'node_modules']) {
      mkdirSync(path(name));
      writeFileSync(path(`${name}/amanda.conf`), dumptype);
      writeFileSync(path(`${name}/disklist`), 'host /disk nowhere\n');
    }
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('come with a result id, and as unchanged when nothing is new', async () => {
    await start();
    expect(client.initializeResult?.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    await client.open(uri('one/disklist'), 'host /disk nowhere\n');
    const first = await ask('one/disklist');
    if (first.kind !== 'full') throw new Error(first.kind);
    expect(first.items.filter((one) => one.severity === 1)).toHaveLength(1);
    const again = await ask('one/disklist', first.resultId);
    expect(again).toMatchObject({ kind: 'unchanged', resultId: first.resultId });
    await client.change(uri('one/disklist'), { text: 'host /disk d\n' });
    const mended = await ask('one/disklist', first.resultId);
    if (mended.kind !== 'full') throw new Error(mended.kind);
    expect(mended.items.filter((one) => one.severity === 1)).toEqual([]);
    expect(mended.resultId).not.toBe(first.resultId);
    // Never both ways for one client.
    expect(client.published.size).toBe(0);
  });

  it('are the gravest thousand of a file with very many', async () => {
    await start();
    await client.open(uri('one/disklist'), `${'host /disk d # x\n'.repeat(1_500)}host /other nowhere\n`);
    const report = await ask('one/disklist');
    if (report.kind !== 'full') throw new Error(report.kind);
    expect(report.items).toHaveLength(1_000);
    expect(report.items.at(-1)?.message).toMatch(/^\d+ more findings of this file are not shown/);
  });

  it('cover every configuration of the workspace, but not excluded folders', async () => {
    await start();
    const { items } = await askAll();
    expect(items.map((one) => one.uri).sort()).toEqual(
      ['one/amanda.conf', 'one/disklist', 'two/amanda.conf', 'two/disklist'].map(uri),
    );
    const wrong = items.filter((one) => one.kind === 'full' && one.items.some((item) => item.severity === 1));
    expect(wrong.map((one) => one.uri).sort()).toEqual([uri('one/disklist'), uri('two/disklist')]);
    const again = await askAll(items);
    expect(again.items.map((one) => one.kind)).toEqual(items.map(() => 'unchanged'));
    await client.open(uri('one/amanda.conf'), dumptype.replace('dumptype d', 'dumptype nowhere'));
    const news = (await askAll(items)).items.filter((one) => one.kind === 'full');
    expect(news.map((one) => one.uri)).toContain(uri('one/disklist'));
    expect(news.map((one) => one.uri)).not.toContain(uri('two/disklist'));
  });

  it('clear what is shown of a file that no configuration uses any more', async () => {
    await start();
    const { items } = await askAll();
    rmSync(path('two'), { recursive: true });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('two'), type: 3 }],
    });
    const gone = (await askAll(items)).items.find((one) => one.uri === uri('two/disklist'));
    expect(gone).toMatchObject({ kind: 'full', items: [] });
  });

  it('wait for the next change when the client can wait, and end when it cancels', async () => {
    await start();
    const { items } = await askAll();
    const params = {
      previousResultIds: items.map((one) => ({ uri: one.uri, value: one.resultId ?? '' })),
      partialResultToken: 'token',
    };
    const waiting = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, params);
    await client.open(uri('one/disklist'), 'host /disk d\n');
    const full = (await waiting).items.filter((one) => one.kind === 'full').map((one) => one.uri);
    expect(full).toContain(uri('one/disklist'));
    expect(full).not.toContain(uri('two/disklist'));
    const source = new CancellationTokenSource();
    const previous = (await askAll()).items;
    const cancelled = client.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      {
        previousResultIds: previous.map((one) => ({ uri: one.uri, value: one.resultId ?? '' })),
        partialResultToken: 'other',
      },
      source.token,
    );
    source.cancel();
    await expect(cancelled).rejects.toThrow();
  });

  it('follow the settings: severity, scope and files.exclude', async () => {
    await start({
      capabilities: { ...pulls, workspace: { configuration: true } },
      settings: {
        amanda: { severity: { disklist: 'hint', syntax: 'hint' }, diagnostics: { scope: 'open' } },
        'files.exclude': { '**/two': true },
      },
    });
    await client.open(uri('one/disklist'), 'host /disk nowhere\n');
    const { items } = await askAll();
    expect(items.map((one) => one.uri).sort()).toEqual([uri('one/amanda.conf'), uri('one/disklist')]);
    const [report] = items.filter((one) => one.uri === uri('one/disklist'));
    if (report?.kind !== 'full') throw new Error('no report');
    const about = report.items.filter((one) => String(one.message).includes('nowhere'));
    expect(about.map((one) => one.severity)).toEqual([4]);
  });

  it('name the files of the configuration as related, for clients that can show them', async () => {
    await start({ capabilities: { textDocument: { diagnostic: { relatedDocumentSupport: true } } } });
    await client.open(uri('one/amanda.conf'), dumptype);
    const report = await ask('one/amanda.conf');
    expect(Object.keys(report.relatedDocuments ?? {})).toEqual([uri('one/disklist')]);
  });

  it('of a file of no configuration tell what can be seen in the file', async () => {
    rmSync(path('one/amanda.conf'));
    await start();
    await client.open(uri('one/disklist'), 'host /disk nowhere\nhost\n');
    const report = await ask('one/disklist');
    if (report.kind !== 'full') throw new Error(report.kind);
    expect(report.items.map((one) => one.range.start.line)).not.toContain(0);
  });
});
