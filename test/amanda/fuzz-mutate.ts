import { parameterLists } from '../../server/src/schema/index';
import { clientKeywords, serverKeywords } from '../../server/src/schema/keywords';
import type { Random } from '../support/random';
import type { Base, Files } from './fuzz-bases';

const words = [
  ...[...Object.values(serverKeywords).flat(), ...Object.values(clientKeywords).flat()],
  ...[
    'yes',
    'no',
    'true',
    'kb',
    'weeks',
    'inf',
    'bogus',
    'base',
    'd',
    'no-compress',
    'TAPE1',
    'st1',
    'hd1',
    'script1',
    'NO_COMPRESS',
  ],
];
const strings = [
  '""',
  '"x"',
  '"a b"',
  '"base"',
  '"TAPE1"',
  '"application1"',
  '"policy1"',
  '"more"',
  '"dumptypes"',
  '"disklist"',
  '"$o"',
  '"k"',
  '"\\101\\102"',
  '"a\\"b"',
  '"a\\\nb"',
  '"DUMP"',
  '"STAR"',
  '"match-autolabel"',
  '"10"',
  '"/"',
  '"HostName=1"',
];
const numbers = [
  '0',
  '1',
  '-1',
  '-2',
  '5',
  '99',
  '101',
  '1024',
  '70000',
  '2147483647',
  '2147483648',
  '-2147483649',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999',
  '1.5',
  '0.5',
  '-0.1',
  '1.',
  '3000000000',
  '9007199254740993',
];
const odd = [
  '{',
  '}',
  ',',
  '"',
  "'",
  '@',
  '-',
  ';',
  ':',
  '/',
  '\\',
  '\\\n',
  '#',
  '\n',
  ' ',
  '\t',
  '\r',
  '\f',
  '\v',
  '\0',
  'é',
  '\ufeff',
  '\udcff',
  '\u00a0',
  '-a',
  '_a',
  '.5',
  '+1',
  '# c',
  '{}',
  '{\n',
  '}\n',
  '\n}\n',
  '\n{\n',
  '=',
  '$',
];

const parameterNames = Object.values(parameterLists).flatMap((list) => list.map((p) => p.name));

/** Tokens and the blanks between them: joined again they are the text. */
function pieces(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\[\s\S])*"?|#[^\n]*|[A-Za-z0-9_.-]+|[ \t]+|\n|[\s\S]/g) ?? [];
}

const visible = (piece: string) => /[^ \t]/.test(piece);

/** Changes one or a few things in one of a base's files. */
export function mutate(random: Random, base: Base): { files: Files; what: string } {
  const names = Object.keys(base.files);
  const root = base.client ? 'amanda-client.conf' : 'amanda.conf';
  const name = base.changed ? random.pick(base.changed) : random.chance(0.65) ? root : random.pick(names);
  let text = base.files[name] ?? '';
  const done: string[] = [];
  // Small files find more: often only a part of the file is kept.
  if (text.length > 3000 && random.chance(0.5)) text = some(random, text);
  const times = random.pick([1, 1, 1, 1, 2, 3]);
  for (let i = 0; i < times; i++) {
    const [label, changed] =
      base.pieces && random.chance(0.5) ? place(random, text, base.pieces) : step(random, text);
    text = changed;
    done.push(label);
  }
  return { files: { ...base.files, [name]: text }, what: `${base.name}, ${name}: ${done.join(', ')}` };
}

/** The blocks and lines of a file, some of them left out. */
function some(random: Random, text: string): string {
  const parts = text.split(/(?<=^\}[^\n]*\n)|(?<=^[^ \t\n{}]*[^{}\n]*\n)(?![ \t}])/m);
  return parts.filter((part) => random.chance(part.startsWith('define') ? 0.6 : 0.4)).join('');
}

