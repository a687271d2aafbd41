import { PropertyTable } from './property-table';
import { fold } from '../schema/keywords';
import type { BlockKind, Parameter } from '../schema/types';
import { falseWords, trueWords } from '../schema/units';
import { versionRow } from '../schema/versions';
import { missing, readNumber, realOf, integerOf } from './numbers';
import { GiveUp, type Reader } from './reader';
import type { Tok } from './stream';
import type { Block } from './types';
import type { ExcludeValue, PropertyValue, Value } from './values';
import { addAll } from '../text/lists';

/** What the readers of references need from the interpreter. */
export interface Blocks {
  /** True when a file that may define more could not be read. */
  readonly incomplete: boolean;
  find(kind: BlockKind, name: string): Block | undefined;
  /** Notes that `tok` names a block. */
  use(kind: BlockKind, tok: Tok, target: Block | undefined): void;
  /** Reads an inline block behind its `{`. */
  inline(kind: BlockKind, brace: Tok): Block;
  /** Inserts a script into a list kept in the order of the scripts' `order`. */
  insertScript(list: readonly string[], name: string): readonly string[];
}

type ReadValue = (r: Reader, p: Parameter, current: Value | undefined, blocks: Blocks) => Value;

const text = (s: string): Value => ({ t: 'string', s });
const word = (w: string): Value => ({ t: 'word', word: w });

/** The keyword that a token is for the file at hand, canonical; undefined for names, numbers, strings and the rest. */
function keywordOf(r: Reader, tok: Tok): string | undefined {
  return tok.kind === 'word' && r.isKeyword(tok.text) ? fold(tok.text) : undefined;
}

function readWord(r: Reader, p: Parameter, words: readonly string[], amanda: string): string {
  const tok = r.take();
  const found = keywordOf(r, tok);
  if (found === undefined || !words.includes(found)) {
    return missing(r, p, tok, 'value/word-expected', amanda, { words: words.join(' ') });
  }
  return found;
}

function readString(r: Reader, p: Parameter): Tok {
  const tok = r.take();
  if (tok.kind !== 'string') missing(r, p, tok, 'value/string-expected', 'a quoted string is expected');
  return tok;
}

/** 0, 1, or 2 where nothing stands behind the keyword (conffile.c, get_bool). */
function readBool(r: Reader, p: Parameter, words = r.grammar.booleanExpected): 0 | 1 | 2 {
  const tok = r.take();
  const number = integerOf(tok);
  if (number !== undefined) return number === 0n ? 0 : 1;
  if (tok.kind === 'word') {
    const found = fold(tok.text);
    if (trueWords.includes(found)) return 1;
    if (falseWords.includes(found)) return 0;
  }
  if (tok.kind === 'nl') {
    r.back();
    return 2;
  }
  return missing(r, p, tok, 'value/boolean-expected', words, { words: (p.values ?? []).join(' ') });
}

