import { describe, expect, it, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as vscode from 'vscode';
import { Nights } from '../../client/src/nights';
import {
  belowCause,
  belowConfig,
  belowNight,
  configRows,
  type Row,
} from '../../client/src/views/checklist-rows';
import { causeItem, errorsItem, failureItem, nightItem } from '../../client/src/views/night-items';
import { registerNightStatus } from '../../client/src/views/night-status';
import {
  nightAside,
  nightLine,
  nightState,
  nightText,
  nightTitle,
  shownNights,
} from '../../client/src/views/night-text';
import type { HostsEntry, LastNight, NightCause, ShownPlace } from '../../server/src/lsp/protocol';
import { editor, EventEmitter } from '../support/vscode-fake';

const place = (uri: string): ShownPlace => ({
  uri,
  range: { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } },
});
const cause = (title: string, hosts: readonly string[], more: Partial<NightCause> = {}): NightCause => ({
  cause: 'log/estimate-hung',
  title,
  message: 'The estimate of /srv never ended.',
  dles: hosts.map((host) => ({
    host,
    disk: '/srv',
    outcome: 'failed',
    message: 'Some estimate timeout',
    log: place('file:///logs/amdump.1'),
    entry: place('file:///Daily/disklist'),
  })),
  remedies: [],
  ...more,
});
const night = (more: Partial<LastNight> = {}): LastNight => ({
  folder: 'file:///Daily',
  config: 'Daily',
  program: 'amdump',
  datestamp: '20261127004500',
  state: 'finished',
  dles: 40,
  ok: 40,
  failed: 0,
  waiting: 0,
  pending: 0,
  troubles: 0,
  causes: [],
  notes: [],
  ...more,
});
const failed = night({ ok: 38, failed: 2, causes: [cause('A mount does not answer', ['a', 'b'])] });
const running = night({ ok: 12, pending: 28, state: 'running' });
const morning = new Date(2026, 10, 27, 9);

describe('what is said of a night', () => {
  it.each([
    [night(), 'Last night: 40 of 40 DLEs', 'good'],
    [failed, 'Last night: 38 of 40 DLEs, 2 failed', 'failed'],
    [running, "Tonight's run: 12 of 40 DLEs, under way since 00:45", 'running'],
    [{ ...running, failed: 1 }, "Tonight's run: 12 of 40 DLEs, 1 failed, under way since 00:45", 'failed'],
    [{ ...running, datestamp: '20261127' }, "Tonight's run: 12 of 40 DLEs, under way", 'running'],
    [night({ state: 'died', ok: 0 }), 'Last night: 0 of 40 DLEs, the run broke off', 'failed'],
    [night({ dles: 1, ok: 1 }), 'Last night: 1 of 1 DLE', 'good'],
    // Neither whole nor failed: no green tick for what nobody has seen.
    [night({ ok: 39 }), 'Last night: 39 of 40 DLEs', 'open'],
    [night({ ok: 39, pending: 1 }), 'Last night: 39 of 40 DLEs, 1 unknown', 'open'],
    [night({ ok: 38, waiting: 2 }), 'Last night: 38 of 40 DLEs, 2 not on tape', 'failed'],
    [night({ ok: 40, troubles: 1 }), 'Last night: 40 of 40 DLEs, 1 error', 'open'],
    [night({ ok: 0, dles: 0 }), 'Last night: 0 of 0 DLEs', 'open'],
    [night({ program: 'amflush', dles: 3, ok: 2, failed: 1 }), 'amflush: 2 of 3 DLEs, 1 failed', 'failed'],
    [night({ datestamp: '20261120004500' }), 'Last night: 40 of 40 DLEs · 2026-11-20', 'good'],
  ] as const)('%#', (one, text, state) => {
    expect(nightText([one], morning)).toBe(text);
    expect(nightState([one])).toBe(state);
  });

  it('says in the tree what failed, and the figures behind it', () => {
    expect(nightTitle(failed)).toBe('Last night: 2 failed');
    expect(nightTitle(night())).toBe('Last night');
    expect(nightTitle(night({ program: 'amvault', failed: 1 }))).toBe('amvault: 1 failed');
    expect(nightAside(failed)).toBe('38 of 40 DLEs · 2026-11-27');
    expect(nightLine(failed)).toBe('Last night: 38 of 40 DLEs, 2 failed · 2026-11-27');
  });

  it('sums up the configurations of one night, and leaves older ones and good flushes to the tooltip', () => {
    const weekly = night({ config: 'Weekly', datestamp: '20261126230000', dles: 10, ok: 9, failed: 1 });
    const old = night({ config: 'Old', datestamp: '20260101000000', failed: 7 });
    const flush = night({ program: 'amflush', datestamp: '20261127080000', dles: 3, ok: 3 });
    const groups = shownNights([failed, weekly, old, flush]);
    expect(groups.map((group) => nightText(group, morning))).toEqual(['Last night: 47 of 50 DLEs, 3 failed']);
    expect(shownNights([night(), { ...flush, failed: 1 }]).map((group) => group[0]?.program)).toEqual([
      'amdump',
      'amflush',
    ]);
    expect(shownNights([running, weekly]).map((group) => nightText(group, morning))).toEqual([
      "Tonight's run: 12 of 40 DLEs, under way since 00:45",
      'Last night: 9 of 10 DLEs, 1 failed',
    ]);
    expect(shownNights([flush])).toHaveLength(1);
  });
});

