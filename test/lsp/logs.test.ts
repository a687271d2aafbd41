import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  CodeLensRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  type CodeAction,
  type CodeLens,
  type DocumentSymbol,
  type Location,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type {
  ApplyFixResult,
  HostsEntry,
  LogFileResult,
  RequestPreview,
  ResolvedText,
  ShownChecklist,
} from '../../server/src/lsp/protocol';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = `org "test"
etimeout 300
tapetype "T"
define tapetype T {
    length 10 gb
}
define dumptype user {
    auth "bsd"
    program "GNUTAR"
}
`;
const disklist = 'client1 /cvs user\nclient1 /boot user\n';
const sendsize = `sendsize: debug 1 pid 1 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
sendsize[2]: time 0.100: getting size via gnutar for /cvs level 0
sendsize[2]: estimate time for /cvs level 0: 699.5
sendsize[3]: estimate time for /boot level 0: 0.044
sendsize: time 700.000: pid 1 finish time Tue Dec  6 00:15:52 2005
`;

describe('logs over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  const path = (name: string) => join(folder, name);
  const uri = (name: string) => fileUri(path(name));
  const log = 'logs/client1/sendsize.20051206000412.debug';
  const ask = <R>(method: string, params: unknown) => client.connection.sendRequest<R>(method, params);

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-lsp-'));
    mkdirSync(path('Daily'));
    mkdirSync(path('logs/client1'), { recursive: true });
    writeFileSync(path('Daily/amanda.conf'), conf);
    writeFileSync(path('Daily/disklist'), disklist);
    writeFileSync(path(log), sendsize);
    client = await TestClient.start(bundle.path, {
      folders: [folder],
      initializationOptions: { commands: ['amanda.openChecklist', 'amanda.revealPlace'] },
    });
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets the times of a log in the workspace warn in the disklist, and mends it from the checklist', async () => {
    await client.open(uri('Daily/disklist'), disklist);
    await client.until(uri('Daily/disklist'), (all) =>
      all.some((one) => one.code === 'timing/estimate-budget'),
    );
    const [entry] = await ask<HostsEntry[]>('amanda/hosts', null);
    expect(entry).toMatchObject({ name: 'Daily', hosts: [{ name: 'client1', dles: 2, state: 'failed' }] });
    const params = { folder: entry?.folder, host: 'client1' };
    const list = await ask<ShownChecklist>('amanda/checklist', params);
    const slow = list.steps.find((step) => step.id === 'slow-estimate');
    expect(slow).toMatchObject({ state: 'failed' });
    expect(slow?.evidence[0]?.location).toEqual({
      uri: uri(log),
      range: { start: { line: 2, character: 13 }, end: { line: 2, character: 50 } },
    });
    const remedy = slow?.remedies.find((one) => one.kind === 'fix' && one.title.includes('calcsize'));
    if (remedy?.kind !== 'fix') throw new Error(JSON.stringify(slow?.remedies));
    let edit: WorkspaceEdit | undefined;
    client.connection.onRequest(ApplyWorkspaceEditRequest.type, (asked) => {
      ({ edit } = asked);
      return { applied: true };
    });
    const { check, title, location } = remedy;
    const result = await ask<ApplyFixResult>('amanda/applyFix', { ...params, check, title, location });
    expect(result.applied).toBe(true);
    expect(JSON.stringify(edit)).toContain('estimate calcsize');
    const fixed = disklist.replace('/cvs user', '/cvs {\n    user\n    estimate calcsize\n}');
    await client.change(uri('Daily/disklist'), { text: fixed });
    const after = await ask<ShownChecklist>('amanda/checklist', params);
    const states = after.steps.map((step) => [step.id, step.state]);
    expect(states).toContainEqual(['estimate-time', 'passed']);
    expect(states).toContainEqual(['slow-estimate', 'passed']);
  });

  it('counts what Amanda refuses once for the configuration, with the first place', async () => {
    const [entry] = await ask<HostsEntry[]>('amanda/hosts', null);
    expect(entry?.errors).toBeUndefined();
    await client.open(uri('Daily/disklist'), 'client1 /cvs usr\nclient1 /boot user\nclient2 /a\n');
    const [broken] = await ask<HostsEntry[]>('amanda/hosts', null);
    expect(broken?.errors).toEqual({
      count: 2,
      first: {
        uri: uri('Daily/disklist'),
        range: { start: { line: 0, character: 13 }, end: { line: 0, character: 16 } },
      },
    });
  });

  it('answers about an open log: findings, lenses, outline, folds, explanations, the way to the disklist', async () => {
    await client.open(uri(log), sendsize, 'amanda-debug');
    const found = await client.until(uri(log), (all) => all.length > 1);
    expect(found.map((one) => [one.code, one.range.start.line])).toEqual([
      ['log/slow-dle', 2],
      ['log/finished-late', 4],
    ]);
    expect(found[0]?.relatedInformation?.[0]?.location.uri).toBe(uri('Daily/disklist'));
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uri(log) },
      range: found[0]?.range ?? { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      context: { diagnostics: found.slice(0, 1) },
    });
    const calcsize = (actions as CodeAction[]).find(
      (one) => one.title.includes('calcsize') && one.title.includes('/cvs'),
    );
    expect(Object.keys(calcsize?.edit?.changes ?? {})).toEqual([uri('Daily/disklist')]);
    expect((actions as CodeAction[]).map((one) => one.title)).toContain('Set etimeout 540');
    const textDocument = { uri: uri(log) };
    const lenses = (await client.connection.sendRequest(CodeLensRequest.type, {
      textDocument,
    })) as CodeLens[];
    expect(lenses.map((lens) => lens.command?.title)).toContain(
      'Estimates took 700 s of 600 s allowed (late: Amanda asks 3 times and gives up after 1,800 s)',
    );
    const symbols = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as DocumentSymbol[];
    expect(symbols.map((one) => one.name)).toEqual(['sendsize']);
    const folds = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(folds).toMatchObject([{ startLine: 0, endLine: 4 }]);
    const position = { line: 2, character: 20 };
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
    expect(JSON.stringify(hover?.contents)).toContain('699.5 s, 233 % of the 300 s');
    const target = (await client.connection.sendRequest(DefinitionRequest.type, {
      textDocument,
      position,
    })) as Location;
    expect(target).toEqual({
      uri: uri('Daily/disklist'),
      range: { start: { line: 0, character: 8 }, end: { line: 0, character: 12 } },
    });
    const back = await ask<Location[]>('amanda/logPlaces', {
      textDocument: { uri: uri('Daily/disklist') },
      position: { line: 0, character: 3 },
    });
    expect(back.map((one) => [one.uri, one.range.start.line])).toEqual([[uri(log), 2]]);
  });

  it('shows the request and the resolved values', async () => {
    await client.open(uri('Daily/disklist'), disklist);
    const request = { folder: uri('Daily'), host: 'client1', choice: 'worst' };
    const preview = await ask<RequestPreview>('amanda/requestPreview', request);
    expect(preview.text).toMatch(/^# Estimate request to client1, worst day.*\n# [\d,]+ bytes of 65,503/);
    const at = (line: number) => ({
      textDocument: { uri: uri('Daily/disklist') },
      position: { line, character: 2 },
    });
    const resolved = await ask<ResolvedText>('amanda/resolved', at(1));
    expect(resolved).toMatchObject({ title: 'client1 /boot', folder: uri('Daily'), host: 'client1' });
    expect(resolved.text).toContain('# amanda.conf:8');
  });

  it('streams a log that is named, and says why another file is none', async () => {
    const big = path('big.debug');
    writeFileSync(big, sendsize + 'sendsize[9]: time 1.000: waiting\n'.repeat(60_000) + sendsize);
    const result = await ask<LogFileResult>('amanda/logFile', { uri: fileUri(big) });
    expect(result.read).toBe(true);
    expect(result.summary).toContain('/cvs: estimates took 699.5 s');
    writeFileSync(path('other.txt'), 'hello\n');
    const none = await ask<LogFileResult>('amanda/logFile', { uri: uri('other.txt') });
    expect(none).toMatchObject({ read: false });
    expect(readFileSync(big).length).toBeGreaterThan(1 << 20);
  });

  it('leads from a line of a report to the checklist of its host', async () => {
    const report = `Hostname: server
Config  : Daily

FAILURE DUMP SUMMARY:
  client1 /cvs RESULTS MISSING
  unknown.example.com /cvs RESULTS MISSING
`;
    await client.open(uri('Daily/disklist'), disklist);
    await client.open(uri('amreport.txt'), report, 'amanda-report');
    const actions = async (line: number) =>
      (await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uri('amreport.txt') },
        range: { start: { line, character: 4 }, end: { line, character: 4 } },
        context: { diagnostics: [] },
      })) as CodeAction[];
    const commands = (found: CodeAction[]) => found.flatMap(({ command }) => command ?? []);
    expect(commands(await actions(4))).toEqual([
      {
        title: 'Diagnose client1 with the checklist "Results missing"',
        command: 'amanda.openChecklist',
        arguments: [uri('Daily'), 'client1'],
      },
    ]);
    expect(commands(await actions(5))).toEqual([]);
    expect(commands(await actions(1))).toEqual([]);
  });

  it('judges a log that stands alone', async () => {
    const alone = mkdtempSync(join(tmpdir(), 'amanda-log-'));
    const file = join(alone, 'sendsize.1.debug');
    writeFileSync(file, sendsize);
    await client.open(fileUri(file), sendsize, 'amanda-debug');
    const found = await client.until(fileUri(file), (all) => all.length > 0);
    expect(found.map((one) => one.code)).toContain('log/slow-dle');
    rmSync(alone, { recursive: true });
  });
});
