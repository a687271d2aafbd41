import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import { clientDefineWords, defineWords, fold } from '../../schema/keywords';
import type { Fix } from '../check';
import { change, indentAt, lineSpan, restOfLine, sourceOf } from '../wording';

/** `dumptype d {` at the top level, where `define` was forgotten; the words of holding disks need none. */
export function defineFix(problem: Problem, snapshot: Snapshot): Fix[] {
  const text = sourceOf(problem, snapshot);
  const { start } = lineSpan(text, problem.place.span.start);
  const rest = restOfLine(text, start);
  const head = /^\s*([A-Za-z_-]+)[ \t]+[^\s{}]+[ \t]*\{/.exec(text.slice(rest.start, rest.end));
  const known = snapshot.config.client ? clientDefineWords : defineWords;
  if (!known.has(fold(head?.[1] ?? '')) || isInside(problem, snapshot)) return [];
  const at = start + indentAt(text, start).length;
  return [change(problem, 'Write define before it', { start: at, end: at }, 'define ', { preferred: true })];
}

function isInside({ place, args }: Problem, { config, disklist }: Snapshot): boolean {
  if (args.context !== undefined) return args.context !== 'global' && args.context !== 'client';
  const named = Object.values(config.blocks).flatMap((each) => [...each.values()]);
  return [...named, ...disklist.inlineBlocks].some(
    ({ extent }) =>
      extent?.uri === place.uri && extent.span.start < place.span.start && extent.span.end > place.span.end,
  );
}