describe('the rows of the tree', () => {
  const entry: HostsEntry = {
    folder: 'file:///Daily',
    name: 'Daily',
    disklist: 'file:///Daily/disklist',
    hosts: [
      { name: 'a', dles: 1, state: 'failed' },
      { name: 'b', dles: 1, state: 'failed' },
    ],
    errors: { count: 3, first: place('file:///Daily/amanda.conf') },
  };
  const flush = night({ program: 'amflush', notes: [{ text: 'tapecycle <= runspercycle' }] });
  const other = night({ folder: 'file:///Weekly' });
  const [config] = configRows([entry], [failed, flush, other]);
  if (!config) throw new Error('no configuration');

  it('has errors once and the nights above the hosts', () => {
    const rows = belowConfig(config);
    expect(rows.map(({ kind }) => kind)).toEqual(['errors', 'night', 'night', 'host', 'host']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(errorsItem({ count: 3, first: place('x') }).label).toBe('Refused by Amanda: 3 errors');
  });

  it('has each cause once, with its DLEs, its message and its remedies', () => {
    const remedy = { kind: 'copy', title: 'Copy the test', text: 'timeout 10 stat -f /srv' } as const;
    const twice = night({ causes: [cause('X', ['a', 'b'], { remedies: [remedy] }), cause('X', ['c'])] });
    const row: Row & { kind: 'night' } = { kind: 'night', id: 'n', parent: config, night: twice };
    const causes = belowNight(row);
    expect(new Set(causes.map(({ id }) => id)).size).toBe(2);
    const [first, second] = causes;
    if (first?.kind !== 'cause' || second?.kind !== 'cause') throw new Error('no cause');
    const below = belowCause(first);
    expect(below.map(({ kind }) => kind)).toEqual(['why', 'remedy', 'failure', 'failure']);
    // A remedy for two hosts is about none of them.
    expect(below[1]).not.toHaveProperty('host');
    expect(below[2]).toMatchObject({ folder: 'file:///Daily', host: 'a' });
    expect(belowCause({ ...second, cause: { ...second.cause, remedies: [remedy] } })[1]).toMatchObject({
      host: 'c',
    });
    expect(belowNight({ ...row, night: flush }).map(({ kind }) => kind)).toEqual(['note']);
  });

  it('says everything to a screen reader, and opens what failed', () => {
    expect(nightItem(failed)).toMatchObject({
      label: 'Last night: 2 failed',
      collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
      accessibilityInformation: { label: 'Last night: 38 of 40 DLEs, 2 failed · 2026-11-27' },
    });
    expect(nightItem(night()).collapsibleState).toBe(vscode.TreeItemCollapsibleState.None);
    expect(causeItem(cause('X', ['a', 'b']), 3)).toMatchObject({
      label: 'X',
      description: '2 DLEs',
      collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
    });
    const many = Array.from({ length: 11 }, (_, n) => `host${n}`);
    for (const [hosts, causes, state] of [
      [['a'], 4, 'Collapsed'],
      [many, 2, 'Collapsed'],
      [many, 1, 'Expanded'],
    ] as const)
      expect(causeItem(cause('X', [...hosts]), causes).collapsibleState).toBe(
        vscode.TreeItemCollapsibleState[state],
      );
    const [dle] = cause('X', ['a']).dles;
    if (!dle) throw new Error('no DLE');
    expect(failureItem(dle, '')).toMatchObject({
      label: '/srv',
      description: 'a · Some estimate timeout',
      accessibilityInformation: { label: 'a /srv: failed. Some estimate timeout' },
    });
    // What the cause above it says already is not said again.
    expect(failureItem(dle, dle.message).description).toBe('a');
    expect(failureItem({ ...dle, outcome: 'missing' }, dle.message).description).toBe('a · missing');
  });
});

describe('the nights of the server', () => {
  const client = (answer: () => Promise<unknown>) => {
    const sendRequest = vi.fn(answer);
    const fake = {
      isRunning: () => true,
      sendRequest,
      onDidChangeState: () => ({ dispose: () => undefined }),
    };
    return { sendRequest, client: fake as unknown as BaseLanguageClient };
  };
  const never = new EventEmitter<void>();

  it('are asked for once for everybody, and again when something changed', async () => {
    const { client: one, sendRequest } = client(() => Promise.resolve([failed]));
    const nights = new Nights(one, never.event);
    expect(await Promise.all([nights.get(), nights.get()])).toEqual([[failed], [failed]]);
    expect(sendRequest).toHaveBeenCalledTimes(1);
    nights.refresh();
    await nights.get();
    expect(sendRequest).toHaveBeenCalledTimes(2);
    nights.dispose();
  });

  it('are none, without a word, where the server knows of none', async () => {
    const { client: one, sendRequest } = client(() =>
      Promise.reject(Object.assign(new Error('Unhandled method'), { code: -32601 })),
    );
    const nights = new Nights(one, never.event);
    expect(await nights.get()).toEqual([]);
    nights.refresh();
    expect(await nights.get()).toEqual([]);
    expect(sendRequest).toHaveBeenCalledTimes(1);
    const silent = new Nights(client(() => Promise.resolve(null)).client, never.event);
    expect(await silent.get()).toEqual([]);
  });

  it('stand in the status bar: a warning when something failed, nothing without logs', async () => {
    let answer: readonly LastNight[] = [];
    const { client: one } = client(() => Promise.resolve(answer));
    const nights = new Nights(one, never.event);
    const status = registerNightStatus(nights);
    const item = editor.statusItems.at(-1);
    await nights.get();
    expect(item?.visible).toBe(false);
    const says = async (known: readonly LastNight[]) => {
      answer = known;
      nights.refresh();
      await nights.get();
      await Promise.resolve();
      return item;
    };
    const odd = { ...failed, config: 'Daily_*1', datestamp: '20260101004500' };
    expect(await says([odd])).toMatchObject({
      visible: true,
      text: '$(warning) Last night: 38 of 40 DLEs, 2 failed · 2026-01-01',
      backgroundColor: { id: 'statusBarItem.warningBackground' },
      command: 'amanda.showLastNight',
      accessibilityInformation: { label: 'Amanda, Last night: 38 of 40 DLEs, 2 failed · 2026-01-01' },
    });
    const { value } = item?.tooltip as vscode.MarkdownString;
    expect(value).toContain('**Daily\\_\\*1** — Last night: 38 of 40 DLEs, 2 failed');
    expect(value).toContain('- A mount does not answer: 2 DLEs');
    expect((await says([night({ datestamp: '20260101004500' })]))?.backgroundColor).toBeUndefined();
    // Nobody knows what came after it.
    expect(item?.text).toBe('$(history) Last night: 40 of 40 DLEs · 2026-01-01');
    const now = new Date();
    const today = `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, '0')}${String(now.getDate()).padStart(2, '0')}`;
    expect((await says([night({ datestamp: today })]))?.text).toBe('$(check) Last night: 40 of 40 DLEs');
    expect((await says([]))?.visible).toBe(false);
    status.dispose();
  });
});
