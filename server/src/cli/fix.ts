import type { Fix } from '../checks/check';
import { checkById } from '../checks/registry';
import type { Diagnosed } from '../checks/run';
import type { FileResult } from '../model/types';
import { applyEdits, touches, type FileEdit, type TextEdit } from '../text/span';
import { encodeLossless } from '../text/bytes';
import { uriPath } from '../text/uri';
import type { FileHost, FindRequest } from '../workspace/host';
import { attempt, EXIT, textOptions, UsageError, type Command, type Io, type Values } from './command';
import { unifiedDiff } from './diff';
import { diagnose } from './findings';
import { shortPath } from './formats/text';
import { oneLine } from './plain';
import { settingOptions } from './settings';
import { jobsOf, loadJob, type Job } from './targets';

/** Rounds of fixing: each may bring up findings that an earlier error hid. */
const MAX_ROUNDS = 100;

/** `amanda-lint fix`: applies the safe quick fixes until nothing is left to fix. */
export const fix: Command = {
  name: 'fix',
  summary: 'Apply the safe quick fixes',
  usage: 'fix PATH...',
  options: {
    rule: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'only the fixes of this check (may be repeated)',
    },
    'dry-run': { type: 'boolean', help: 'change nothing, print the changes as a unified diff' },
    force: {
      type: 'boolean',
      help: "write files that are read-only, another user's or have several names, and lose what cannot be kept",
    },
    ...settingOptions,
  },
  examples: [
    'amanda-lint fix --dry-run /etc/amanda/DailySet1',
    'amanda-lint fix /etc/amanda/DailySet1',
    'amanda-lint fix --rule syntax/missing-newline-at-end --dry-run amanda.conf | patch -p0',
    'amanda-lint fix --dry-run /etc/amanda/DailySet1 | patch -p1 -d /',
  ],
  async run(io, args, values) {
    if (args.length === 0) throw new UsageError('fix: expected a PATH');
    const rules = textOptions(values, 'rule');
    for (const id of rules) if (!checkById(id)) throw new UsageError(`--rule ${id}: there is no such check`);
    const overlay = new Overlay(io.files);
    let errors = 0;
    let trouble = false;
    const complain = (message: string) => {
      io.err(`amanda-lint: ${message}`);
      trouble = true;
    };
    for (const path of args) {
      const over = { ...io, files: overlay };
      const { jobs, troubles } = (await attempt(() => jobsOf(over, path), complain)) ?? {
        jobs: [],
        troubles: [],
      };
      troubles.forEach(complain);
      for (const job of jobs) {
        const left = await attempt(() => fixJob(over, job, values, new Set(rules)), complain);
        errors += left?.errors ?? 0;
        left?.unread.forEach(complain);
      }
    }
    const changes = overlay.changes();
    if (values['dry-run'] === true) {
      // patch takes relative names (-p0) or absolute ones (-p1 -d /), but not both at once.
      const below = changes.every(({ path }) => shortPath(io, path) !== path);
      for (const { path, before, after } of changes)
        io.out(encodeLossless(unifiedDiff(below ? shortPath(io, path) : path, before, after)));
    } else {
      for (const change of changes) {
        const refusal = await io.writer.replace(
          change.path,
          change.before,
          change.after,
          values['force'] === true,
        );
        if (refusal === undefined) io.out(`${oneLine(shortPath(io, change.path))}: fixed\n`);
        else complain(`${change.path}: ${refusal}; left as it is`);
      }
    }
    if (errors > 0) io.err("amanda-lint: findings at error level remain; 'amanda-lint check' shows them");
    if (trouble) return EXIT.trouble;
    return errors > 0 ? EXIT.findings : EXIT.ok;
  },
};

/** Fixes one configuration in the overlay; answers how many findings at error level remain, and what could not be read. */
async function fixJob(
  io: Io & { readonly files: Overlay },
  job: Job,
  values: Values,
  rules: ReadonlySet<string>,
): Promise<{ readonly errors: number; readonly unread: readonly string[] }> {
  const seen = new Set<string>();
  for (let round = 0; ; round++) {
    const { snapshot, unread } = await loadJob(io, job, values);
    const found = diagnose(io, job, snapshot);
    const state = io.files.state();
    const edits = round < MAX_ROUNDS && !seen.has(state) ? chooseEdits(found, rules) : [];
    seen.add(state);
    if (edits.length === 0)
      return { errors: found.filter(({ severity }) => severity === 'error').length, unread };
    for (const { uri, edits: list } of edits) await io.files.apply(uri, list);
  }
}

/** The safe fixes of one round that do not get into each other's way. */
function chooseEdits(found: readonly Diagnosed[], rules: ReadonlySet<string>): readonly FileEdit[] {
  const taken = new Map<string, TextEdit[]>();
  for (const { check, finding } of found) {
    if (rules.size > 0 && !rules.has(check.id)) continue;
    const safe = (finding.fixes?.() ?? []).filter((one) => one.safe === true && one.edits.length > 0);
    const chosen: Fix | undefined = safe.find((one) => one.preferred === true) ?? safe[0];
    if (!chosen || !chosen.edits.every(({ uri, edits }) => isFree(taken.get(uri) ?? [], edits))) continue;
    for (const { uri, edits } of chosen.edits) {
      const known = taken.get(uri);
      if (known === undefined) taken.set(uri, [...edits]);
      else for (const edit of edits) known.push(edit);
    }
  }
  return [...taken].map(([uri, edits]) => ({ uri, edits }));
}

function isFree(taken: readonly TextEdit[], edits: readonly TextEdit[]): boolean {
  return edits.every((edit) => !taken.some((other) => touches(edit.span, other.span)));
}

/** The disk with changes on top that are not written yet. */
class Overlay implements FileHost {
  private readonly before = new Map<string, string>();
  private readonly after = new Map<string, string>();

  constructor(private readonly base: FileHost) {}

  async read(uri: string): Promise<FileResult> {
    const text = this.after.get(uri);
    if (text !== undefined) return { kind: 'text', text };
    const result = await this.base.read(uri);
    // Every round and the writer at the end look at the same state of a file.
    if (result.kind === 'text') this.before.set(uri, result.text);
    return result;
  }

  find(folder: string, request: FindRequest): Promise<readonly string[]> {
    return this.base.find(folder, request);
  }

  async apply(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const result = await this.read(uri);
    if (result.kind === 'text') this.after.set(uri, applyEdits(result.text, edits));
  }

  changes(): readonly { path: string; before: string; after: string }[] {
    return [...this.after]
      .map(([uri, after]) => ({ path: uriPath(uri), before: this.before.get(uri) ?? '', after }))
      .filter(({ before, after }) => before !== after);
  }

  state(): string {
    return JSON.stringify([...this.after]);
  }
}
