import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const conf = `org "test"
tapetype T
define tapetype T {
    length 10 gb
}
define dumptype global {
    auth "bsdtcp"
    program "GNUTAR"
}
`;
const list = 'alpha.example.org /home globl\nbeta.example.org /home global\n';
const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
const eager: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true }, codeAction: literals },
};
const lazy: ClientCapabilities = {
  ...eager,
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    ...eager.textDocument,
    codeAction: { ...literals, dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
};

describe('light bulbs', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  const uri = (name: string) => fileUri(join(folder, name));
  const start = async (capabilities: ClientCapabilities, initializationOptions?: unknown) => {
    client = await TestClient.start(bundle.path, { folders: [folder], capabilities, initializationOptions });
    await client.open(uri('disklist'), list);
    return client.until(uri('disklist'), (all) => all.some((one) => one.severity === 1));
  };
  const actionsAt = async (range: Range, diagnostics: Diagnostic[] = [], only?: string[]) =>
    ((await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uri('disklist') },
      range,
      context: { diagnostics, only },
    })) ?? []) as CodeAction[];
  const apply = (edit: WorkspaceEdit | undefined, text = list) => {
    const edits =
      edit?.changes?.[uri('disklist')] ??
      edit?.documentChanges?.flatMap((one) => ('edits' in one ? one.edits : [])) ??
      [];
    const plain = edits.flatMap((one) => ('newText' in one ? [one] : []));
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), plain);
  };

  beforeAll(async () => {
    bundle = await buildServer();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-actions-'));
    writeFileSync(join(folder, 'amanda.conf'), conf);
    writeFileSync(join(folder, 'disklist'), list);
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('mend a finding: offered, applied, gone', async () => {
    const [finding] = (await start(eager)).filter((one) => one.severity === 1);
    if (!finding) throw new Error('nothing found');
    const actions = await actionsAt(finding.range, [finding]);
    const preferred = actions.filter((one) => one.isPreferred);
    expect(preferred).toHaveLength(1);
    expect(preferred[0]?.kind).toBe('quickfix');
    expect(preferred[0]?.diagnostics?.map((one) => one.code)).toEqual([finding.code]);
    const mended = apply(preferred[0]?.edit);
    expect(mended).toBe(list.replace('globl', 'global'));
    await client.change(uri('disklist'), { text: mended });
    await client.until(uri('disklist'), (all) => all.every((one) => one.severity !== 1));
  });

  it('compute edits only when they are wanted, against the text of that moment', async () => {
    const [finding] = (await start(lazy)).filter((one) => one.severity === 1);
    if (!finding) throw new Error('nothing found');
    const offered = (await actionsAt(finding.range)).find((one) => one.isPreferred);
    if (!offered) throw new Error('no fix');
    expect(offered.edit).toBeUndefined();
    const resolved = await client.connection.sendRequest(CodeActionResolveRequest.type, offered);
    expect(apply(resolved.edit)).toBe(list.replace('globl', 'global'));
    const [change] = resolved.edit?.documentChanges ?? [];
    expect(change).toMatchObject({ textDocument: { uri: uri('disklist'), version: 1 } });
    // Data that the client makes up does not become an edit.
    const forged = { ...offered, data: { ...(offered.data as object), key: 'something else' } };
    const refused = await client.connection.sendRequest(CodeActionResolveRequest.type, forged);
    expect(refused.edit).toBeUndefined();
    await client.change(uri('disklist'), { text: list.replace('globl', 'global') });
    const late = await client.connection.sendRequest(CodeActionResolveRequest.type, offered);
    expect(late.edit).toBeUndefined();
  });

  it('turn a check off for a line, and for a file', async () => {
    const [finding] = (await start(eager)).filter((one) => one.severity === 1);
    if (!finding) throw new Error('nothing found');
    const actions = await actionsAt(finding.range, [finding]);
    for (const where of ['line', 'file']) {
      const action = actions.find((one) => one.title === `Disable ${String(finding.code)} for this ${where}`);
      const text = apply(action?.edit);
      expect(text).toContain(
        `amanda-lint-disable${where === 'line' ? '-next-line' : ''} ${String(finding.code)}\n`,
      );
      await client.change(uri('disklist'), { text });
      await client.until(uri('disklist'), (all) => all.every((one) => one.code !== finding.code));
    }
  });

  it('are only those of the kind that is asked for', async () => {
    const [finding] = (await start(eager)).filter((one) => one.severity === 1);
    if (!finding) throw new Error('nothing found');
    expect(await actionsAt(finding.range, [], ['refactor'])).toEqual([]);
    const kinds = new Set((await actionsAt(finding.range, [], ['quickfix'])).map((one) => one.kind));
    expect([...kinds]).toEqual(['quickfix']);
    const far: Range = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    expect(
      (await actionsAt(far)).filter((one) => one.diagnostics?.some((d) => d.code === finding.code)),
    ).toEqual([]);
  });

  it('mend everything that is safe at once', async () => {
    await start(eager);
    const unused = '# amanda-lint-disable-next-line network/udp-auth\n';
    const text = `${unused}alpha.example.org /home global\n${unused}beta.example.org /home global\n`;
    await client.change(uri('disklist'), { text });
    const whole: Range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    for (const only of ['source.fixAll', 'source.fixAll.amanda', 'source']) {
      const found = await actionsAt(whole, [], [only]);
      expect(found.map((one) => one.kind)).toEqual(['source.fixAll.amanda']);
      expect(apply(found[0]?.edit, text)).toBe(text.replaceAll(unused, ''));
    }
    const at = { line: 0, character: 40 };
    const single = await actionsAt({ start: at, end: at });
    expect(single.map((one) => one.title)).toContain(
      'Apply all safe fixes of style/unused-suppression in this file (2)',
    );
  });
});
