import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  FoldingRangeRequest,
  SelectionRangeRequest,
  type ClientCapabilities,
  type CodeAction,
  type SelectionRange,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileUri } from '../../server/src/text/uri';
import { folderOf } from '../support/folder';
import { buildServer, TestClient, type ClientOptions } from '../support/server';

const conf =
  'Dump_Cycle 5\nDEFINE dumptype user {\nprogram "GNUTAR"\n\tindex yes\n}\ndefine dumptype b {\nindex no\n}\n';
const list = 'alpha /a user\nalpha /long user\nbeta /b {\nuser\n}\n';
const options = { tabSize: 3, insertSpaces: true };

describe('structure over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let place: Awaited<ReturnType<typeof folderOf>> | undefined;
  let client: TestClient;
  const uri = (name: string) => fileUri(`${place?.folder ?? ''}/${name}`);
  const of = (name: string) => ({ textDocument: { uri: uri(name) } });
  const apply = (text: string, edits: TextEdit[] | null) =>
    TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits ?? []);
  const start = async (more: Partial<ClientOptions> = {}) => {
    place = await folderOf({ 'amanda.conf': conf, disklist: list });
    client = await TestClient.start(bundle.path, { folders: [place.folder], ...more });
    await client.open(uri('amanda.conf'), conf);
    return client.connection;
  };

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    await place?.remove();
  });

  it('formats a document, ranges of it, and the line being typed', async () => {
    const connection = await start();
    const whole = await connection.sendRequest(DocumentFormattingRequest.type, {
      ...of('amanda.conf'),
      options,
    });
    expect(apply(conf, whole)).toBe(
      'Dump_Cycle 5\nDEFINE dumptype user {\n   program "GNUTAR"\n   index yes\n}\ndefine dumptype b {\n   index no\n}\n',
    );
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    const wanted = conf.replace('program', '   program');
    const part = await connection.sendRequest(DocumentRangeFormattingRequest.type, {
      ...of('amanda.conf'),
      options,
      range,
    });
    expect(apply(conf, part)).toBe(wanted);
    const ranges = [range, { start: { line: 6, character: 2 }, end: { line: 6, character: 4 } }];
    const parts = await connection.sendRequest(DocumentRangesFormattingRequest.type, {
      ...of('amanda.conf'),
      options,
      ranges,
    });
    expect(apply(conf, parts)).toBe(wanted.replace('index no', '   index no'));
    const typing = conf.replace('index no\n', 'index no\n\n');
    await client.change(uri('amanda.conf'), { text: typing });
    const typed = await connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
      ...of('amanda.conf'),
      position: { line: 7, character: 0 },
      ch: '\n',
      options: { tabSize: 4, insertSpaces: false },
    });
    expect(apply(typing, typed)).toBe(conf.replace('index no\n', 'index no\n\t\n'));
  });

  it('heeds the settings, and says what it can do', async () => {
    const settings = { amanda: { format: { indent: 2, alignDisklist: true } } };
    const capabilities: ClientCapabilities = {
      workspace: { configuration: true },
      textDocument: { rangeFormatting: { rangesSupport: true } },
    };
    const connection = await start({ settings, capabilities });
    const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
      ...of('disklist'),
      options,
    });
    expect(apply(list, edits)).toBe('alpha /a    user\nalpha /long user\nbeta  /b    {\n  user\n}\n');
    expect(client.initializeResult?.capabilities).toMatchObject({
      documentFormattingProvider: true,
      documentRangeFormattingProvider: { rangesSupport: true },
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
      foldingRangeProvider: true,
      selectionRangeProvider: true,
    });
  });

  it('folds blocks and hosts, and grows selections', async () => {
    const connection = await start();
    const folds = async (name: string) =>
      (await connection.sendRequest(FoldingRangeRequest.type, of(name)))?.map(
        ({ startLine, endLine }) => `${startLine}-${endLine}`,
      );
    expect(await folds('amanda.conf')).toEqual(['1-3', '5-6']);
    expect(await folds('disklist')).toEqual(['0-1', '2-4']);
    const chains = await connection.sendRequest(SelectionRangeRequest.type, {
      ...of('amanda.conf'),
      positions: [
        { line: 2, character: 10 },
        { line: 0, character: 3 },
      ],
    });
    const document = TextDocument.create('', '', 0, conf);
    const texts = (chain: SelectionRange | undefined): string[] =>
      chain ? [document.getText(chain.range), ...texts(chain.parent)] : [];
    expect(chains).toHaveLength(2);
    expect(texts(chains?.[0]).slice(0, 3)).toEqual(['GNUTAR', '"GNUTAR"', 'program "GNUTAR"']);
    expect(texts(chains?.[1])).toEqual(['Dump_Cycle', 'Dump_Cycle 5', conf]);
  });

  it('writes keywords in the house style as a source action', async () => {
    const connection = await start();
    const ask = async (only: string[]) =>
      (await connection.sendRequest(CodeActionRequest.type, {
        ...of('amanda.conf'),
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [], only },
      })) as CodeAction[];
    const [action, ...more] = await ask(['source.normalize.amanda']);
    expect(more).toEqual([]);
    expect(action?.kind).toBe('source.normalize.amanda');
    expect(apply(conf, action?.edit?.changes?.[uri('amanda.conf')] ?? null)).toBe(
      conf.replace('Dump_Cycle', 'dumpcycle').replace('DEFINE', 'define'),
    );
    expect((await ask(['source'])).map(({ kind }) => kind)).toContain('source.normalize.amanda');
    expect((await ask(['quickfix'])).map(({ kind }) => kind)).not.toContain('source.normalize.amanda');
  });
});