const readers: Readonly<Record<Parameter['kind'], ReadValue>> = {
  int: (r, p) => ({ t: 'int', n: Number(readNumber(r, p, 32)) }),
  int64: (r, p) => ({ t: 'int64', n: readNumber(r, p, 64) }),
  size: (r, p) => ({ t: 'int64', n: readNumber(r, p, 64) }),
  real: (r, p) => ({ t: 'real', n: readReal(r, p) }),
  time: (r, p) => {
    const tok = r.take();
    const value = integerOf(tok);
    if (value === undefined) return missing(r, p, tok, 'value/time-expected', 'a time is expected');
    return { t: 'time', n: value };
  },
  string: (r, p, _current, blocks) => {
    const tok = readString(r, p);
    // Most strings that may name a block may be something else too; only what is found counts as naming one.
    if (p.refers) blocks.use(p.refers, tok, undefined);
    return text(tok.value);
  },
  identifier: (r, p, _current, blocks) => {
    const tok = r.take();
    if (tok.kind !== 'word' && tok.kind !== 'string') {
      return missing(r, p, tok, 'value/name-expected', 'an identifier is expected');
    }
    if (p.refers) blocks.use(p.refers, tok, undefined);
    return text(tok.value);
  },
  bool: (r, p) => ({ t: 'bool', n: readBool(r, p) }),
  no_yes_all: (r, p) => {
    if (!p.values?.includes('all')) return word(readBool(r, p) === 0 ? 'no' : 'yes');
    const tok = r.take();
    if (tok.kind === 'word' && fold(tok.text) === 'all') return word('all');
    const number = integerOf(tok);
    // The number is cut to 32 bits; what is neither 0 nor 2 then counts as yes (conffile.c, get_no_yes_all).
    if (number !== undefined) return word(['no', 'yes', 'all'][Number(BigInt.asIntN(32, number))] ?? 'yes');
    r.back();
    const amanda = 'YES, NO, ALL, TRUE, FALSE, ON, OFF, 0, 1, 2 expected';
    return word(readBool(r, p, amanda) === 0 ? 'no' : 'yes');
  },
  enum: (r, p) => {
    const amanda = p.name === 'strategy' ? r.grammar.strategyExpected : `${list(p.values)} expected`;
    return word(readWord(r, p, p.values ?? [], amanda));
  },
  compress: readCompress,
  holding: (r, p) => {
    const tok = r.take();
    const found = keywordOf(r, tok);
    if (found === 'never' || found === 'auto' || found === 'required') return word(found);
    r.back();
    return word(readBool(r, p) === 0 ? 'never' : 'auto');
  },
  estimatelist: (r, p) => {
    const words: string[] = [];
    const { estimateList } = versionRow(r.version);
    for (;;) {
      if (r.peek(1)[0]?.kind === 'end') {
        r.take();
        return r.fail('syntax/endless-estimate', '', r.keyword ?? r.here(), { name: p.name });
      }
      words.push(readWord(r, p, ['client', 'server', 'calcsize'], 'CLIENT, SERVER or CALCSIZE expected'));
      if (!estimateList) return { t: 'words', words };
      if (r.peek(1)[0]?.kind === 'nl') {
        r.take();
        return { t: 'words', words };
      }
    }
  },
  priority: (r, p) =>
    word(readWord(r, p, ['low', 'medium', 'high'], 'LOW, MEDIUM, HIGH or integer expected')),
  rate: (r, p) => {
    const full = readRate(r, p, 'full');
    const tok = r.take();
    if (tok.kind === 'nl' || tok.kind === 'end') return { t: 'rate', full, incr: full };
    if (tok.kind === 'comma') return { t: 'rate', full, incr: readRate(r, p, 'incremental') };
    // Without a comma the number was read before Amanda knew that it wants a real.
    if (tok.kind !== 'number' || !tok.text.includes('.')) {
      return missing(r, p, tok, 'value/real-expected', 'a real number is expected', { comma: 1 });
    }
    r.back();
    return { t: 'rate', full, incr: readRate(r, p, 'incremental') };
  },
  exinclude: readExclude,
  intrange: (r, p) => {
    const low = readInt(r, p);
    const tok = r.take();
    if (tok.kind === 'nl' || tok.kind === 'end') return { t: 'range', low, high: low };
    if (tok.kind !== 'comma') {
      return missing(r, p, tok, 'value/integer-expected', 'an integer is expected', { comma: 1 });
    }
    return { t: 'range', low, high: readInt(r, p) };
  },
  property_hidden: (r, p, current) => readProperty(r, p, current, false),
  property_visible: (r, p, current) => readProperty(r, p, current, true),
  ref: readReference,
  ref_or_block: readReference,
  script_list: readScripts,
  execute_on: (r, p) => {
    const words: string[] = [];
    for (;;) {
      words.push(readWord(r, p, p.values ?? [], `${r.grammar.executeOn} expected`));
      if (r.take().kind !== 'comma') break;
    }
    r.back();
    return { t: 'words', words };
  },
  int_or_string: (r, p) => {
    const tok = r.take();
    const number = integerOf(tok);
    if (number !== undefined) return text(String(number));
    if (tok.kind === 'string') return text(tok.value);
    const amanda = r.grammar.portExpected;
    return missing(r, p, tok, 'value/string-expected', amanda, { number: 1 });
  },
  host_limit: (r, p) => {
    const match: string[] = [];
    let server = false;
    let sameHost = false;
    for (;;) {
      const tok = r.take();
      const found = keywordOf(r, tok);
      if (tok.kind === 'string') match.push(tok.value);
      else if (found === 'same-host') sameHost = true;
      else if (found === 'server' && p.values?.includes('server')) server = true;
      else if (tok.kind === 'nl' || tok.kind === 'end') return { t: 'host-limit', server, sameHost, match };
      else listExpected(r, p, tok, 'SAME-HOST or a string expected', (p.values ?? []).join(' '));
    }
  },
  autolabel: (r, p, current) => {
    // A line without a template keeps the one that stands above it, and a line without anything takes it away.
    let template = current?.t === 'autolabel' ? current.template : '';
    let given = false;
    let tok = r.take();
    if (tok.kind === 'string') {
      template = tok.value;
      given = true;
      tok = r.take();
    }
    const when = new Set<string>();
    for (; tok.kind !== 'nl' && tok.kind !== 'end'; tok = r.take()) {
      const found = keywordOf(r, tok);
      given = true;
      if (found === 'any') for (const each of AUTOLABEL_WORDS.slice(1)) when.add(each);
      else if (found !== undefined && AUTOLABEL_WORDS.includes(found)) when.add(found);
      else {
        const amanda = 'ANY, NEW-VOLUME, OTHER-CONFIG, NON-AMANDA, VOLUME-ERROR or EMPTY is expected';
        return missing(r, p, tok, 'value/word-expected', amanda, { words: AUTOLABEL_WORDS.join(' ') });
      }
    }
    if (given && when.size === 0) for (const each of ['volume-error', 'empty']) when.add(each);
    if (!given) template = '';
    return { t: 'autolabel', template, when: AUTOLABEL_WORDS.filter((each) => when.has(each)) };
  },
  labelstr: (r, p) => {
    if (!p.values?.includes('match-autolabel')) {
      return { t: 'labelstr', template: readString(r, p).value, matchAutolabel: false };
    }
    const tok = r.take();
    if (keywordOf(r, tok) === 'match-autolabel') {
      return { t: 'labelstr', template: '', matchAutolabel: true };
    }
    if (tok.kind !== 'string') {
      const amanda = 'labelstr template or MATCH_AUTOLABEL expected';
      return missing(r, p, tok, 'value/string-expected', amanda, { words: 'match-autolabel' });
    }
    // Amanda looks at one more token and does nothing with it: whatever stands there is swallowed.
    const behind = r.take();
    if (fold(tok.value) === 'match-autolabel') {
      r.note(
        'trap/labelstr-in-quotes',
        `warning: labelstr is set to "${tok.value}", you probably want the ${tok.value} keyword, without the double quote`,
        tok,
        { name: p.name, found: tok.value },
      );
    }
    swallowed(r, p, behind);
    return { t: 'labelstr', template: tok.value, matchAutolabel: false };
  },
  identlist: (r, p, _current, blocks) => {
    let names: string[] = [];
    for (;;) {
      const tok = r.take();
      if (tok.kind === 'nl' || tok.kind === 'end') return { t: 'strings', list: names };
      const name =
        tok.kind === 'string' || (tok.kind === 'word' && (r.grammar.keywordNames || !r.isKeyword(tok.text)));
      if (!name) listExpected(r, p, tok, 'string expected');
      if (tok.value === '' && r.grammar.emptyNames) {
        // Amanda goes on with the list that it has freed (conffile.c, read_storage_identlist).
        if (names.length > 0) r.note('value/empty-name', '', tok, { name: p.name });
        names = [];
      } else {
        names.push(tok.value);
        if (p.refers) blocks.use(p.refers, tok, undefined);
      }
    }
  },
  str_list: (r, p, current) => {
    let tok = r.take();
    const values: string[] = [];
    if (keywordOf(r, tok) === 'append' && p.values?.includes('append')) {
      if (current?.t === 'strings') addAll(values, current.list);
      tok = r.take();
    }
    for (; tok.kind === 'string'; tok = r.take()) values.push(tok.value);
    if (tok.kind !== 'nl' && tok.kind !== 'end') listExpected(r, p, tok, 'string expected');
    return { t: 'strings', list: values };
  },
  dump_selection: readSelection,
  vault_list: readVault,
  holdingdisk: () => ({ t: 'strings', list: [] }),
};

