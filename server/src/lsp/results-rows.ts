import type { CancellationToken } from 'vscode-languageserver';
import { dleAround } from '../features/logs/navigate';
import { refusals } from '../checks/run';
import { requestPreview } from '../features/request-preview';
import { resolvedBlock, resolvedDle } from '../features/resolved';
import { checklist, type Step } from '../features/results-missing/checklist';
import { blockAt } from '../features/hover';
import { summarize, summaryText } from '../nights/summary';
import type { Snapshot } from '../model/snapshot';
import type { Configuration } from '../workspace/workspace';
import { baseName, canonicalUri, folderOf, uriPath } from '../text/uri';
import { workspaceEdit } from './code-actions';
import { viewOf, type Context } from './context';
import { locationOf, offsetOf, rangeOf } from './convert';
import { shownRemedy } from './night-rows';
import {
  applyFixRequest,
  checklistRequest,
  hostsRequest,
  logFileRequest,
  requestPreviewRequest,
  resolvedRequest,
  type ApplyFixParams,
  type ApplyFixResult,
  type ChecklistParams,
  type HostsEntry,
  type LogFileParams,
  type LogFileResult,
  type RequestPreview,
  type RequestPreviewParams,
  type ResolvedParams,
  type ResolvedText,
  type ShownChecklist,
  type ShownStep,
  type StepState,
} from './protocol';
import { request } from './rows';

/** From the worst to the best: what a host is shown as in the tree. */
const ORDER: readonly StepState[] = ['failed', 'warning', 'unknown', 'passed', 'inapplicable'];
/** Hosts whose checklist is walked for the tree at once; the others show what they are when they are opened. */
const MAX_WALKED = 500;

/** The checklist "Results missing", the request preview, the resolved view, and logs that the user names. */
export const resultsRows = [
  request<unknown, readonly HostsEntry[]>({ method: hostsRequest }, undefined, async (context, _, token) => {
    const entries: HostsEntry[] = [];
    for (const configuration of await context.workspace.configurations()) {
      if (token.isCancellationRequested) break;
      const entry = await hostsOf(context, configuration);
      if (entry) entries.push(entry);
    }
    return entries;
  }),
  request<ChecklistParams, ShownChecklist | null>(
    { method: checklistRequest },
    undefined,
    async (context, params) => {
      const configuration = await configurationOf(context, params.folder);
      if (!configuration) return null;
      const { snapshot, all } = await context.diagnoser.of(configuration);
      const list = checklist(snapshot, params.host, all);
      return list ? { ...list, steps: list.steps.map((step) => shownStep(context, snapshot, step)) } : null;
    },
  ),
  request<ApplyFixParams, ApplyFixResult>({ method: applyFixRequest }, undefined, applyFix),
  request<RequestPreviewParams, RequestPreview | null>(
    { method: requestPreviewRequest },
    undefined,
    async (context, params) => {
      const configuration = await configurationOf(context, params.folder);
      if (!configuration) return null;
      return (
        requestPreview(await context.workspace.snapshot(configuration), params.host, params.choice) ?? null
      );
    },
  ),
  request<ResolvedParams, ResolvedText | null>(
    { method: resolvedRequest },
    undefined,
    async (context, params) => {
      const view = await viewOf(context, params.textDocument.uri);
      if (!view || view.log) return null;
      const { snapshot, uri } = view;
      const offset = offsetOf(snapshot, uri, params.position);
      const dle = dleAround(snapshot, uri, offset);
      const { folder } = snapshot.config;
      if (dle) {
        const { host, disk } = dle;
        return { folder, host, title: `${host} ${disk}`, text: resolvedDle(snapshot, dle) };
      }
      const block = blockAt(snapshot, uri, offset);
      if (!block) return null;
      return { folder, title: `${block.kind} ${block.name}`, text: resolvedBlock(snapshot, block) };
    },
  ),
  request<LogFileParams, LogFileResult>({ method: logFileRequest }, undefined, readLog),
];