/** Puts one of the base's own pieces in place of another, or between two. */
function place(random: Random, text: string, own: readonly string[]): [string, string] {
  const list = pieces(text);
  const piece = random.pick(own);
  const i = random.int(0, Math.max(0, list.length - 1));
  if (random.chance(0.3)) {
    list.splice(i, 0, random.chance(0.5) ? piece : ` ${piece} `);
    return [`put ${JSON.stringify(piece)} at ${String(i)}`, list.join('')];
  }
  const old = list[i] ?? '';
  list[i] = piece;
  return [`${JSON.stringify(old)} -> ${JSON.stringify(piece)}`, list.join('')];
}

function step(random: Random, text: string): [string, string] {
  const list = pieces(text);
  const at = list
    .map((piece, i) => (visible(piece) && piece !== '\n' && !piece.startsWith('#') ? i : -1))
    .filter((i) => i >= 0);
  if (at.length === 0) return ['insert', text + random.pick(odd)];
  const i = random.pick(at);
  const old = list[i] ?? '';
  const join = () => list.join('');
  switch (random.int(0, 17)) {
    case 0:
      list[i] = '';
      return [`drop ${old}`, join()];
    case 1:
      list[i] = `${old} ${old}`;
      return [`double ${old}`, join()];
    case 2: {
      const j = random.pick(at);
      list[i] = list[j] ?? '';
      list[j] = old;
      return ['swap', join()];
    }
    case 3:
    case 4:
      list[i] = random.pick(random.chance(0.5) ? parameterNames : words);
      return [`${old} -> ${list[i] ?? ''}`, join()];
    case 5:
      list[i] = random.pick(numbers);
      return [`${old} -> ${list[i] ?? ''}`, join()];
    case 6:
      list[i] = random.pick(strings);
      return [`${old} -> ${list[i] ?? ''}`, join()];
    case 7:
      list[i] = random.pick(odd);
      return [`${old} -> ${JSON.stringify(list[i])}`, join()];
    case 8: {
      const bit = random.pick([...odd, ...words.slice(0, 5), ...numbers, ...strings]);
      list.splice(i, 0, random.chance(0.5) ? bit : `${bit} `);
      return [`insert ${JSON.stringify(bit)}`, join()];
    }
    case 9: {
      const offset = random.int(0, text.length);
      const bit = random.pick(odd);
      return [
        `insert at ${String(offset)} ${JSON.stringify(bit)}`,
        text.slice(0, offset) + bit + text.slice(offset),
      ];
    }
    case 10: {
      const offset = random.int(0, Math.max(0, text.length - 1));
      return [`drop char at ${String(offset)}`, text.slice(0, offset) + text.slice(offset + 1)];
    }
    case 11:
      return ['cut', text.slice(0, random.int(0, text.length))];
    case 12: {
      const breaks = list.map((piece, k) => (piece === '\n' ? k : -1)).filter((k) => k >= 0);
      if (breaks.length > 0) list[random.pick(breaks)] = ' ';
      return ['join lines', join()];
    }
    case 13:
      list[i] = `${old}\n`;
      return [`split after ${old}`, join()];
    case 14:
      list[i] = old
        .replace(/[-_]/g, (c) => (c === '-' ? '_' : '-'))
        .replace(/[a-z]/g, (c) => (random.chance(0.5) ? c.toUpperCase() : c));
      return [`respell ${old}`, join()];
    case 15: {
      const lines = text.split(/(?<=\n)/);
      const from = random.int(0, lines.length - 1);
      const [line = ''] = lines.splice(from, 1);
      if (random.chance(0.5)) lines.splice(random.int(0, lines.length), 0, line);
      return [`move line ${String(from + 1)}`, lines.join('')];
    }
    case 16: {
      // A whole statement put elsewhere, where it does not belong.
      const parameter = random.pick(parameterNames);
      const value = random.pick([random.pick(numbers), random.pick(strings), random.pick(words), '']);
      const starts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)];
      const offset = random.pick(starts);
      return [
        `line ${parameter} ${value}`,
        `${text.slice(0, offset)}${parameter} ${value}\n${text.slice(offset)}`,
      ];
    }
    default:
      list[i] = old.startsWith('"') ? old.slice(1, -1) : random.chance(0.5) ? `"${old}"` : `'${old}'`;
      return [`requote ${old}`, join()];
  }
}
