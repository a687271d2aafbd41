import { builtinsOf } from '../schema/builtins';
import { goneParameters } from '../schema/gone';
import { anyParameter, contextsOf, lookup, parameterLists } from '../schema/index';
import { defineWords, fold, keywordLife, spelling } from '../schema/keywords';
import type { BlockKind, Context, Parameter } from '../schema/types';
import { hasSince } from '../schema/versions';
import { parseConf } from '../syntax/conf';
import type { Dialect } from '../syntax/dialect';
import type { ConfTree } from '../syntax/nodes';
import { BlockBuilder, builderOf, type ConfigBuilder } from './builder';
import { includeFile, Readings } from './include';
import { blockKey, kindWord, parameterExpected } from './names';
import { GiveUp, Reader } from './reader';
import { readValue, type Blocks } from './readers';
import { TokenStream, type Tok } from './stream';
import type { Block, Config, FileSource, Setting } from './types';
import { validate } from './validate';
import type { Value } from './values';

/** Gives trees for texts; syntax/trees.ts keeps them between edits. */
export interface Trees {
  conf(uri: string, text: string, dialect?: Dialect): ConfTree;
}

/**
 * Keywords that Amanda warns about once each, wherever they stand, and since when (conffile.c,
 * handle_deprecated_keyword). The global changerfile is warned about when its value is read.
 */
const DEPRECATED: ReadonlyMap<string, string> = new Map(
  [...parameterLists.global, ...parameterLists.dumptype, ...goneParameters].flatMap(
    ({ name, deprecated, validation }) =>
      deprecated && validation !== 'changerfile' ? [[name, deprecated.since] as const] : [],
  ),
);

/** Kinds of values that may be given twice even where nothing else may (conffile.c, the read_* functions without ckseen). */
const UNCOUNTED: ReadonlySet<string> = new Set(['property_hidden', 'property_visible', 'rate', 'intrange']);

/** Of a line that may be a DLE no more than so many characters are looked at. */
const LONGEST_DLE = 4096;

/** Parameters whose values a dumptype takes from the top level when it is defined (conffile.c, init_dumptype_defaults). */
const FROZEN = ['dumpcycle', 'maxdumps', 'bumpsize', 'bumppercent', 'bumpmult', 'bumpdays'];

/**
 * Walks the lines of a configuration in Amanda's order and builds the resolved configuration
 * (common-src/conffile.c, read_confline and read_block). Stops like Amanda at the first thing it does not understand,
 * notes one problem for it, and goes on behind the statement.
 */
export class Interpreter implements Blocks {
  /** URIs of the files being read, outermost first. */
  readonly open = new Set<string>();
  /** What was read more than once. */
  readonly readings = new Readings();
  /** Grows with each line that may change what is known. */
  changes = 0;
  /** What the files being read were entered with. */
  private readonly entered: { readonly uri: string; readonly changes: number; leave(): void }[] = [];
  /** The builder of the block being read, innermost last. */
  private readonly within: BlockBuilder[] = [];
  private readonly warned: Set<string>;
  private readonly holdingdisksInUse = new Set<string>();
  /** True once a bare name was read: before that Amanda refuses any quoted name (conffile.c, validate_name). */
  private bareNameRead = false;
  /** Blocks that were closed for want of their brace: as many `}` further down are not worth a second problem. */
  private forgiven = 0;
  /** False in the site-wide file, where a parameter must not be given twice (conffile.c, ckseen). */
  overwrite = true;

  constructor(
    readonly r: Reader,
    readonly c: ConfigBuilder,
    public folder: string,
    readonly source: FileSource,
    readonly trees: Trees,
    /** The configuration around, when an inline dumptype of a disklist is read. */
    private readonly base?: Config,
  ) {
    this.warned = new Set(base === undefined ? [] : warnedIn(base));
  }

  /** The built-in dumptypes; in amanda-client.conf they mean nothing. */
  builtins(): void {
    for (const row of builtinsOf(this.r.version)) {
      const builder = new BlockBuilder('dumptype', row.name, false);
      builder.block.builtin = true;
      const p = lookup('dumptype', row.parameter, false, this.r.version);
      if (!p) continue;
      const tree = parseConf(`${row.parameter} ${row.value}\n`);
      const r = new Reader(TokenStream.ofTree('', tree), false, this.r.version);
      const place = r.place(r.take());
      const value = readValue(r, p, undefined, this);
      builder.set(p, { parameter: p, value, keyword: place, place }, value, true);
      this.save(builder);
    }
  }