const AUTOLABEL_WORDS = ['any', 'other-config', 'non-amanda', 'volume-error', 'empty'];

/** Reads what follows a keyword. `current` is the value so far, for those that add to it. */
export function readValue(r: Reader, p: Parameter, current: Value | undefined, blocks: Blocks): Value {
  return readers[p.kind](r, p, current, blocks);
}

/** `A, B or C` in capitals, as Amanda lists the words that it expects. */
function list(words: readonly string[] = []): string {
  const all = words.map((each) => each.toUpperCase());
  return [all.slice(0, -1).join(', '), ...all.slice(-1)].filter((each) => each !== '').join(' or ');
}

function listExpected(r: Reader, p: Parameter, tok: Tok, amanda: string, words = ''): never {
  return missing(r, p, tok, 'value/string-expected', amanda, { list: 1, words: words || undefined });
}

/** Notes a token that Amanda takes and forgets. */
function swallowed(r: Reader, p: Parameter, tok: Tok): void {
  if (tok.kind === 'nl' || tok.kind === 'end') return;
  r.note('trap/swallowed-text', '', tok, { name: p.name, found: tok.text });
}

function readReal(r: Reader, p: Parameter): number {
  const tok = r.take();
  const value = realOf(tok);
  if (value === undefined) return missing(r, p, tok, 'value/real-expected', 'a real number is expected');
  return value;
}

