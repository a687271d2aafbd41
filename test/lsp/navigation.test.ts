import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  DeclarationRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  TypeHierarchyPrepareRequest,
  TypeHierarchySubtypesRequest,
  TypeHierarchySupertypesRequest,
  WorkspaceSymbolRequest,
  type DocumentSymbol,
  type Location,
  type Position,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileUri } from '../../server/src/text/uri';
import { folderOf } from '../support/folder';
import { buildServer, TestClient } from '../support/server';

const files: Readonly<Record<string, string>> = {
  'amanda.conf': `org "test"
includefile "types.conf"
define application app {
  plugin "amgtar"
}
define dumptype user {
  global
  program "APPLICATION"
  application "app"
}
`,
  'types.conf': 'define dumptype global {\n  index yes\n}\n',
  disklist: 'alpha /a user\nalpha /b user\nbeta /a global\n',
};

describe('navigation over stdio', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let place: Awaited<ReturnType<typeof folderOf>>;
  let client: TestClient;
  const uri = (name: string) => fileUri(`${place.folder}/${name}`);
  /** Parameters for the place of the nth `word` in a file. */
  const at = (name: string, word: string, nth = 1): { textDocument: { uri: string }; position: Position } => {
    const text = files[name] ?? '';
    let offset = -1;
    for (let i = 0; i < nth; i++) offset = text.indexOf(word, offset + 1);
    const document = TextDocument.create('', '', 0, text);
    return { textDocument: { uri: uri(name) }, position: document.positionAt(offset) };
  };
  const textOf = (name: string, range: Range) =>
    TextDocument.create('', '', 0, files[name] ?? '').getText(range);
  const where = (one: { uri: string; range: Range }) => {
    const name = one.uri.slice(one.uri.lastIndexOf('/') + 1);
    return `${name}:${one.range.start.line + 1} ${textOf(name, one.range)}`;
  };

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(async () => {
    place = await folderOf(files);
    client = await TestClient.start(bundle.path, { folders: [place.folder] });
    await client.open(uri('disklist'), files['disklist'] ?? '');
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    await place.remove();
  });

  it('goes from a DLE to its dumptype and from inheritance into an include', async () => {
    const { connection } = client;
    const own = await connection.sendRequest(DefinitionRequest.type, at('disklist', 'user'));
    expect(where(own as Location)).toBe('amanda.conf:6 user');
    const inherited = await connection.sendRequest(DeclarationRequest.type, at('amanda.conf', 'global'));
    expect(where(inherited as Location)).toBe('types.conf:1 global');
  });

  it('lists uses in all files and marks those of one', async () => {
    await client.open(uri('types.conf'), files['types.conf'] ?? '');
    const params = { ...at('types.conf', 'global'), context: { includeDeclaration: true } };
    const all = await client.connection.sendRequest(ReferencesRequest.type, params);
    expect((all ?? []).map(where)).toEqual([
      'types.conf:1 global',
      'amanda.conf:7 global',
      'disklist:3 global',
    ]);
    const uses = { ...params, context: { includeDeclaration: false } };
    expect(await client.connection.sendRequest(ReferencesRequest.type, uses)).toHaveLength(2);
    const marks = await client.connection.sendRequest(DocumentHighlightRequest.type, at('disklist', 'user'));
    expect(marks?.map(({ range }) => range.start.line)).toEqual([0, 1]);
  });

  it('renames in every file, and refuses with a reason', async () => {
    const { connection } = client;
    const prepared = await connection.sendRequest(PrepareRenameRequest.type, at('disklist', 'user'));
    expect(prepared).toMatchObject({ placeholder: 'user' });
    const rename = (newName: string) =>
      connection.sendRequest(RenameRequest.type, { ...at('disklist', 'user'), newName });
    const edit = (await rename('person')) as WorkspaceEdit;
    const renamed = Object.fromEntries(
      Object.entries(edit.changes ?? {}).map(([changed, edits]) => {
        const name = changed.slice(changed.lastIndexOf('/') + 1);
        return [name, TextDocument.applyEdits(TextDocument.create('', '', 0, files[name] ?? ''), edits)];
      }),
    );
    expect(renamed).toEqual({
      'amanda.conf': (files['amanda.conf'] ?? '').replace('dumptype user', 'dumptype person'),
      disklist: 'alpha /a person\nalpha /b person\nbeta /a global\n',
    });
    await expect(rename('GLOBAL')).rejects.toThrow(/global/i);
    await expect(rename('no-compress')).rejects.toThrow(/no-compress/i);
  });

  it('outlines files and finds names of the workspace', async () => {
    const { connection } = client;
    const outline = async (name: string) => {
      const params = { textDocument: { uri: uri(name) } };
      const symbols = (await connection.sendRequest(DocumentSymbolRequest.type, params)) as DocumentSymbol[];
      return symbols.map((one) => [one.name, ...(one.children ?? []).map((child) => child.name)].join(' '));
    };
    expect(await outline('disklist')).toEqual(['alpha /a /b', 'beta /a']);
    expect(await outline('amanda.conf')).toEqual([
      'org',
      'includefile',
      'app plugin',
      'user global program application',
    ]);
    const found = await connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'glo' });
    expect(found?.map(({ name, location }) => `${name} ${where(location as Location)}`)).toEqual([
      'global types.conf:1 global',
    ]);
  });

  it('links includes', async () => {
    const params = { textDocument: { uri: uri('amanda.conf') } };
    const links = await client.connection.sendRequest(DocumentLinkRequest.type, params);
    expect(links?.map(({ range, target }) => [textOf('amanda.conf', range), target])).toEqual([
      ['types.conf', uri('types.conf')],
    ]);
  });

  it('shows what inherits from what, and who uses what', async () => {
    const { connection } = client;
    const item = async (name: string, word: string) => {
      const [found] = (await connection.sendRequest(TypeHierarchyPrepareRequest.type, at(name, word))) ?? [];
      if (!found) throw new Error(`no item for ${word}`);
      return found;
    };
    const user = await item('disklist', 'user');
    const parents = await connection.sendRequest(TypeHierarchySupertypesRequest.type, { item: user });
    expect(parents?.map(({ name }) => name)).toEqual(['global']);
    const [parent] = parents ?? [];
    if (!parent) throw new Error('no parent');
    const children = await connection.sendRequest(TypeHierarchySubtypesRequest.type, { item: parent });
    expect(children?.map(({ name }) => name)).toEqual(['user']);

    const [app] =
      (await connection.sendRequest(CallHierarchyPrepareRequest.type, at('amanda.conf', 'app', 2))) ?? [];
    if (!app) throw new Error('no application');
    const callers = await connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item: app });
    expect(callers?.map(({ from }) => from.name)).toEqual(['user']);
    const [caller] = callers ?? [];
    if (!caller) throw new Error('no caller');
    const outgoing = await connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, {
      item: caller.from,
    });
    expect(outgoing?.map(({ to }) => to.name)).toContain('app');
    const dles = await connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item: caller.from });
    expect(dles?.map(({ from }) => from.name)).toEqual(['alpha /a', 'alpha /b']);
  });
});
