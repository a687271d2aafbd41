import { MarkupKind, type ParameterInformation, type SignatureHelp } from 'vscode-languageserver-types';
import type { Snapshot } from '../model/snapshot';
import { fold, spelling } from '../schema/keywords';
import type { Parameter } from '../schema/types';
import { grammarOf } from '../schema/versions';
import { cursorIn, cursorInBody, released, type Cursor } from './completion/cursor';
import { diskCursorIn, type DiskCursor } from './disk-cursor';
import { docOf } from './release';

/** A part of a statement: its text in the signature, and what it is. */
type Part = readonly [text: string, doc: string];

interface Shape {
  readonly parts: readonly Part[];
  /** Which part the cursor is in, from what stands in front of it. */
  active(cursor: Cursor): number;
}

/** The form of the statement at an offset of amanda.conf or of a disklist, and the part that comes next. */
export function signatureHelp(snapshot: Snapshot, uri: string, offset: number): SignatureHelp | undefined {
  const tree = snapshot.tree(uri);
  if (!tree) return undefined;
  if (tree.kind === 'conf') return statement(snapshot, cursorIn(tree, offset, snapshot.config.client));
  const cursor = diskCursorIn(tree, offset);
  if (!cursor) return undefined;
  const { item } = cursor;
  return cursor.where === 'body'
    ? statement(snapshot, cursorInBody(item.node.block?.body ?? [], item.at, offset, tree.text))
    : entry(snapshot, cursor);
}

function statement(snapshot: Snapshot, raw: Cursor): SignatureHelp | undefined {
  if (raw.comment) return undefined;
  const { version } = snapshot.settings;
  const cursor = released(snapshot, raw);
  const { parameter, prior } = cursor;
  const first = fold(prior[0]?.value ?? '');
  const top = cursor.context === 'global' || cursor.context === 'client';
  if (top && first === 'define' && prior.length < 4)
    return help('define', defineShape(version), prior.length - 1);
  if (top && first === 'includefile') return help('includefile', includeShape, 0);
  if (!parameter) return undefined;
  const shape = shapeOf(parameter);
  return help(
    spelling(parameter.name, version),
    shape.parts,
    shape.active(cursor),
    docOf(parameter, version),
  );
}

const includeShape: readonly Part[] = [
  ['"PATH"', 'The file to read; a relative name is taken from the configuration folder.'],
];

const defineShape = (version: string): readonly Part[] => [
  ['KIND', `${grammarOf(version).define.words.join(', ')}.`],
  [
    'NAME',
    'The name to refer to it by. Quotes are needed where it holds more than letters, digits, `_` and `-`.',
  ],
  ['{', 'On the same line; the settings follow one a line, then `}` on a line of its own.'],
];

const diskShape: readonly Part[] = [
  ['host', 'The client, as it is to be called over the network. Always spell it the same way.'],
  ['disk', 'The name of the disk in reports and on volumes; without a device also what is backed up.'],
  ['[device]', 'What is backed up, where that is not the disk name: a folder, a device, a share.'],
  ['dumptype | { … }', 'How it is backed up: the name of a dumptype, or one for this DLE alone in braces.'],
  [
    '[spindle',
    'DLEs of a host with the same number are never dumped at the same time; -1 for no restriction.',
  ],
  ['[interface]]', 'The network interface whose bandwidth it counts for.'],
];

/** Where the device stands in `diskShape`, and where the columns behind the dumptype begin in `diskShape`. */
const DEVICE = 2;
const SPINDLE = 4;

function entry(snapshot: Snapshot, cursor: DiskCursor): SignatureHelp | undefined {
  const { before, current, where } = cursor;
  if (where === 'nowhere') return undefined;
  const columns = before.length;
  const at = (active: number) => help('', diskShape, Math.min(active, diskShape.length - 1));
  if (where === 'after') return at(SPINDLE + columns);
  if (columns === 0) return current ? at(0) : undefined;
  if (before[0]?.text === 'includefile') return help('includefile', includeShape, 0);
  if (columns === 1) return at(1);
  const isDumptype = (name: string) => snapshot.config.blocks.dumptype.has(name.toLowerCase());
  // In front of an inline block stands a device, and what looks like a path is one.
  if (columns === 2) {
    const device = cursor.item.node.block !== undefined || /[/:\\]/.test(current?.value ?? '');
    return at(device ? DEVICE : DEVICE + 1);
  }
  return at(columns + (isDumptype(before[2]?.value ?? '') ? 1 : 0));
}

