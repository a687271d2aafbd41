import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../text/uri';
import type { Configuration } from '../workspace/workspace';
import type { Context } from './context';
import { fileDiagnostics, type Diagnosis } from './diagnosis';
import { stopIfCancelled } from './guard';

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

/** Answers clients that ask for diagnostics. A result id is a digest of the report, so "unchanged" is always true. */
export class Puller {
  private waiting: (() => void)[] = [];

  constructor(private readonly context: Context) {}

  /** Something changed: the requests that were waiting for that are answered. */
  wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }

  async document(
    params: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const uri = canonicalUri(params.textDocument.uri);
    const diagnoses = await this.diagnosesOf(await this.context.workspace.ownersOf(uri), token);
    const report = this.report(uri, diagnoses, params.previousResultId);
    if (!this.context.client.textDocument?.diagnostic?.relatedDocumentSupport) return report;
    const relatedDocuments: Record<string, Report> = {};
    for (const other of new Set(diagnoses.flatMap((one) => [...one.byFile.keys()])))
      if (other !== uri)
        relatedDocuments[this.context.clientUri(other)] = this.report(other, diagnoses, undefined);
    return { ...report, relatedDocuments };
  }

  /**
   * Every file of every configuration. When nothing differs from what the client has, and it can take results piece by
   * piece (so it does not mind waiting), the answer waits for the next change instead of being asked for every second.
   */
  async workspace(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    mayWait: boolean,
  ): Promise<WorkspaceDiagnosticReport> {
    const previous = new Map(params.previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
    for (;;) {
      const changed = this.nextChange(token);
      const items = await this.reports(previous, token);
      const news = items.some((item) => item.kind === DocumentDiagnosticReportKind.Full);
      if (news || previous.size === 0 || !mayWait) return { items };
      await changed;
      stopIfCancelled(token);
    }
  }

  private async reports(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const diagnoses = await this.diagnosesOf(await this.configurations(), token);
    const byFile = new Map<string, Diagnosis[]>();
    for (const one of diagnoses)
      for (const uri of one.byFile.keys()) byFile.set(uri, [...(byFile.get(uri) ?? []), one]);
    // What the client still shows of a file that no configuration uses any more must go.
    for (const uri of previous.keys()) if (!byFile.has(uri)) byFile.set(uri, []);
    return [...byFile].map(([uri, users]) => ({
      ...this.report(uri, users, previous.get(uri)),
      uri: this.context.clientUri(uri),
      version: this.context.documents.get(uri)?.version ?? null,
    }));
  }

  private async configurations(): Promise<readonly Configuration[]> {
    const { workspace, documents, settings } = this.context;
    const all = new Map<string, Configuration>();
    if (settings.scope === 'workspace')
      for (const one of await workspace.configurations()) all.set(one.key, one);
    for (const uri of documents.uris())
      for (const one of await workspace.ownersOf(uri)) all.set(one.key, one);
    return [...all.values()];
  }

  private async diagnosesOf(
    configurations: readonly Configuration[],
    token: CancellationToken,
  ): Promise<readonly Diagnosis[]> {
    const diagnoses: Diagnosis[] = [];
    for (const configuration of configurations) {
      stopIfCancelled(token);
      diagnoses.push(await this.context.diagnoser.of(configuration));
    }
    return diagnoses;
  }

  private report(uri: string, diagnoses: readonly Diagnosis[], previous: string | undefined): Report {
    const items = fileDiagnostics(uri, diagnoses, this.context.diagnosticOptions);
    const resultId = digest(JSON.stringify(items));
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  private nextChange(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      token.onCancellationRequested(() => resolve());
    });
  }
}

/** 2 × 32 bits of FNV-1a and the length: enough to tell reports of one file apart. */
function digest(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x5bd1e995);
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${text.length}`;
}
