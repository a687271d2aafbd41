import type { Snapshot } from '../../model/snapshot';
import type { Problem } from '../../model/types';
import { grammars } from '../../schema/grammar';
import { fold } from '../../schema/keywords';
import { grammarOf } from '../../schema/versions';
import { byteLength } from '../../text/bytes';
import type { Fix } from '../check';
import { problemCheck, type ProblemRow } from '../problem';
import { similar } from '../similar';
import { change, insteadFixes, lineSpan, restOfLine, shownAt, sourceOf, trimTail } from '../wording';

const notTerminated: ProblemRow = {
  id: 'syntax/string-not-terminated',
  severity: 'error',
  title: 'A closing quote is missing',
  doc: `A string must end with \`"\` on its own line (\`string not terminated\`). A backslash before the closing quote takes its meaning away:
write \`\\\\\` for a backslash at the end. Up to 3.2 Amanda says nothing of the quote: the next line is taken for the rest of the
statement. Up to 2.6.0 a string cannot end with a backslash at all.`,
  message: (problem, snapshot) =>
    problem.args.carried === 1
      ? `The closing quote is missing: Amanda ${snapshot.settings.version} goes on with the next line, and stops there ("${problem.amanda}").`
      : `The closing quote is missing: ${shownAt(problem, snapshot).length > 1 ? 'this text' : 'the string'} runs to the end of the line, and Amanda refuses it ("string not terminated").`,
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const { start, end } = problem.place.span;
    const own = text.slice(start, end);
    // A comment at the end of the line was most likely not meant to be part of the string.
    const hash = own.search(/[ \t]#/);
    const code = trimTail(hash < 0 ? own : own.slice(0, hash), ' \t\r');
    const at = start + trimTail(code.endsWith('{') ? code.slice(0, -1) : code, ' \t').length;
    // Behind a backslash a quote would still not close the string.
    const inside = text.slice(start, at);
    const backslashes = inside.length - trimTail(inside, '\\').length;
    const mark = backslashes % 2 === 1 ? '\\"' : '"';
    return [change(problem, 'Add the closing quote', { start: at, end: at }, mark, { preferred: true })];
  },
};

const tooLong: ProblemRow = {
  id: 'syntax/string-too-long',
  severity: 'error',
  title: 'A string is too long',
  doc: `Between two quotes Amanda takes at most 4,093 bytes (conffile.c, get_conftoken). Umlauts and other letters beyond ASCII count two to
four bytes. Move long lists of patterns into an exclude list file on the client, or spread them over several strings.`,
  message(problem, snapshot) {
    const bytes = byteLength(shownAt(problem, snapshot)) - 2;
    return `This string has ${bytes.toLocaleString('en')} bytes, and Amanda takes at most 4,093 between two quotes. Shorten it or spread it over several strings.`;
  },
};

const wordTooLong: ProblemRow = {
  id: 'syntax/word-too-long',
  severity: 'error',
  title: 'A word is too long',
  doc: 'A word without quotes may have at most 4,095 characters (conffile.c, get_conftoken).',
  message(problem) {
    const { start, end } = problem.place.span;
    return `This word has ${(end - start).toLocaleString('en')} characters, and Amanda takes at most 4,095 ("token too long").`;
  },
};

const kinds: ProblemRow = {
  id: 'syntax/block-kind',
  severity: 'error',
  title: 'An unknown kind of block',
  doc: `Behind \`define\` stands dumptype, tapetype, interface, holdingdisk, application, script, device, changer, interactivity, taperscan,
policy or storage; in amanda-client.conf only application or script. policy and storage are there since 3.4, interactivity and
taperscan since 3.3, holdingdisk since 3.1 (before, such a block begins with \`holdingdisk NAME\`), device and changer since 2.6.1,
and so are application and script, there called application-tool and script-tool.`,
  message(problem, snapshot) {
    const found = problem.args.found === undefined ? 'nothing' : String(problem.args.found);
    const { version } = snapshot.settings;
    const since = kindSince(problem);
    if (since !== undefined)
      return `define ${found} exists since Amanda ${since}: here ${version} is assumed, which refuses it ("${problem.amanda}").`;
    return problem.args.client === 1
      ? `amanda-client.conf can define only an application or a script, not ${found}.`
      : `define needs the kind of block behind it, as in "define dumptype NAME {", and ${found} is none.`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const rest = restOfLine(text, problem.place.span.start);
    const found = String(problem.args.found ?? '');
    if (kindSince(problem) !== undefined) return olderKind(problem, snapshot);
    const near = similar(found, wordsOf(problem, snapshot.settings.version));
    return rest.end > rest.start ? insteadFixes(problem, problem.place.span, near) : [];
  },
};

function wordsOf(problem: Problem, version: string): readonly string[] {
  const { define, clientDefine } = grammarOf(version);
  return (problem.args.client === 1 ? clientDefine?.words : define.words) ?? [];
}

/** The release that first took the word behind define; undefined for one that none takes. */
function kindSince(problem: Problem): string | undefined {
  const word = fold(String(problem.args.found ?? ''));
  const [since] = grammars.find(([release]) => wordsOf(problem, release).includes(word)) ?? [];
  return since;
}

/** The word or statement that makes such a block in an older release. */
function olderKind(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const word = fold(String(problem.args.found ?? ''));
  const tool = `${word}-tool`;
  if (wordsOf(problem, snapshot.settings.version).includes(tool))
    return [change(problem, `Write ${tool}`, problem.place.span, tool, { preferred: true, safe: true })];
  if (word !== 'holdingdisk') return [];
  const text = sourceOf(problem, snapshot);
  const { start } = problem.place.span;
  const define = /define[ \t]+$/i.exec(text.slice(lineSpan(text, start).start, start))?.[0];
  if (define === undefined) return [];
  const span = { start: start - define.length, end: start };
  return [change(problem, 'Take define away', span, '', { preferred: true })];
}

export const tokenChecks = [notTerminated, tooLong, wordTooLong, kinds].map(problemCheck);