const HIDDEN: readonly Part[] = [['[hidden|visible]', 'Whether it may appear in dump headers and logs.']];

/** The parts of a parameter's statement; those of the kinds with a form of their own first. */
function shapeOf(p: Parameter): Shape {
  const strings = (cursor: Cursor) => cursor.prior.filter((token) => token.kind === 'string').length;
  const commas = (cursor: Cursor) => cursor.prior.filter((token) => token.kind === 'comma').length;
  const words = (cursor: Cursor) => cursor.prior.slice(1).map((token) => token.value.toLowerCase());
  const count = (cursor: Cursor) => cursor.prior.length - 1;
  switch (p.kind) {
    case 'rate':
      return {
        parts: [
          ['FULL', 'Size of a compressed full dump as a fraction of the original, at least 0.'],
          [
            '[, INCR]',
            'The same for incremental dumps; the same number where it is left out. Put a comma between the two.',
          ],
        ],
        active: (cursor) => (commas(cursor) > 0 || count(cursor) > 0 ? 1 : 0),
      };
    case 'intrange':
      return {
        parts: [
          ['LOW', 'First port of the range.'],
          [', HIGH', 'Last port of the range. The comma is required.'],
        ],
        active: (cursor) => (commas(cursor) > 0 || count(cursor) > 0 ? 1 : 0),
      };
    case 'exinclude':
      return {
        parts: [
          [
            '[list|file]',
            '`list`: the strings name files on the client with patterns. `file` (default): they are patterns.',
          ],
          ['[optional]', 'A list file that does not exist is no error.'],
          ['[append]', 'Adds to the patterns so far instead of replacing them.'],
          ['"PATTERN" ...', 'Any number; none empties the list.'],
        ],
        active: (cursor) => {
          if (cursor.string || strings(cursor) > 0 || words(cursor).includes('append')) return 3;
          if (words(cursor).includes('optional')) return 2;
          return words(cursor).length > 0 ? 1 : 0;
        },
      };
    case 'property_hidden':
    case 'property_visible':
      return {
        parts: [
          ['[priority]', 'Wins over the value in amanda-client.conf.'],
          ['[append]', 'Adds values instead of replacing them.'],
          ...(p.values?.includes('hidden') ? HIDDEN : []),
          ['"NAME"', 'Name of the property; case, `-` and `_` do not matter.'],
          ['"VALUE" ...', 'One value or several; none removes the property.'],
        ],
        active: (cursor) => {
          const name = p.values?.includes('hidden') ? 3 : 2;
          if (strings(cursor) > 0) return name + 1;
          const used = words(cursor);
          if (cursor.string || used.includes('hidden') || used.includes('visible')) return name;
          if (used.includes('append')) return 2;
          return used.includes('priority') ? 1 : 0;
        },
      };
    case 'autolabel':
      return {
        parts: [
          [
            '"TEMPLATE"',
            'The label: `%` a digit, `!` a letter, `$c` configuration, `$o` org, `$b` barcode, `$m` meta label, `$r` storage, `$s` slot.',
          ],
          [
            '[any|other-config|non-amanda|volume-error|empty] ...',
            'Which volumes are labelled; `volume-error empty` where none is named.',
          ],
        ],
        active: (cursor) => (strings(cursor) > 0 ? 1 : 0),
      };
    case 'compress':
      return {
        parts: [
          ['none | [client|server]', 'Where to compress; `client` where it is left out.'],
          ['[fast|best|custom]', 'How to compress; `fast` where it is left out.'],
        ],
        active: (cursor) => {
          const used = words(cursor);
          return used.length > 0 && !used.every((word) => ['fast', 'best', 'custom'].includes(word)) ? 1 : 0;
        },
      };
    case 'estimatelist':
      return {
        parts: [
          ['client|calcsize|server', 'The method to estimate with.'],
          ['[client|calcsize|server] ...', 'What to fall back on where the client lacks the first one.'],
        ],
        active: (cursor) => (count(cursor) > 0 ? 1 : 0),
      };
    case 'execute_on':
      return {
        parts: [
          ['POINT', 'When the script runs, such as `pre-dle-backup`.'],
          [', POINT ...', 'Further points, each behind a comma.'],
        ],
        active: (cursor) => (count(cursor) > 0 ? 1 : 0),
      };
    case 'host_limit': {
      const parts: Part[] = [
        ['[same-host]', 'The host that the DLE belongs to.'],
        ['[server]', 'The Amanda server.'],
        ['["HOST" ...]', 'Hosts, as patterns in quotes.'],
      ];
      const last = p.name === 'dump-limit' ? 1 : 2;
      return {
        parts: parts.slice(0, last + 1),
        active: (cursor) => {
          const used = words(cursor);
          if (cursor.string || strings(cursor) > 0 || used.includes('server')) return last;
          return used.includes('same-host') ? 1 : 0;
        },
      };
    }
    case 'str_list':
      return {
        parts: [
          ['[append]', 'Adds to the list so far instead of replacing it.'],
          ['"TEXT" ...', 'Any number, each in quotes; none empties the list.'],
        ],
        active: (cursor) => (cursor.string || count(cursor) > 0 ? 1 : 0),
      };
    case 'dump_selection':
      return {
        parts: [
          ['"TAG"|all|other', 'Which DLEs: those with the tag, all, or those no other line selects.'],
          ['all|full|incr', 'Which levels.'],
        ],
        active: (cursor) => (count(cursor) > 0 ? 1 : 0),
      };
    case 'vault_list':
      return {
        parts: [
          ['STORAGE', 'Where to copy the dumps to.'],
          ['DAYS ...', 'So many days after they were made; further pairs may follow.'],
        ],
        active: (cursor) => count(cursor) % 2,
      };
    default:
  }
  if (p.name === 'columnspec')
    return {
      parts: [
        [
          '"NAME',
          'HostName, Disk, Level, OrigKB, OutKB, Compress, DumpTime, DumpRate, TapeTime or TapeRate.',
        ],
        ['=SPACE', 'Blanks in front of the column.'],
        [':WIDTH', 'Width; negative to fit the content.'],
        [':PRECISION', 'Digits behind the decimal point.'],
        [',..."', 'Further columns, separated by commas.'],
      ],
      active: (cursor) => {
        if (strings(cursor) > 0) return 4;
        const column = cursor.typed.split(',').at(-1) ?? '';
        if (!column.includes('=')) return 0;
        return Math.min(1 + (column.match(/:/g)?.length ?? 0), 3);
      },
    };
  if (['int', 'int64', 'size'].includes(p.kind))
    return {
      parts: [
        ['NUMBER|inf', 'A whole number without quotes.'],
        ['[SUFFIX]', 'b, k, m, g, t and their longer forms, days, weeks, tapes. It may touch the number.'],
      ],
      active: (cursor) => (count(cursor) > 0 ? 1 : 0),
    };
  const [, ...rest] = p.syntax.split(' ');
  return { parts: [[rest.join(' '), '']], active: () => 0 };
}

function help(name: string, parts: readonly Part[], active: number, doc?: string): SignatureHelp {
  let label = name;
  const parameters: ParameterInformation[] = parts.map(([text, about]) => {
    const start =
      label === '' || text.startsWith('=') || text.startsWith(':') || text.startsWith(',')
        ? label.length
        : label.length + 1;
    label = label.padEnd(start) + text;
    return {
      label: [start, start + text.length],
      ...(about === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value: about } }),
    };
  });
  const documentation = doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } };
  return {
    signatures: [{ label, ...documentation, parameters }],
    activeSignature: 0,
    activeParameter: active,
  };
}
