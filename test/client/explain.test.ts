import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { explainCommands } from '../../client/src/commands/explain';
import { TextDocuments } from '../../client/src/views/text-documents';
import { editor, type Uri } from '../support/vscode-fake';

const markdown = '## data timeout\n\nThe client sent nothing for dtimeout seconds.';

describe('Explain a Message…', () => {
  let answer: () => Promise<unknown>;
  const sendRequest = vi.fn((_method: string, _params: unknown) => answer());
  const client = { sendRequest } as unknown as BaseLanguageClient;
  const documents = new TextDocuments('amanda-text');
  const run = () => explainCommands(documents)[0]?.run(client);
  const asked = () => sendRequest.mock.calls.map(([, params]) => params);
  const kinds = () => editor.log.map(([kind]) => kind);

  beforeEach(() => {
    sendRequest.mockClear();
    answer = () => Promise.resolve({ known: true, markdown });
    editor.log = [];
    editor.answer = undefined;
    editor.clipboard = '';
    editor.activeTextEditor = undefined;
  });

  it('asks about what is selected, and shows the answer rendered', async () => {
    editor.activeTextEditor = { selection: {}, document: { getText: () => ' [data timeout]\n' } };
    await run();
    expect(asked()).toEqual([{ text: '[data timeout]' }]);
    const [kind, command, uri] = editor.log[0] ?? [];
    expect([kind, command]).toEqual(['command', 'markdown.showPreview']);
    expect((uri as Uri).path).toMatch(/\.md$/);
    expect(documents.provideTextDocumentContent(uri as never)).toBe(markdown);
  });

  it('asks whether to use a clipboard with several lines, and never uses one unasked', async () => {
    editor.clipboard = 'FAILURE DUMP SUMMARY:\n  a /b RESULTS MISSING\n';
    await run();
    expect(kinds()).toEqual(['pick']);
    expect(asked()).toEqual([]);
    editor.answer = { label: 'Explain what is on the clipboard' };
    await run();
    expect(asked()).toEqual([{ text: editor.clipboard.trim() }]);
  });

  it('asks for a line where there is nothing else', async () => {
    editor.clipboard = 'a single word';
    await run();
    expect(kinds()).toEqual(['input']);
    expect(asked()).toEqual([]);
    editor.answer = 'EOF on read from a';
    await run();
    expect(asked()).toEqual([{ text: 'EOF on read from a' }]);
  });

  it.each([
    ['has no answer', () => Promise.resolve(null)],
    ['does not know the request', () => Promise.reject(new Error('Unhandled method'))],
  ])('says so when the server %s', async (_, without) => {
    answer = without;
    editor.answer = 'x';
    await run();
    expect(kinds()).toEqual(['input', 'warning']);
  });
});
