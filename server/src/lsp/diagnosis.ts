import type { Diagnostic } from 'vscode-languageserver-types';
import { categoryOf, SEVERITIES } from '../checks/check';
import { allChecks } from '../checks/registry';
import { checkSteps, type Diagnosed } from '../checks/run';
import type { Snapshot } from '../model/snapshot';
import type { Configuration, Workspace } from '../workspace/workspace';
import { diagnosticOf, moreDiagnostic, type DiagnosticOptions } from './convert';
import { breathe, type Guard } from './guard';

/** Longest time in milliseconds that checks run before other messages get a turn. */
const SLICE = 20;

/** Longest time in milliseconds that the checks of one configuration work in all. */
const MOST_WORK = 30_000;

/** What the checks say of one configuration at one moment. */
export interface Diagnosis {
  readonly configuration: Configuration;
  readonly snapshot: Snapshot;
  /** Every finding, also those in logs that are not open. */
  readonly all: readonly Diagnosed[];
  /** By file, in the order of the text. Files without findings are there with an empty list. */
  readonly byFile: ReadonlyMap<string, readonly Diagnosed[]>;
}

/** Runs the checks of configurations, once for each snapshot, in slices between which other messages are handled. */
export class Diagnoser {
  private readonly done = new WeakMap<Snapshot, Diagnosis>();
  private readonly running = new Map<string, Promise<Diagnosis>>();

  constructor(
    private readonly workspace: Workspace,
    private readonly guard: Guard,
  ) {}

  /** What is to be said of a configuration as it is now. Work on a snapshot that is out of date is dropped. */
  async of(configuration: Configuration): Promise<Diagnosis> {
    const snapshot = await this.workspace.snapshot(configuration);
    const known = this.done.get(snapshot);
    if (known) return known;
    const { key } = configuration;
    let running = this.running.get(key);
    if (!running) {
      running = this.run(configuration).finally(() => this.running.delete(key));
      this.running.set(key, running);
    }
    return running;
  }

  private async run(configuration: Configuration): Promise<Diagnosis> {
    for (;;) {
      const snapshot = await this.workspace.snapshot(configuration);
      const found = await this.judge(configuration, snapshot);
      if (!found) continue;
      // Old logs that nobody looks at would fill the list of problems.
      const { logs } = this.workspace;
      const shown = found.filter((one) => !isLogCheck(one) || logs.isOpen(one.finding.place.uri));
      const byFile = group(configuration, snapshot, shown);
      const diagnosis = { configuration, snapshot, all: found, byFile };
      this.done.set(snapshot, diagnosis);
      return diagnosis;
    }
  }

  /** Undefined when a newer snapshot overtook this one. */
  private async judge(configuration: Configuration, snapshot: Snapshot) {
    let turn = Date.now();
    let worked = 0;
    const steps = checkSteps(
      snapshot,
      (check, error) => this.guard.report(`The check ${check.id}`, error),
      allChecks,
      () => worked + Date.now() - turn > MOST_WORK,
    );
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      if (Date.now() - turn < SLICE) continue;
      worked += Date.now() - turn;
      await breathe();
      turn = Date.now();
      if (!this.workspace.isCurrent(configuration, snapshot)) return undefined;
    }
  }
}

function group(configuration: Configuration, snapshot: Snapshot, found: readonly Diagnosed[]) {
  const byFile = new Map<string, Diagnosed[]>();
  const { loose, disklist, root } = configuration;
  const only = loose ? (disklist ?? root) : undefined;
  for (const uri of snapshot.observations.logs.keys()) byFile.set(uri, []);
  if (only) byFile.set(only, []);
  else for (const uri of [...snapshot.config.files, ...snapshot.disklist.files]) byFile.set(uri, []);
  for (const one of found) {
    const { uri } = one.finding.place;
    const foreign = uri !== only || !tellsOfLoose(one, configuration, snapshot);
    if (only && foreign && !isLogCheck(one)) continue;
    const list = byFile.get(uri);
    if (list) list.push(one);
    else byFile.set(uri, [one]);
  }
  return byFile;
}

/** True for findings in logs. */
function isLogCheck({ check }: Diagnosed): boolean {
  return categoryOf(check.id) === 'log';
}

/** Of a file that no configuration uses only what can be seen in the file itself is said. */
function tellsOfLoose(one: Diagnosed, { root, disklist }: Configuration, snapshot: Snapshot): boolean {
  // A second disklist beside an amanda.conf is judged with it.
  if (disklist && snapshot.tree(root)) return true;
  const { id } = one.check;
  if (id === 'syntax/refused') return false;
  const category = categoryOf(id);
  if (category === 'disklist') return !/unknown|application/.test(id);
  return category === 'syntax' || category === 'value';
}

/** Most diagnostics of one file that are sent. VS Code shows no more, and a client must not choke on half a million. */
const MAX_SENT = 1_000;

/** The diagnostics of one file, the gravest if there are very many; the same finding of several configurations is shown once. */
export function fileDiagnostics(
  uri: string,
  diagnoses: readonly Diagnosis[],
  options: DiagnosticOptions,
): Diagnostic[] {
  const found: Shown[] = [];
  const before = new Set<string>();
  for (const { snapshot, byFile } of diagnoses) {
    const keys: string[] = [];
    for (const one of byFile.get(uri) ?? []) {
      const { start, end } = one.finding.place.span;
      const key = `${one.check.id} ${start} ${end}`;
      if (!before.has(key)) found.push({ snapshot, one });
      keys.push(key);
    }
    for (const key of keys) before.add(key);
  }
  if (found.length <= MAX_SENT) return found.map(({ snapshot, one }) => diagnosticOf(snapshot, one, options));
  const sent = gravest(found, MAX_SENT - 1).map(({ snapshot, one }) => diagnosticOf(snapshot, one, options));
  return [...sent, moreDiagnostic(found.length - sent.length)];
}

interface Shown {
  readonly snapshot: Snapshot;
  readonly one: Diagnosed;
}

/** The `most` findings of the highest severities, of each the first in the file, in the order of the file. */
function gravest(found: readonly Shown[], most: number): readonly Shown[] {
  const wanted = new Set<Shown>();
  for (const severity of SEVERITIES)
    for (const one of found) if (wanted.size < most && one.one.severity === severity) wanted.add(one);
  return found.filter((one) => wanted.has(one));
}
