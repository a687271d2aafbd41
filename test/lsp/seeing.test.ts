import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  InlayHintRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type CodeLens,
  type InlayHint,
} from 'vscode-languageserver-protocol';
import { fileUri } from '../../server/src/text/uri';
import { folderOf } from '../support/folder';
import { buildServer, TestClient, type ClientOptions } from '../support/server';

const conf = 'org "test"\netimeout 300\ndefine dumptype user {\n  auth "bsd"\n  program "GNUTAR"\n}\n';
const list = 'alpha /a user\nalpha /b user\nbeta /b user\n';
const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

describe('tokens, hints and lenses over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let place: Awaited<ReturnType<typeof folderOf>> | undefined;
  let client: TestClient;
  const uri = (name: string) => fileUri(`${place?.folder ?? ''}/${name}`);
  const of = (name: string) => ({ textDocument: { uri: uri(name) } });
  const start = async (more: Partial<ClientOptions> = {}) => {
    place = await folderOf({ 'amanda.conf': conf, disklist: list });
    client = await TestClient.start(bundle.path, { folders: [place.folder], ...more });
    await client.open(uri('disklist'), list);
    return client.connection;
  };
  const lenses = async (name: string): Promise<CodeLens[]> => {
    const found = (await client.connection.sendRequest(CodeLensRequest.type, of(name))) ?? [];
    return Promise.all(found.map((one) => client.connection.sendRequest(CodeLensResolveRequest.type, one)));
  };
  const hints = async (name: string, range = all): Promise<string[]> =>
    ((await client.connection.sendRequest(InlayHintRequest.type, { ...of(name), range })) ?? []).map(
      ({ label, position }: InlayHint) =>
        `${position.line} ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
    );

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    await place?.remove();
  });

  it('sends tokens whole, in part, and then only what changed', async () => {
    const connection = await start();
    const full = await connection.sendRequest(SemanticTokensRequest.type, of('disklist'));
    expect(full?.data).toHaveLength(9 * 5);
    const { legend } = client.initializeResult?.capabilities.semanticTokensProvider ?? {};
    const typeAt = (i: number) => legend?.tokenTypes[full?.data[i * 5 + 3] ?? -1];
    expect([typeAt(0), typeAt(1), typeAt(2)]).toEqual(['namespace', 'variable', 'class']);
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const part = await connection.sendRequest(SemanticTokensRangeRequest.type, { ...of('disklist'), range });
    expect(part?.data.slice(0, 3)).toEqual([2, 0, 4]);
    expect(part?.data).toHaveLength(3 * 5);
    await client.change(uri('disklist'), { text: `${list}gamma /c user\n` });
    const previousResultId = full?.resultId ?? '';
    const delta = await connection.sendRequest(SemanticTokensDeltaRequest.type, {
      ...of('disklist'),
      previousResultId,
    });
    if (!delta || !('edits' in delta)) throw new Error('no delta');
    const data = [...(full?.data ?? [])];
    for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    expect(delta.edits[0]?.data?.length).toBeLessThan(20);
    expect(data).toEqual((await connection.sendRequest(SemanticTokensRequest.type, of('disklist')))?.data);
    const lost = await connection.sendRequest(SemanticTokensDeltaRequest.type, {
      ...of('disklist'),
      previousResultId,
    });
    expect(lost).toHaveProperty('data');
  });

  it('shows hints, which settings turn off one by one', async () => {
    await start();
    expect(await hints('disklist')).toEqual([
      '0 auth bsd, estimate client',
      '0 Amanda waits 30 min',
      '1 auth bsd, estimate client',
      '2 auth bsd, estimate client',
      '2 Amanda waits 15 min',
    ]);
    expect(
      await hints('disklist', { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } }),
    ).toEqual(['1 auth bsd, estimate client']);
    expect(await hints('amanda.conf')).toEqual(['1 = 5 min for each estimate']);
  });

  it('turns hints and lenses off by setting', async () => {
    const settings = {
      amanda: {
        inlayHints: { dle: false, units: false },
        codeLens: { hosts: false, dumptypes: false },
      },
    };
    await start({ settings, capabilities: { workspace: { configuration: true } } });
    expect(await hints('disklist')).toEqual(['0 Amanda waits 30 min', '2 Amanda waits 15 min']);
    expect(await hints('amanda.conf')).toEqual([]);
    expect(await lenses('disklist')).toEqual([]);
    expect(await lenses('amanda.conf')).toEqual([]);
  });

  it('puts figures above hosts and dumptypes, with commands that the editor has', async () => {
    const commands = ['amanda.showRequest', 'amanda.openChecklist', 'amanda.showReferences'];
    await start({ initializationOptions: { commands } });
    const [request, checklist, ...more] = await lenses('disklist');
    expect(request?.command?.title).toMatch(/^2 DLEs · request [\d,]+ of 65,503 bytes on the worst day · /);
    const folder = fileUri(place?.folder ?? '');
    expect(request?.command).toMatchObject({ command: 'amanda.showRequest', arguments: [folder, 'alpha'] });
    expect(checklist?.command).toMatchObject({
      command: 'amanda.openChecklist',
      arguments: [folder, 'alpha'],
    });
    expect(more).toHaveLength(2);
    const [user] = await lenses('amanda.conf');
    expect(user?.command?.title).toBe('used by 3 DLEs');
    expect(user?.command?.arguments?.[2]).toHaveLength(3);
  });

  it('shows the same figures without commands, and has the editor ask again when another file changes', async () => {
    const connection = await start({ capabilities: { workspace: { codeLens: { refreshSupport: true } } } });
    const refreshed = new Promise<void>((resolve) => {
      connection.onRequest(CodeLensRefreshRequest.type, () => resolve());
    });
    const [alpha, ...more] = await lenses('disklist');
    expect(alpha?.command).toMatchObject({ command: '' });
    expect(more).toHaveLength(1);
    await client.open(uri('amanda.conf'), conf.replace('"bsd"', '"bsdtcp"'));
    await refreshed;
    expect((await lenses('disklist'))[0]?.command?.title).not.toContain('65,503');
  });
});
