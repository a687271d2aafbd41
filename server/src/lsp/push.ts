import type { Connection } from 'vscode-languageserver';
import type { Context } from './context';
import { fileDiagnostics, type Diagnosis } from './diagnosis';

/** Milliseconds without a further change after which diagnostics are computed. */
const QUIET = 80;

/**
 * Sends diagnostics of its own accord, for clients that do not ask: of every file of each configuration that an open
 * document belongs to. A file that nothing is said of any more gets an empty list once.
 */
export class Pusher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;
  private readonly published = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly context: Context,
  ) {}

  /** Something changed; several changes at once are answered once. */
  schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.context.guard.run('Publishing diagnostics', () => this.publish());
    }, QUIET);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.round++;
  }

  private async publish(): Promise<void> {
    const round = ++this.round;
    const { context } = this;
    await context.ready;
    const diagnoses = await this.activeDiagnoses();
    // A later change has begun its own round, which says what is true then.
    if (round !== this.round) return;
    const files = new Set(diagnoses.flatMap((one) => [...one.byFile.keys()]));
    for (const uri of this.published.keys()) files.add(uri);
    for (const uri of files) {
      const diagnostics = fileDiagnostics(uri, diagnoses, context.diagnosticOptions);
      const text = JSON.stringify(diagnostics);
      const before = this.published.get(uri);
      const document = context.documents.get(uri);
      const key = `${document?.version ?? ''} ${text}`;
      if (before === key || (before === undefined && diagnostics.length === 0 && !document)) continue;
      if (diagnostics.length === 0 && !document) this.published.delete(uri);
      else this.published.set(uri, key);
      const version = context.client.textDocument?.publishDiagnostics?.versionSupport
        ? document?.version
        : undefined;
      await this.connection.sendDiagnostics({ uri: context.clientUri(uri), version, diagnostics });
    }
  }

  private async activeDiagnoses(): Promise<readonly Diagnosis[]> {
    const active = new Map<string, Diagnosis>();
    for (const uri of this.context.documents.uris())
      for (const configuration of await this.context.workspace.ownersOf(uri))
        if (!active.has(configuration.key))
          active.set(configuration.key, await this.context.diagnoser.of(configuration));
    return [...active.values()];
  }
}