function readRate(r: Reader, p: Parameter, which: 'full' | 'incremental'): number {
  const value = readReal(r, p);
  if (value < 0 && r.tok) {
    r.note('value/out-of-range', `${which} compression rate must be >= 0`, r.tok, {
      name: p.name,
      rule: 'rate',
      found: r.tok.text,
    });
  }
  return value;
}

function readInt(r: Reader, p: Parameter): number {
  const tok = r.take();
  const value = integerOf(tok);
  if (value === undefined) return missing(r, p, tok, 'value/integer-expected', 'an integer is expected');
  return Number(BigInt.asIntN(32, value));
}

function readCompress(r: Reader, p: Parameter): Value {
  const found = new Set<string>();
  const words = ['none', 'fast', 'best', 'custom', 'client', 'server'];
  const amanda =
    'NONE, CLIENT FAST, CLIENT BEST, CLIENT CUSTOM, SERVER FAST, SERVER BEST or SERVER CUSTOM expected';
  let last: Tok | undefined;
  for (let tok = r.take(); tok.kind !== 'nl' && tok.kind !== 'end'; tok = r.take()) {
    const name = keywordOf(r, tok);
    if (name === undefined || !words.includes(name)) {
      return missing(r, p, tok, 'value/word-expected', amanda, { words: words.join(' ') });
    }
    found.add(name);
    last = tok;
  }
  const ways = ['none', 'fast', 'best', 'custom'] as const;
  const how = ways.filter((each) => found.has(each));
  if (how.length > 1 || (found.has('client') && found.has('server'))) {
    const conflict = [...found].join(' ');
    r.note('value/compress-conflict', amanda, last ?? r.here(), { name: p.name, found: conflict });
  }
  const way = how[0] ?? 'fast';
  const side = way === 'none' ? 'none' : found.has('server') ? 'server' : 'client';
  return { t: 'compress', side, how: way };
}

