import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CompletionRequest,
  CompletionResolveRequest,
  HoverRequest,
  SignatureHelpRequest,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileUri } from '../../server/src/text/uri';
import { folderOf } from '../support/folder';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = 'org "test"\ndefine dumptype global {\n  program "GNUTAR"\n}\n';
const list = 'alpha.example.org /home global\nbeta.example.org /home \n';
const capabilities: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

describe('completion over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let place: Awaited<ReturnType<typeof folderOf>>;
  let client: TestClient;
  const uri = (name: string) => fileUri(`${place.folder}/${name}`);
  const complete = async (name: string, line: number, character: number) =>
    (await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: uri(name) },
      position: { line, character },
    })) as CompletionList;
  const find = (from: CompletionList, label: string): CompletionItem => {
    const item = from.items.find((one) => one.label === label);
    if (!item) throw new Error(`${label} is not offered`);
    return item;
  };

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(async () => {
    place = await folderOf({ 'amanda.conf': conf, disklist: list, 'types.conf': '', 'sub/more.conf': '' });
    client = await TestClient.start(bundle.path, { folders: [place.folder], capabilities });
    await client.open(uri('disklist'), list);
  });
  afterEach(async () => {
    await client.stop();
    await place.remove();
  });

  it('offers the dumptype, inserts it and documents it when asked', async () => {
    const item = find(await complete('disklist', 1, 'beta.example.org /home '.length), 'global');
    expect(item.documentation).toBeUndefined();
    const edit = item.textEdit;
    if (!edit || !('range' in edit)) throw new Error('no edit');
    const text = TextDocument.applyEdits(TextDocument.create('', '', 0, list), [edit]);
    expect(text).toBe('alpha.example.org /home global\nbeta.example.org /home global\n');
    const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, item);
    expect(JSON.stringify(resolved.documentation)).toContain('GNUTAR');
  });

  it('knows what was typed a moment ago, in amanda.conf too', async () => {
    await client.open(uri('amanda.conf'), conf);
    await client.change(uri('amanda.conf'), { text: `${conf}define dumptype fresh {\n  au\n` });
    const offered = await complete('amanda.conf', 5, 4);
    expect(find(offered, 'auth').textEdit?.newText).toBe('auth "$1"');
    expect(offered.items.map((one) => one.label)).toContain('global');
    const inDisklist = await complete('disklist', 1, 'beta.example.org /home '.length);
    expect(inDisklist.items.map((one) => one.label)).toContain('fresh');
  });

  it('offers the files of the folder to include', async () => {
    await client.open(uri('amanda.conf'), `${conf}includefile ""\n`);
    const offered = await complete('amanda.conf', 4, 'includefile "'.length);
    expect(offered.items.map((one) => one.label)).toEqual(
      expect.arrayContaining(['types.conf', 'sub/more.conf']),
    );
  });

  it('names a command only to editors that have it', async () => {
    const command = async () => {
      await client.open(uri('amanda.conf'), conf);
      return find(await complete('amanda.conf', 0, 0), 'define').command?.command;
    };
    expect(await command()).toBeUndefined();
    await client.stop();
    const commands = ['editor.action.triggerSuggest'];
    client = await TestClient.start(bundle.path, {
      folders: [place.folder],
      capabilities,
      initializationOptions: { commands },
    });
    expect(await command()).toBe(commands[0]);
  });

  it('writes Markdown and offsets only for editors that take them', async () => {
    const ask = async (more: ClientCapabilities['textDocument']) => {
      await client.stop();
      client = await TestClient.start(bundle.path, {
        folders: [place.folder],
        capabilities: { textDocument: more },
      });
      await client.open(uri('amanda.conf'), `${conf}comprate 1,\n`);
      const { connection } = client;
      const item = find(await complete('amanda.conf', 0, 0), 'etimeout');
      const textDocument = { uri: uri('amanda.conf') };
      const help = await connection.sendRequest(SignatureHelpRequest.type, {
        textDocument,
        position: { line: 1, character: 16 },
      });
      return {
        item: await connection.sendRequest(CompletionResolveRequest.type, item),
        hover: await connection.sendRequest(HoverRequest.type, {
          textDocument,
          position: { line: 2, character: 3 },
        }),
        label: help?.signatures[0]?.parameters?.[0]?.label,
      };
    };
    const formats = ['markdown' as const];
    const rich = await ask({
      completion: { completionItem: { documentationFormat: formats } },
      hover: { contentFormat: formats },
      signatureHelp: {
        signatureInformation: {
          documentationFormat: formats,
          parameterInformation: { labelOffsetSupport: true },
        },
      },
    });
    expect(rich.item.documentation).toMatchObject({ kind: 'markdown' });
    expect(rich.hover?.contents).toMatchObject({ kind: 'markdown' });
    expect(rich.label).toEqual([7, 11]);
    const plain = await ask({});
    expect(plain.item.documentation).toMatchObject({ kind: 'plaintext' });
    expect(plain.hover?.contents).toMatchObject({ kind: 'plaintext' });
    expect(JSON.stringify([plain.item.documentation, plain.hover?.contents])).not.toMatch(/[`*]/);
    expect(plain.label).toBe('KIND');
  });

  it('shows the form of a statement', async () => {
    await client.open(uri('amanda.conf'), `${conf}reserved-udp-port 840,\n`);
    const help = await client.connection.sendRequest(SignatureHelpRequest.type, {
      textDocument: { uri: uri('amanda.conf') },
      position: { line: 4, character: 'reserved-udp-port 840,'.length },
    });
    expect(help?.signatures[0]?.label).toBe('reserved-udp-port LOW, HIGH');
    expect(help?.activeParameter).toBe(1);
  });
});