  /** Reads a whole file, with those that it includes. */
  read(uri: string, text: string): void {
    this.enter(uri, text);
    const outermost = this.entered.length;
    while (this.entered.length >= outermost) {
      if (this.attempt(() => this.line())) continue;
      this.leave();
      // The line that holds the includefile is not yet at its end.
      if (this.entered.length >= outermost) this.attempt(() => this.endOfLine());
    }
  }

  /** Goes on in another file; its lines are read by `read`, so that a chain of includes needs no stack. */
  enter(uri: string, text: string): void {
    this.open.add(uri);
    this.c.addFile(uri);
    const leave = this.r.enter(TokenStream.ofTree(uri, this.trees.conf(uri, text, this.r.grammar.dialect)));
    this.entered.push({ uri, changes: this.changes, leave });
  }

  private leave(): void {
    const file = this.entered.pop();
    if (file === undefined) return;
    file.leave();
    this.open.delete(file.uri);
    this.readings.done(file.uri, file.changes, this.changes);
  }

  /** Runs `step`; a statement that it gives up is skipped. False at the end of the file. */
  private attempt(step: () => boolean): boolean {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof GiveUp)) throw error;
      this.changes++;
      this.r.recover(false);
      return this.r.tok?.kind !== 'end';
    }
  }

  private endOfLine(): boolean {
    if (this.r.tok?.kind !== 'nl') this.newline();
    return true;
  }

  private get context(): Context {
    return this.r.client ? 'client' : 'global';
  }

  private line(): boolean {
    const { r } = this;
    r.keyword = undefined;
    const tok = r.take();
    r.keyword = tok;
    if (tok.kind === 'end') return false;
    if (tok.kind === 'nl') return true;
    if (tok.kind !== 'word') this.unexpected(tok, undefined);
    const word = fold(tok.text);
    if (!r.isKeyword(tok.text)) this.unknown(tok, undefined);
    this.deprecated(tok);
    const p = lookup(this.context, tok.text, r.client, r.version);
    if (word === 'includefile') {
      const before = r.problems.length;
      if (includeFile(this)) return true;
      if (r.problems.length > before) this.changes++;
      return this.endOfLine();
    }
    this.changes++;
    if (word === 'define') this.define();
    else if (word === 'holdingdisk' && !r.client) this.holdingdisk(tok, false);
    else if (p) this.parameter(p, tok, undefined);
    else this.misplaced(tok, undefined);
    return this.endOfLine();
  }

  private define(): void {
    const { r } = this;
    const keyword = r.keyword ?? r.here();
    const tok = r.take();
    const word = tok.kind === 'word' ? fold(tok.text) : '';
    const { words, expected } = (r.client ? r.grammar.clientDefine : undefined) ?? r.grammar.define;
    const kind = words.includes(word) && r.isKeyword(tok.text) ? defineWords.get(word) : undefined;
    if (!kind) {
      const none = tok.kind === 'nl' || tok.kind === 'end';
      r.note('syntax/block-kind', expected, none ? keyword : tok, {
        found: none ? undefined : tok.text,
        kind: tok.kind,
        client: r.client ? 1 : 0,
      });
      // What was probably meant is read all the same, so that the names that use the block are not reported as well.
      const meant = r.client ? undefined : meantKind(word);
      const known = words.some((each) => defineWords.get(each) === meant);
      if (!meant || !known || r.peek(2)[1]?.kind !== 'lbrace') throw new GiveUp('kind');
      return this.block(meant, keyword);
    }
    if (kind === 'holdingdisk') this.holdingdisk(keyword, true);
    else this.block(kind, keyword);
  }

  /** Reads the name behind `define KIND`. */
  private name(kind: BlockKind): Tok {
    const { r } = this;
    const tok = r.take();
    if (tok.kind !== 'word' && tok.kind !== 'string') {
      const none = tok.kind === 'nl' || tok.kind === 'end' || tok.kind === 'lbrace';
      r.fail('syntax/block-name', 'an identifier is expected', none ? (r.keyword ?? tok) : tok, {
        target: kind,
        found: none ? undefined : tok.text,
      });
    }
    if (tok.kind === 'word') this.bareNameRead = true;
    else if (!r.grammar.checksNames) return tok;
    else if (!this.bareNameRead && r.grammar.bareFirstName) {
      r.note('syntax/first-name-quoted', 'validate_no_space_dquote invalid type 0', tok, {
        target: kind,
        found: tok.value,
      });
      this.bareNameRead = true;
    } else if (/[ "]/.test(tok.value)) {
      const char = tok.value.includes(' ') ? 'space' : 'quote';
      const amanda = `${kind.toUpperCase()} must not contains ${char === 'space' ? 'space' : 'double quotes'}`;
      r.note('syntax/block-name', amanda, tok, { target: kind, found: tok.value, char });
    }
    return tok;
  }

  /** Reads the `{` of a block and the end of its line. */
  private openBrace(kind: BlockKind, name: Tok): Tok | undefined {
    const { r } = this;
    const tok = r.take();
    if (tok.kind === 'lbrace') {
      const behind = r.take();
      if (behind.kind === 'nl' || behind.kind === 'end') return tok;
      r.note('syntax/brace-placement', 'end of line is expected', behind, {
        where: 'behind-open',
        name: name.value,
      });
      r.back();
      return tok;
    }
    const args = { name: name.value, target: kind };
    if (tok.kind === 'nl') {
      const next = this.skipBlankLines();
      if (next?.kind === 'lbrace') {
        const related = [{ place: r.place(next), text: 'Amanda does not look for the { here.' }];
        r.note(
          'syntax/brace-placement',
          '"{" is expected',
          name,
          { ...args, where: 'next-line', brace: next.start },
          related,
        );
        const brace = r.take();
        if (r.peek(1)[0]?.kind === 'nl') r.take();
        return brace;
      }
      r.note('syntax/missing-brace', '"{" is expected', name, { ...args, which: 'open' });
      // Where a `}` follows, the lines up to it are the block all the same.
      if (this.closesBelow()) return undefined;
      throw new GiveUp('no brace');
    }
    // A blank that is none to Amanda does not belong to the name.
    if (tok.start === name.end && name.kind === 'word' && !/\s/.test(tok.text)) {
      r.fail('syntax/block-name', '"{" is expected', name, { ...args, found: name.text, quote: 1 });
    }
    return r.fail('syntax/missing-brace', '"{" is expected', tok.kind === 'end' ? name : tok, {
      ...args,
      which: 'open',
      found: tok.text,
    });
  }

  /** What the next line that is not blank begins with; the blank ones are taken only when it is a `{`. */
  private skipBlankLines(): Tok | undefined {
    const ahead = this.r.peek(8);
    const at = ahead.findIndex((tok) => tok.kind !== 'nl');
    const found = ahead[at];
    if (found?.kind !== 'lbrace') return undefined;
    for (let i = 0; i < at; i++) this.r.take();
    return found;
  }

  /** True when the next line that begins with a brace or with `define` begins with `}`. */
  private closesBelow(): boolean {
    // Most files answer within a few lines, so few tokens are looked at first.
    for (const count of [50, 2000]) {
      let fresh = true;
      for (const tok of this.r.peek(count)) {
        if (fresh && tok.kind === 'rbrace') return true;
        if (fresh && (tok.kind === 'lbrace' || tok.text.toLowerCase() === 'define')) return false;
        fresh = tok.kind === 'nl';
      }
    }
    return false;
  }

  private block(kind: BlockKind, keyword: Tok): void {
    const { r } = this;
    const name = this.name(kind);
    const brace = this.openBrace(kind, name);
    const builder = new BlockBuilder(kind, name.value, false, r.place(name));
    if (kind === 'dumptype') this.freeze(builder);
    const end = this.body(builder, brace);
    this.close(builder, keyword, end);
  }

  private close(builder: BlockBuilder, keyword: Tok, end: Tok): void {
    const { r } = this;
    builder.block.extent = r.place({ start: keyword.start, end: r.last?.end ?? end.end });
    if (builder.block.kind === 'tapetype') readBlockSize(builder, r.version);
    this.plugin(builder, end);
    if (end.kind === 'rbrace') {
      const behind = r.take();
      if (behind.kind === 'end') {
        r.note('syntax/missing-newline-at-end', 'end of line is expected', end);
      } else if (behind.kind !== 'nl') {
        r.note('syntax/brace-placement', 'end of line is expected', behind, { where: 'behind-close' });
        r.recover(false);
      }
    }
    this.save(builder, end);
    if (end.kind !== 'rbrace') throw new GiveUp('unclosed');
  }

  /** 2.6.1 wants the plugin of an application or script when it is defined (conffile.c, read_application). */
  private plugin({ block, values }: BlockBuilder, end: Tok): void {
    const { kind, name } = block;
    if (!this.r.grammar.pluginAtDefinition || (kind !== 'application' && kind !== 'script')) return;
    const plugin = values.get('plugin')?.value;
    if (plugin?.t === 'string' && plugin.s !== '') return;
    const related = block.place && [{ place: block.place, text: `${kind} ${name} begins here.` }];
    this.r.note(
      'value/plugin-missing',
      `plugin not set for ${kind}`,
      end,
      { target: kind, found: name },
      related,
    );
  }

  /** The dumptype takes some defaults from the top level as it is now; later lines there do not reach it. */
  freeze(builder: BlockBuilder): void {
    const global = this.base?.global ?? this.c.global;
    for (const name of FROZEN) {
      const set = global.get(name);
      if (set) builder.snapshot.set(name, set.value);
    }
  }

  /** Reads the lines of a block; returns the token that ended it: `}`, or what stands where the `}` is missing. */
  body(builder: BlockBuilder, brace: Tok | undefined): Tok {
    this.within.push(builder);
    try {
      for (;;) {
        try {
          const end = this.blockLine(builder, brace);
          if (end) return end;
        } catch (error) {
          if (!(error instanceof GiveUp)) throw error;
          this.r.recover(true);
        }
      }
    } finally {
      this.within.pop();
    }
  }

  private blockLine(builder: BlockBuilder, brace: Tok | undefined): Tok | undefined {
    const { r } = this;
    const { kind } = builder.block;
    r.keyword = undefined;
    const tok = r.take();
    r.keyword = tok;
    if (tok.kind === 'rbrace') return tok;
    if (tok.kind === 'nl') return undefined;
    if (tok.kind === 'end') {
      // An inline dumptype of a disklist may end with the file.
      return this.base ? tok : this.unclosed(builder, brace, tok, 'end of line is expected');
    }
    const keyword = tok.kind === 'word' && r.isKeyword(tok.text);
    if (!keyword && this.beginsDle(tok)) {
      const at = this.unclosed(builder, brace, tok, parameterExpected(kind, r.grammar.toolBlocks));
      r.back();
      return at;
    }
    if (keyword) this.deprecated(tok);
    const p = keyword ? lookup(kind, tok.text, r.client, r.version) : undefined;
    if (keyword && this.startsAnother(tok, brace, p)) {
      const at = this.unclosed(builder, brace, tok, parameterExpected(kind, r.grammar.toolBlocks));
      r.back();
      return at;
    }
    if (p) this.parameter(p, tok, builder);
    else if (keyword) this.misplaced(tok, builder);
    else if (tok.kind === 'word' || tok.kind === 'string') this.inherit(tok, builder);
    else this.unexpected(tok, builder);
    const last = r.tok?.kind;
    // A `}` that a reader took and left is as good as a newline here, and so is the end of the file.
    if (last !== 'nl' && last !== 'end' && last !== 'rbrace') this.newline(builder, brace);
    return undefined;
  }

  /** True when this line shows that the block around it lacks its `}`. */
  private startsAnother(tok: Tok, brace: Tok | undefined, p?: Parameter): boolean {
    const word = fold(tok.text);
    if (this.base) return false;
    if (word === 'define') return true;
    if (brace?.closed !== false) return false;
    if (word === 'holdingdisk' && this.r.peek(2)[1]?.kind === 'lbrace') return true;
    return (
      !p &&
      (word === 'includefile' || lookup(this.context, word, this.r.client, this.r.version) !== undefined)
    );
  }

  /** True when a line of a disklist's inline dumptype is a DLE itself: the inline dumptype lacks its `}`. */
  private beginsDle(tok: Tok): boolean {
    if (!this.base || this.within.length > 1 || this.find('dumptype', tok.value)) return false;
    const { text } = this.r.stream;
    const newline = text.indexOf('\n', tok.start);
    const line = text.slice(
      tok.start,
      Math.min(newline < 0 ? text.length : newline, tok.start + LONGEST_DLE),
    );
    const [, , third, fourth] = line.replace(/#.*$/, '').trim().split(/\s+/);
    return [third, fourth].some(
      (word) =>
        word !== undefined &&
        (word.startsWith('{') || this.find('dumptype', word.replace(/^"(.*)"$/, '$1')) !== undefined),
    );
  }

  private unclosed(builder: BlockBuilder, brace: Tok | undefined, tok: Tok, amanda: string): Tok {
    const { kind, name } = builder.block;
    const open = brace ? this.r.place(brace) : builder.block.place;
    const related = open ? [{ place: open, text: `This { is not closed.` }] : undefined;
    // Of two blocks that the same missing brace leaves open only the inner one is worth a message.
    if (!this.alreadyUnclosed(tok))
      this.r.note(
        'syntax/missing-brace',
        amanda,
        tok,
        { which: 'close', name, target: kind, at: tok.kind, inline: this.base ? 1 : undefined },
        related,
      );
    if (tok.kind !== 'end') this.forgiven++;
    return tok;
  }

  private alreadyUnclosed(tok: Tok): boolean {
    const last = this.r.problems.at(-1);
    return (
      last?.id === 'syntax/missing-brace' &&
      last.place.uri === this.r.uri &&
      last.place.span.start === tok.start
    );
  }

  private inherit(tok: Tok, builder: BlockBuilder): void {
    const { r } = this;
    const { kind } = builder.block;
    if (kind === 'holdingdisk' && !r.grammar.namedHoldingdisks) {
      const args = { found: tok.text, context: kind, ...this.lifeOf(tok, builder) };
      r.fail('syntax/unknown-keyword', 'ident not expected', tok, args);
    }
    const target = this.find(kind, tok.value);
    const next = r.peek(1)[0];
    const alone = next === undefined || next.kind === 'nl' || next.kind === 'end' || next.kind === 'rbrace';
    if (target || alone || tok.kind === 'string') this.use(kind, tok, target, 'inherit');
    const parent = target && builderOf(target);
    if (!target || !parent) {
      const args = {
        found: tok.value,
        context: kind,
        block: builder.block.name,
        quoted: tok.kind === 'string' ? 1 : 0,
        ...this.lifeOf(tok, builder),
      };
      const id = alone || tok.kind === 'string' ? 'reference/unknown-parent' : 'syntax/unknown-keyword';
      if (id === 'reference/unknown-parent' && this.incomplete) throw new GiveUp('include');
      return r.fail(id, parameterExpected(kind, r.grammar.toolBlocks, true), tok, args);
    }
    const inherit = { name: tok.value, place: r.place(tok), target };
    builder.inherit(
      inherit,
      parent,
      r.grammar.mergesLists,
      (names) => this.sorted(names),
      (value) => this.allows(value, tok),
    );
  }

  /** Reads a parameter's value and stores it in the block, or at the top level. */
  private parameter(p: Parameter, keyword: Tok, builder: BlockBuilder | undefined): void {
    const { r, c } = this;
    const before = builder ? builder.values.get(p.name)?.value : c.global.get(p.name)?.value;
    const set = c.global.get(p.name);
    if (!builder && !this.overwrite && set && !UNCOUNTED.has(p.kind)) {
      r.note('reference/duplicate-parameter', 'duplicate parameter', keyword, { name: p.name }, [
        { place: set.place, text: 'It is set here first.' },
      ]);
    }
    const [first] = r.peek(1);
    // Once there is no room for lists what they hold is not copied again.
    let all = readValue(r, p, c.allowance.spent ? undefined : before, this);
    if (before?.t === all.t && !this.allows(all, keyword, before)) all = before;
    const end = Math.max(r.last?.end ?? 0, keyword.end);
    const none = first === undefined || first.kind === 'nl' || first.kind === 'end' || first.start >= end;
    all = validate(r, p, all, none ? keyword : { start: first.start, end, line: keyword.line });
    const setting: Setting = {
      parameter: p,
      value: all,
      keyword: r.place(keyword),
      place: r.place({ start: keyword.start, end }),
    };
    if (builder) builder.set(p, setting, all, marksSeen(p, all, before));
    else {
      c.statements.push(setting);
      // An empty name alone takes back what was set: the parameter counts as never set (conffile.c, free_val_t).
      const takenBack = p.kind === 'identlist' && strings(all).length === 0 && first?.kind === 'string';
      if (takenBack) c.global.delete(p.name);
      else c.global.set(p.name, setting);
    }
  }

  /** False for a list that is not judged any further. */
  private allows(value: Value, at: Tok, before = value): boolean {
    if (this.c.allowance.allow(this.c.allowance.spent ? before : value)) return true;
    if (this.c.allowance.first) this.r.note('trap/list-not-followed', '', at, { found: at.text });
    return false;
  }

  private holdingdisk(keyword: Tok, isDefine: boolean): void {
    const { r } = this;
    const p = lookup('global', 'holdingdisk');
    let name = this.name('holdingdisk');
    if (!r.grammar.namedHoldingdisks) {
      const brace = this.openBrace('holdingdisk', name);
      const builder = new BlockBuilder('holdingdisk', name.value, false, r.place(name));
      const end = this.body(builder, brace);
      if (p) this.useHoldingdisks(p, keyword, [name.value], end.end);
      return this.close(builder, keyword, end);
    }
    const first = r.take();
    if (first.kind === 'lbrace') {
      const old = this.find('holdingdisk', name.value);
      if (old) this.duplicate(old, 'holdingdisk', name);
      r.back();
      const brace = this.openBrace('holdingdisk', name);
      const builder = new BlockBuilder('holdingdisk', name.value, false, r.place(name));
      const end = this.body(builder, brace);
      this.close(builder, keyword, end);
      if (!isDefine && p) this.useHoldingdisks(p, keyword, [name.value], end.end);
      return;
    }
    r.back();
    if (isDefine) {
      r.fail(
        'syntax/missing-brace',
        'holdingdisk definition must specify holdingdisk parameters',
        first.kind === 'nl' || first.kind === 'end' ? name : first,
        { which: 'open', name: name.value, target: 'holdingdisk' },
      );
    }
    const names: string[] = [];
    const used = this.holdingdisksInUse;
    for (;;) {
      if (used.has(name.value)) {
        r.note('reference/holdingdisk-in-use', `holding disk '${name.value}' already in use`, name, {
          found: name.value,
        });
      } else names.push(name.value);
      used.add(name.value);
      this.use('holdingdisk', name, undefined, 'holdingdisk');
      const tok = r.take();
      if (tok.kind === 'nl') break;
      if (tok.kind === 'end') {
        if (p) this.useHoldingdisks(p, keyword, names, name.end);
        r.fail('syntax/missing-newline-at-end', 'IDENT or NL expected', name);
      }
      if (tok.kind !== 'string' && (tok.kind !== 'word' || r.isKeyword(tok.text))) {
        r.fail('value/name-expected', 'IDENT or NL expected', tok, {
          name: 'holdingdisk',
          target: 'holdingdisk',
          found: tok.text,
          kind: tok.kind,
        });
      }
      name = tok;
    }
    if (p) this.useHoldingdisks(p, keyword, names, name.end);
  }

  private useHoldingdisks(p: Parameter, keyword: Tok, names: readonly string[], end: number): void {
    const before = this.c.global.get(p.name)?.value;
    const list = this.c.allowance.spent ? strings(before) : [...strings(before), ...names];
    const grown: Value = { t: 'strings', list };
    const value = before === undefined || this.allows(grown, keyword) ? grown : before;
    for (const name of names) this.holdingdisksInUse.add(name);
    const place = this.r.place({ start: keyword.start, end });
    const setting = { parameter: p, value, keyword: this.r.place(keyword), place };
    this.c.statements.push(setting);
    this.c.global.set(p.name, setting);
  }

  /** True once an included file could not be read: what is not found then may be defined there. */
  get incomplete(): boolean {
    return this.c.incomplete || this.base?.incomplete === true;
  }

  find(kind: BlockKind, name: string): Block | undefined {
    const key = blockKey(name);
    return this.c.blocks[kind].get(key) ?? this.base?.blocks[kind].get(key);
  }

  use(
    kind: BlockKind,
    tok: Tok,
    target: Block | undefined,
    from: 'inherit' | 'parameter' | 'holdingdisk' = 'parameter',
  ): void {
    if (tok.kind === 'word') this.bareNameRead = true;
    const within = this.within.at(-1)?.block;
    const place = this.r.place(tok);
    this.c.uses.push({
      kind,
      name: tok.value,
      place,
      from,
      ...(target ? { target } : {}),
      ...(within ? { within } : {}),
    });
  }

  inline(kind: BlockKind, brace: Tok): Block {
    const { r, c } = this;
    c.anonymous++;
    const short = { interactivity: 'iv', taperscan: 'ts', policy: 'po' }[kind as string];
    const owner = short ?? `DUMPTYPE:${this.dumptypeName()}`;
    const name = `custom(${owner}).${c.anonymous}`.replaceAll('/', '_');
    const builder = new BlockBuilder(kind, name, true, r.place(brace));
    const keyword = r.keyword;
    const end = this.body(builder, brace);
    r.keyword = keyword;
    builder.block.extent = r.place({ start: brace.start, end: r.last?.end ?? end.end });
    this.plugin(builder, end);
    this.save(builder, end);
    c.inlineBlocks.push(builder.block);
    if (end.kind !== 'rbrace' && !this.base) throw new GiveUp('unclosed');
    return builder.block;
  }

  private dumptypeName(): string {
    const around = this.within.findLast((each) => each.block.kind === 'dumptype');
    return around?.block.name ?? 'NO-FULL';
  }

  insertScript(list: readonly string[], name: string): readonly string[] {
    const order = this.orderOf(name);
    // The list is in order, and there may be thousands.
    let at = 0;
    for (let high = list.length; at < high;) {
      const middle = (at + high) >> 1;
      if (order <= this.orderOf(list[middle] ?? '')) high = middle;
      else at = middle + 1;
    }
    return [...list.slice(0, at), name, ...list.slice(at)];
  }

  private sorted(names: readonly string[]): string[] {
    return [...names].sort((a, b) => Math.sign(this.orderOf(a) - this.orderOf(b)));
  }

  private orderOf(name: string): number {
    const value = this.find('script', name)?.values.get('order')?.value;
    return value?.t === 'int' ? value.n : 5000;
  }

  /** Adds a block to the configuration, unless its name is taken. Amanda notices that at the block's end. */
  save(builder: BlockBuilder, end?: Tok): boolean {
    const { block } = builder;
    const old = this.find(block.kind, block.name);
    if (old) {
      if (block.kind === 'holdingdisk' && !this.r.grammar.namedHoldingdisks) {
        // Both are used, whatever they are called.
        this.c.blocks.holdingdisk.set(`${blockKey(block.name)} ${this.c.blocks.holdingdisk.size}`, block);
        return true;
      }
      if (end && block.kind !== 'holdingdisk') this.duplicate(old, block.kind, end, block);
      return false;
    }
    this.c.blocks[block.kind].set(blockKey(block.name), block);
    return true;
  }

  private duplicate(old: Block, kind: BlockKind, at: Tok, block?: Block): void {
    const where = old.place ? [{ place: old.place, text: `${old.name} is defined here first.` }] : [];
    const here = block?.place ? [{ place: block.place, text: 'The second definition begins here.' }] : [];
    const args = { found: block?.name ?? at.value, target: kind, first: old.name };
    if (old.builtin) {
      const amanda = hasSince(this.r.version, '2.6.1')
        ? `dumptype ${old.name} is defined by default and cannot be redefined`
        : `dumptype ${old.name} already defined on line -1`;
      this.r.note('reference/builtin-redefined', amanda, at, args, here);
      return;
    }
    const amanda =
      kind === 'holdingdisk'
        ? `holding disk '${at.value}' already defined`
        : `${kindWord(kind)} ${old.name} already defined`;
    this.r.note('reference/duplicate-block', amanda, at, args, [...here, ...where]);
  }

  private deprecated(tok: Tok): void {
    const word = fold(tok.text);
    const since = DEPRECATED.get(word);
    if (since === undefined || !hasSince(this.r.version, since) || this.warned.has(word)) return;
    this.warned.add(word);
    this.r.note('style/deprecated-keyword', `warning: Keyword ${tok.text} is deprecated.`, tok, {
      name: word,
    });
  }

  /** Expects the end of the line behind a statement. */
  newline(builder?: BlockBuilder, brace?: Tok): void {
    const { r } = this;
    const tok = r.take();
    if (tok.kind === 'nl') return;
    const keyword = r.keyword ?? tok;
    if (tok.kind === 'end') {
      if (builder && !this.base) this.unclosed(builder, brace, tok, 'end of line is expected');
      else r.note('syntax/missing-newline-at-end', 'end of line is expected', r.last ?? keyword);
      return;
    }
    if (tok.kind === 'rbrace' && builder) {
      r.note('syntax/brace-placement', 'end of line is expected', tok, { where: 'before-close' });
      r.back();
      return;
    }
    const quote = tok.text === "'" || tok.text === '’' || tok.text === '‘';
    const id = quote ? 'syntax/single-quotes' : 'syntax/trailing-text';
    r.fail(id, 'end of line is expected', tok, {
      name: keyword.kind === 'word' ? fold(keyword.text) : undefined,
      context: builder?.block.kind ?? this.context,
      found: tok.text,
      kind: tok.kind,
    });
  }

  private unknown(tok: Tok, builder: BlockBuilder | undefined): never {
    const next = this.r.peek(1)[0];
    const { notKeyword, refused } = this.r.grammar;
    const named = notKeyword === 'configuration keyword expected' && refused.includes(fold(tok.text));
    return this.r.fail(
      'syntax/unknown-keyword',
      named ? `error: Keyword ${tok.text} is deprecated.` : notKeyword,
      tok,
      {
        found: tok.text,
        context: builder?.block.kind ?? this.context,
        glued: next?.start === tok.end && next.kind === 'unknown' ? next.text : undefined,
        ...this.lifeOf(tok, builder),
      },
    );
  }

  /** Since and until which release a word may stand here, when another release takes it. */
  private lifeOf(
    tok: Tok,
    builder: BlockBuilder | undefined,
  ): { since?: string; until?: string; spelt?: string } {
    const { r } = this;
    if (tok.kind !== 'word') return {};
    const context = builder?.block.kind ?? this.context;
    const structure = builder ? undefined : /^(define|includefile|holdingdisk)$/.exec(fold(tok.text))?.[0];
    const life = anyParameter(context, tok.text) ?? (structure && keywordLife(structure, r.client));
    if (!life) return {};
    if (hasSince(r.version, life.since, life.until)) return { spelt: spelling(fold(tok.text), r.version) };
    return { since: life.since, until: life.until };
  }

  private misplaced(tok: Tok, builder: BlockBuilder | undefined): never {
    const { r } = this;
    const where = builder?.block.kind;
    const amanda = where ? parameterExpected(where, r.grammar.toolBlocks) : 'configuration keyword expected';
    return r.fail('syntax/misplaced-parameter', amanda, tok, {
      found: tok.text,
      context: where ?? this.context,
      block: builder?.block.name,
      belongs: contextsOf(tok.text, r.version).join(' '),
      ...this.lifeOf(tok, builder),
    });
  }

  private unexpected(tok: Tok, builder: BlockBuilder | undefined): never {
    const { r } = this;
    const where = builder?.block.kind;
    const odd = tok.kind === 'unknown' || tok.kind === 'comma';
    if (!builder && tok.kind === 'rbrace' && this.forgiven > 0) {
      this.forgiven--;
      throw new GiveUp('forgiven');
    }
    const crash = !builder && r.crashes && (odd || r.grammar.crashesOn === 'anything');
    const amanda = crash
      ? ''
      : where
        ? parameterExpected(where, r.grammar.toolBlocks)
        : odd
          ? 'configuration keyword expected'
          : r.grammar.notKeyword;
    const stray = tok.kind === 'rbrace' || tok.kind === 'lbrace';
    const id = crash ? 'syntax/crash' : stray ? 'syntax/stray-brace' : 'syntax/unexpected-text';
    return r.fail(id, amanda, tok, { found: tok.text, kind: tok.kind, context: where ?? this.context });
  }
}

const warnings = new WeakMap<Config, readonly string[]>();

/** The keywords that Amanda has warned about: a disklist may have a hundred thousand inline dumptypes that ask. */
function warnedIn(config: Config): readonly string[] {
  let known = warnings.get(config);
  if (known === undefined) {
    known = config.problems.flatMap(({ id, args }) =>
      id === 'style/deprecated-keyword' ? [String(args.name)] : [],
    );
    warnings.set(config, known);
  }
  return known;
}

/** The kind of block that begins with the same letters. */
function meantKind(word: string): Exclude<BlockKind, 'holdingdisk'> | undefined {
  const kinds = [
    'dumptype',
    'tapetype',
    'taperscan',
    'interface',
    'interactivity',
    'application',
    'script',
  ] as const;
  const more = ['device', 'changer', 'policy', 'storage'] as const;
  return [...kinds, ...more].find((kind) => word.length >= 4 && kind.startsWith(word.slice(0, 4)));
}

/** `comprate` and port ranges are never marked as set, and a property that is only taken out is not (conffile.c). */
function marksSeen(p: Parameter, value: Value, before: Value | undefined): boolean {
  if (p.kind === 'rate' || p.kind === 'intrange') return false;
  if (value.t === 'properties') return before !== undefined || value.map.size > 0;
  return true;
}

function strings(value: Value | undefined): readonly string[] {
  return value?.t === 'strings' ? value.list : [];
}

/** A tapetype reads blocks at least as large as it writes them (conffile.c, get_tapetype). */
function readBlockSize(builder: BlockBuilder, version: string): void {
  const written = builder.values.get('blocksize');
  const read = builder.values.get('readblocksize');
  if (written?.value.t !== 'int64') return;
  const least = read?.value.t === 'int64' ? read.value.n : 32n;
  if (least >= written.value.n) return;
  const parameter = lookup('tapetype', 'readblocksize', false, version);
  if (parameter) builder.values.set('readblocksize', { ...written, parameter });
  builder.seen.delete('readblocksize');
}
