import { expect } from 'vitest';
import type { Check, Fix } from '../../server/src/checks/check';
import { checkById } from '../../server/src/checks/registry';
import { runChecks, type Diagnosed } from '../../server/src/checks/run';
import type { Settings } from '../../server/src/schema/settings';
import type { Snapshot } from '../../server/src/model/snapshot';
import { applyEdits, type FileEdit } from '../../server/src/text/span';
import { snapshotOf } from './snapshot';

/** Files by name relative to the configuration folder; findings are marked as ⟦…⟧. */
export type Files = Readonly<Record<string, string>>;

interface Marked {
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** Takes the marks ⟦…⟧ (they may nest) out of a text. */
export function unmark(marked: string): Marked {
  const ranges: { start: number; end: number }[] = [];
  const open: number[] = [];
  let text = '';
  for (const char of marked) {
    if (char === '⟦') open.push(text.length);
    else if (char === '⟧') ranges.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  return { text, ranges: ranges.sort((a, b) => a.start - b.start || a.end - b.end) };
}

function plain(files: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, unmark(text).text]));
}

/** The name of a file relative to the configuration's folder. */
export function nameOf(snapshot: Snapshot, uri: string): string {
  return uri.startsWith(`${snapshot.config.folder}/`) ? uri.slice(snapshot.config.folder.length + 1) : uri;
}

/** The findings of one check over files in memory, and the snapshot. Fails when any check throws. */
export function findingsOf(
  id: string,
  files: Files,
  settings?: Partial<Settings>,
): { found: readonly Diagnosed[]; snapshot: Snapshot } {
  const check: Check | undefined = checkById(id);
  expect(check, `there is a check ${id}`).toBeDefined();
  const snapshot = snapshotOf(plain(files), settings);
  const failures: unknown[] = [];
  const all = runChecks(snapshot, (_, error) => failures.push(error));
  expect(failures).toEqual([]);
  return { found: all.filter((one) => one.check.id === id), snapshot };
}

/** The findings of a check are exactly the marked ranges, in each file. `messages`, if given, are matched in order. */
export function expectFindings(
  id: string,
  files: Files,
  options: { settings?: Partial<Settings>; messages?: readonly (string | RegExp)[]; severity?: string } = {},
): readonly Diagnosed[] {
  const { found, snapshot } = findingsOf(id, files, options.settings);
  const show = (name: string, start: number, end: number) =>
    `${name}:${String(start)}-${String(end)} ${JSON.stringify(unmark(files[name] ?? '').text.slice(start, end))}`;
  const actual = found.map(({ finding: { place } }) =>
    show(nameOf(snapshot, place.uri), place.span.start, place.span.end),
  );
  const wanted = Object.entries(files).flatMap(([name, marked]) =>
    unmark(marked).ranges.map((range) => show(name, range.start, range.end)),
  );
  expect(actual.sort()).toEqual(wanted.sort());
  options.messages?.forEach((message, n) => {
    const text = found[n]?.finding.message ?? '';
    if (typeof message === 'string') expect(text).toBe(message);
    else expect(text).toMatch(message);
  });
  if (options.severity !== undefined) for (const one of found) expect(one.severity).toBe(options.severity);
  return found;
}

/** Nothing is found; marks that the files have are taken out. */
export function expectClean(id: string, files: Files, settings?: Partial<Settings>): void {
  expectFindings(id, plain(files), settings === undefined ? {} : { settings });
}

/** The files after the edits of a fix. */
export function applyFix(
  snapshot: Snapshot,
  files: Files,
  edits: readonly FileEdit[],
): Record<string, string> {
  const after = plain(files);
  for (const { uri, edits: list } of edits) {
    const name = nameOf(snapshot, uri);
    after[name] = applyEdits(after[name] ?? '', list);
  }
  return after;
}

/**
 * The round trip of a fix: the check finds exactly one thing, at the mark; the fix whose title matches is applied; the
 * named files read as given; the finding is gone.
 */
export function expectFix(
  id: string,
  files: Files,
  title: string | RegExp,
  after: Files,
  options: { settings?: Partial<Settings>; stays?: boolean } = {},
): Fix {
  const found = expectFindings(id, files, options);
  expect(found).toHaveLength(1);
  const fixes = found[0]?.finding.fixes?.() ?? [];
  const titles = fixes.map((one) => one.title);
  const fix = fixes.find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)));
  if (fix === undefined) throw new Error(`no fix ${String(title)} among ${JSON.stringify(titles)}`);
  const { snapshot } = findingsOf(id, files, options.settings);
  const result = applyFix(snapshot, files, fix.edits);
  for (const [name, text] of Object.entries(after)) expect(result[name]).toBe(text);
  if (options.stays !== true) {
    const again = findingsOf(id, result, options.settings);
    expect(again.found.map((one) => one.finding.message)).toEqual([]);
  }
  return fix;
}