function readExclude(r: Reader, p: Parameter, current: Value | undefined): Value {
  const old: ExcludeValue =
    current?.t === 'exclude' ? current.value : { file: [], list: [], optional: false };
  let tok = r.take();
  let kind: 'file' | 'list' = 'file';
  if (keywordOf(r, tok) === 'list' || keywordOf(r, tok) === 'file') {
    kind = keywordOf(r, tok) === 'list' ? 'list' : 'file';
    tok = r.take();
  }
  const optional = keywordOf(r, tok) === 'optional';
  if (optional) tok = r.take();
  const append = keywordOf(r, tok) === 'append';
  if (append) tok = r.take();
  const own: string[] = [];
  for (; tok.kind === 'string'; tok = r.take()) own.push(tok.value);
  if (tok.kind !== 'nl' && tok.kind !== 'end') {
    const late = keywordOf(r, tok);
    if (late !== undefined && ['list', 'file', 'optional', 'append'].includes(late)) {
      return missing(r, p, tok, 'value/exclude-order', 'end of line is expected', { word: late });
    }
    if (own.length === 0) {
      missing(r, p, tok, 'value/string-expected', 'end of line is expected', { list: 1 });
    }
  }
  r.back();
  const patterns = own.length === 0 ? [] : append ? [...old[kind], ...own] : own;
  return { t: 'exclude', value: { ...old, [kind]: patterns, optional } };
}

/** Property names are compared in lower case with `_` as `-` (conffile.c, amandaify_property_name). */
export function propertyName(name: string): string {
  return name.replaceAll('_', '-').replace(/[A-Z]/g, (c) => c.toLowerCase());
}

function readProperty(r: Reader, p: Parameter, current: Value | undefined, shown: boolean): Value {
  const map = PropertyTable.from(current?.t === 'properties' ? current.map : undefined);
  let tok = r.take();
  let [priority, append, visible] = [false, false, shown];
  if (keywordOf(r, tok) === 'priority') {
    priority = true;
    tok = r.take();
  }
  if (keywordOf(r, tok) === 'append') {
    append = true;
    tok = r.take();
  }
  const sight = keywordOf(r, tok);
  if (sight === 'hidden' || sight === 'visible') {
    visible = sight === 'visible';
    tok = r.take();
  }
  if (tok.kind !== 'string') {
    missing(r, p, tok, 'value/property-form', 'key expected', { part: 'name' });
  }
  const name = propertyName(tok.value);
  const at = tok;
  tok = r.take();
  if (tok.kind === 'nl' || tok.kind === 'end') {
    r.back();
    map.delete(name);
    return { t: 'properties', map };
  }
  if (tok.kind !== 'string') {
    missing(r, p, tok, 'value/property-form', 'value expected', { part: 'value' });
  }
  const values: string[] = [];
  const old = append ? map.get(name) : undefined;
  if (old) {
    addAll(values, old.values);
    priority ||= old.priority;
  }
  for (; tok.kind === 'string'; tok = r.take()) values.push(tok.value);
  r.back();
  const value: PropertyValue = { name, values, priority, append, visible, place: r.place(at) };
  map.set(name, value);
  return { t: 'properties', map };
}

function readReference(r: Reader, p: Parameter, _current: Value | undefined, blocks: Blocks): Value {
  const kind = p.refers ?? 'application';
  const tok = r.take();
  if (tok.kind === 'lbrace') return { t: 'ref', name: blocks.inline(kind, tok).name };
  const bare = tok.kind === 'word' && r.grammar.bareReferences && !r.isKeyword(tok.text);
  if (tok.kind !== 'string' && !bare) {
    const id = tok.kind === 'word' ? 'reference/name-not-quoted' : 'value/name-expected';
    return missing(r, p, tok, id, `${kind} name expected`, { target: kind });
  }
  if (tok.value === '' && r.grammar.emptyNames) return { t: 'ref', name: '' };
  const target = blocks.find(kind, tok.value);
  blocks.use(kind, tok, target);
  if (!target) {
    if (blocks.incomplete) throw new GiveUp('include');
    r.fail('reference/unknown-block', `Unknown ${kind} named: ${tok.value}`, tok, {
      target: kind,
      found: tok.value,
    });
  }
  return { t: 'ref', name: target.name };
}