async function configurationOf(context: Context, folder: string): Promise<Configuration | undefined> {
  const wanted = canonicalUri(folder);
  const all = await context.workspace.configurations();
  return all.find(({ root }) => folderOf(root) === wanted && baseName(root) === 'amanda.conf');
}

async function hostsOf(context: Context, configuration: Configuration): Promise<HostsEntry | undefined> {
  const { snapshot, all } = await context.diagnoser.of(configuration);
  const { config, disklist } = snapshot;
  if (config.client) return undefined;
  const walked = disklist.hosts.length <= MAX_WALKED;
  const hosts = disklist.hosts.map(({ name, dles }) => {
    const steps = walked ? (checklist(snapshot, name, all)?.steps ?? []) : [];
    const state = ORDER.find((one) => steps.some((step) => step.state === one)) ?? 'unknown';
    return { name, dles: dles.length, state };
  });
  const [first, ...more] = refusals(all);
  return {
    folder: config.folder,
    name: baseName(config.folder),
    disklist: disklist.root,
    hosts,
    ...(first && {
      errors: {
        count: 1 + more.length,
        first: locationOf(snapshot, first.finding.place, context.clientUri),
      },
    }),
  };
}

function shownStep(context: Context, snapshot: Snapshot, step: Step): ShownStep {
  const shown = (place: Step['evidence'][number]['place']) => locationOf(snapshot, place, context.clientUri);
  return {
    ...step,
    evidence: step.evidence.map(({ text, place }) => ({ text, location: shown(place) })),
    remedies: step.remedies.map((remedy) => shownRemedy(context, snapshot, remedy)),
  };
}

/** Computes the fix again from the snapshot of now, and has the editor apply it. */
async function applyFix(context: Context, params: ApplyFixParams): Promise<ApplyFixResult> {
  const configuration = await configurationOf(context, params.folder);
  if (!configuration) return { applied: false };
  const { snapshot, all } = await context.diagnoser.of(configuration);
  const uri = canonicalUri(params.location.uri);
  for (const { check, finding } of all) {
    if (check.id !== params.check || finding.place.uri !== uri) continue;
    const { start } = rangeOf(snapshot, finding.place);
    const { start: asked } = params.location.range;
    if (start.line !== asked.line || start.character !== asked.character) continue;
    const fix = finding.fixes?.().find(({ title }) => title === params.title);
    if (!fix) continue;
    const { copy, note } = fix;
    if (fix.edits.length === 0) return { applied: true, copy, note };
    const edit = workspaceEdit(context, snapshot, fix);
    const { applied } = await context.connection.workspace.applyEdit({ label: fix.title, edit });
    return { applied, copy, note };
  }
  return { applied: false };
}

const REASONS: Readonly<Record<string, string>> = {
  missing: 'The file is not there any more.',
  directory: 'This is a folder.',
  special: 'This is no plain file (a FIFO, device or socket), so it was not opened.',
  unreadable: 'The file cannot be read.',
  'no-log':
    'This is no log of Amanda: no line has the form of a debug log, an amdump or log file, a report or amcheck output.',
  stopped: 'Reading was stopped.',
};

async function readLog(
  context: Context,
  params: LogFileParams,
  token: CancellationToken,
): Promise<LogFileResult> {
  const uri = canonicalUri(params.uri);
  const progress =
    params.workDoneToken === undefined ? undefined : progressOf(context, params.workDoneToken, baseName(uri));
  let shown = -1;
  const added = await context.workspace.logs.add(uri, (share) => {
    const percent = Math.floor(share * 100);
    if (percent !== shown) progress?.report(percent);
    shown = percent;
    return !token.isCancellationRequested;
  });
  progress?.done();
  if (typeof added === 'string') return { read: false, summary: REASONS[added] ?? added };
  return { read: true, summary: summaryText(summarize(uriPath(uri), added.facts, added.lineOf)) };
}

function progressOf(context: Context, workDoneToken: string | number, title: string) {
  const progress = context.connection.window.attachWorkDoneProgress(workDoneToken);
  progress.begin(title, 0, undefined, true);
  return progress;
}
