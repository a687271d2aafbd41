import { byteLength } from '../../text/bytes';
import { problemCheck, type ProblemRow } from '../problem';
import { similar } from '../similar';
import { change, insteadFixes, restOfLine, shownAt, sourceOf, trimTail } from '../wording';

const notTerminated: ProblemRow = {
  id: 'syntax/string-not-terminated',
  severity: 'error',
  title: 'A closing quote is missing',
  doc: `A string must end with \`"\` on its own line (\`string not terminated\`). A backslash before the closing quote takes its meaning away:
write \`\\\\\` for a backslash at the end.`,
  message: (problem, snapshot) =>
    `The closing quote is missing: ${shownAt(problem, snapshot).length > 1 ? 'this text' : 'the string'} runs to the end of the line, and Amanda refuses it ("string not terminated").`,
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
policy or storage; in amanda-client.conf only application or script.`,
  message(problem) {
    const found = problem.args.found === undefined ? 'nothing' : String(problem.args.found);
    return problem.args.client === 1
      ? `amanda-client.conf can define only an application or a script, not ${found}.`
      : `define needs the kind of block behind it, as in "define dumptype NAME {", and ${found} is none.`;
  },
  fixes(problem, snapshot) {
    const text = sourceOf(problem, snapshot);
    const rest = restOfLine(text, problem.place.span.start);
    const found = String(problem.args.found ?? '');
    const known = problem.args.client === 1 ? ['application', 'script'] : KINDS;
    const near = similar(found, known);
    return rest.end > rest.start ? insteadFixes(problem, problem.place.span, near) : [];
  },
};

const KINDS =
  'dumptype tapetype interface holdingdisk application script device changer interactivity taperscan policy storage'.split(
    ' ',
  );

export const tokenChecks = [notTerminated, tooLong, wordTooLong, kinds].map(problemCheck);