function readScripts(r: Reader, p: Parameter, current: Value | undefined, blocks: Blocks): Value {
  let names: readonly string[] = current?.t === 'refs' ? current.names : [];
  let tok = r.take();
  if (tok.kind === 'lbrace') {
    const made = blocks.inline('script', tok);
    return { t: 'refs', names: blocks.insertScript(names, made.name) };
  }
  let any = false;
  const { emptyNames, scriptLists } = r.grammar;
  const isName = (each: Tok) =>
    each.kind === 'string' || (scriptLists && each.kind === 'word' && !r.isKeyword(each.text));
  for (; isName(tok) && (scriptLists || !any); tok = r.take()) {
    any = true;
    if (tok.value === '' && emptyNames) {
      names = [];
      continue;
    }
    const target = blocks.find('script', tok.value);
    blocks.use('script', tok, target);
    if (!target) {
      if (blocks.incomplete) throw new GiveUp('include');
      r.fail('reference/unknown-block', `Unknown pp_script named: ${tok.value}`, tok, {
        target: 'script',
        found: tok.value,
      });
    }
    names = blocks.insertScript(names, target.name);
  }
  if (!any) {
    const id = tok.kind === 'word' ? 'reference/name-not-quoted' : 'value/name-expected';
    missing(r, p, tok, id, 'pp_script name expected', { target: 'script' });
  }
  r.back();
  return { t: 'refs', names };
}

function readSelection(r: Reader, p: Parameter, current: Value | undefined): Value {
  type Selection = Extract<Value, { t: 'selection' }>['list'][number];
  const old: readonly Selection[] = current?.t === 'selection' ? current.list : [];
  const tok = r.take();
  const found = keywordOf(r, tok);
  if (tok.kind === 'nl' || tok.kind === 'end') return { t: 'selection', list: [] };
  let tagType: Selection['tagType'] = 'name';
  if (found === 'all' || found === 'other') tagType = found;
  else if (tok.kind !== 'string') {
    const amanda = 'string, ALL or OTHER expected';
    return missing(r, p, tok, 'value/string-expected', amanda, { words: 'all other' });
  }
  const words = ['all', 'full', 'incr'];
  const level = readWord(r, p, words, 'ALL, FULL or INCR expected') as Selection['level'];
  const tag = tagType === 'name' ? tok.value : '';
  const behind = r.take();
  if (behind.kind !== 'nl' && behind.kind !== 'end') {
    missing(r, p, behind, 'syntax/trailing-text', 'string expected');
  }
  const made: Selection = { tag, tagType, level };
  if (tagType === 'name' && tag === '') {
    // The list is freed and used again, at the latest when the program ends (conffile.c, read_dump_selection).
    r.note('value/empty-name', '', tok, { name: p.name, tag: 1 });
    return { t: 'selection', list: [] };
  }
  const same = old.findIndex((each) => each.tagType === tagType && each.tag === tag);
  return {
    t: 'selection',
    list: same < 0 ? [...old, made] : old.map((each, i) => (i === same ? made : each)),
  };
}

function readVault(r: Reader, p: Parameter, current: Value | undefined, blocks: Blocks): Value {
  const made = new Map(
    current?.t === 'vault' ? current.list.map((each) => [each.name, each.days] as const) : [],
  );
  let count = 0;
  let tok = r.take();
  while (tok.kind === 'string' || (tok.kind === 'word' && !r.isKeyword(tok.text))) {
    if (p.refers) blocks.use(p.refers, tok, undefined);
    made.set(tok.value, Number(readNumber(r, { ...p, unit: 'days' }, 32)));
    count++;
    if (r.tok?.kind === 'nl' || r.tok?.kind === 'end') {
      tok = r.tok;
      break;
    }
    tok = r.take();
  }
  swallowed(r, p, tok);
  if (count === 0) made.clear();
  return { t: 'vault', list: [...made].map(([name, days]) => ({ name, days })) };
}
