import type { Field, InlineBlock } from '../syntax/nodes';
import { ColumnReader } from '../syntax/columns';
import type { TreeCache } from '../syntax/trees';
import type { Place } from '../text/span';
import { resolveUri, uriPath } from '../text/uri';
import type { Grammar } from '../schema/grammar';
import { grammarOf } from '../schema/versions';
import { resolveInline } from './inline';
import { HostNames } from './disklist-names';
import { EntryDle, Line, noRest, type Extras, type Rest, type Type } from './disk-entry';
import { valueOfBlock } from './effective';
import { MOST_OPEN, Readings, READINGS } from './include';
import { Allowance } from './builder';
import { asciiLower } from './match';
import { OldDisks } from './old-disks';
import { quoteString, sanitiseFilename } from './quote';
import type {
  Block,
  Config,
  Disklist,
  Dle,
  FileResult,
  FileSource,
  Host,
  Include,
  Problem,
  Use,
} from './types';
import { addAll } from '../text/lists';

interface Options {
  /** URI of the disklist. */
  readonly root: string;
  readonly source: FileSource;
  readonly trees: TreeCache;
}

/**
 * Reads a disklist with everything it includes as server-src/diskfile.c read_diskfile does. Never fails.
 *
 * Amanda stops at the first error; here reading goes on behind it, so that one run shows all of them and a half-typed
 * line does not make the other DLEs vanish. Lines that Amanda skips without a word (behind an includefile when it has
 * printed a warning) are not judged: they are in `unread`.
 */
export function resolveDisklist(config: Config, options: Options): Disklist {
  return new Resolver(config, options).run();
}

/**
 * Lines of a disklist that are judged. Amanda compares each new host with all others: 20,000 DLEs on 2,000 hosts take it
 * some 18 s, and 100,000 hosts hours.
 */
const MOST_ENTRIES = 100_000;

class Resolver {
  private readonly files = new Set<string>();
  private readonly includes: Include[] = [];
  private readonly dles: Dle[] = [];
  private readonly problems: Problem[] = [];
  private readonly uses: Use[] = [];
  private readonly inlineBlocks: Block[] = [];
  private readonly unread: Place[] = [];
  private readonly names: HostNames;
  private readonly hosts = new Map<string, HostDisks>();
  /** The files being read. */
  private readonly open = new Set<string>();
  private readonly readings = new Readings();
  private readonly allowance = new Allowance();
  /** Lines read so far, in all files. */
  private entries = 0;
  /** Grows with each line that may change what is known. */
  private changes = 0;
  private readonly judged = new Set<Block>();
  /** The host of the line before, when nothing was wrong with its name. */
  private last: HostDisks | undefined;
  /** The dumptype of the line before. */
  private looked: { readonly name: string; readonly block: Block | undefined } | undefined;
  private warned: boolean;
  private readonly grammar: Grammar;
  /** True when amanda.conf or a file that it includes cannot be read: what it defines is not known. */
  private readonly incomplete: boolean;
  /** Amanda numbers its unnamed blocks from 1 through all files. */
  private unnamed: number;

  constructor(
    private readonly config: Config,
    private readonly options: Options,
  ) {
    this.incomplete = config.incomplete;
    this.warned = config.hasWarnings;
    this.grammar = grammarOf(config.version);
    this.names = new HostNames(this.grammar.disklist.hostFileNames);
    this.unnamed = countInline(config);
  }

  run(): Disklist {
    const { root } = this.options;
    const setting = this.config.global.get('diskfile');
    const place = setting?.place ?? { uri: this.config.root, span: { start: 0, end: 0 } };
    const name = setting?.value.t === 'string' ? setting.value.s : 'disklist';
    const usual = resolveUri(this.config.folder, name) === root;
    const path = usual ? this.pathOf(name) : uriPath(root);
    const result = this.options.source.read(root);
    this.refuseFile(result, place, root, path, 'disklist');
    this.readFile(root, path, result);
    return {
      root,
      files: [...this.files],
      includes: this.includes,
      dles: this.dles,
      hosts: [...this.hosts.values()].map(({ name: host, dles }): Host => ({ name: host, dles })),
      inlineBlocks: this.inlineBlocks,
      uses: this.uses,
      problems: this.problems,
      unread: this.unread,
    };
  }

  /** A path as Amanda writes it (conffile.c, config_dir_relative): nothing is tidied up. */
  private pathOf(name: string): string {
    return name.startsWith('/') ? name : `${uriPath(this.config.folder)}/${name}`;
  }

  private readFile(uri: string, path: string, result: FileResult | undefined): void {
    this.files.add(uri);
    if (result?.kind !== 'text') return;
    this.open.add(uri);
    const before = this.changes;
    const tree = this.options.trees.disklist(uri, result.text, this.grammar.dialect);
    let skipping = false;
    let hidden = 0;
    for (const { at, node } of tree.items) {
      if (node.kind === 'blank') {
        hidden += node.uncounted;
        continue;
      }
      const number = tree.lines.lineAt(at) + 1 - hidden;
      const line = new Line(uri, at, node, path, number, result.text, this.grammar.dialect);
      hidden += node.uncounted;
      if (node.kind !== 'include' || skipping) this.changes++;
      if (++this.entries > MOST_ENTRIES) {
        if (this.entries === MOST_ENTRIES + 1)
          this.note('trap/disklist-not-followed', '', line.field(0), { entries: MOST_ENTRIES });
        break;
      }
      if (skipping) this.unread.push(line.place());
      else if (node.kind === 'include' && this.grammar.disklist.includes) skipping = this.include(line);
      else this.dle(line);
    }
    this.open.delete(uri);
    this.readings.done(uri, before, this.changes);
  }

  /** An includefile line; true when Amanda then leaves the rest of this file out without a word. */
  private include(line: Line): boolean {
    const field = line.node.fields[1];
    if (!field) {
      this.note('disklist/include-name-missing', 'include filename name expected', line.field(0));
      return false;
    }
    const target = resolveUri(this.config.folder, field.value);
    const path = this.pathOf(field.value);
    const place = line.at(field);
    const add = (status: Include['status']) =>
      this.includes.push({ name: field.value, place, target, status });
    if (this.open.has(target)) {
      add('cycle');
      this.note('disklist/include-cycle', `Could not open '${path}': Too many open files`, place, { path });
      return false;
    }
    if (this.open.size >= MOST_OPEN) {
      add('too-deep');
      const args = { path, open: this.open.size };
      this.note('disklist/include-depth', `Could not open '${path}': Too many open files`, place, args);
      return false;
    }
    const result = this.options.source.read(target);
    if (result?.kind === 'text' && !this.readings.isEmpty(target, this.changes)) {
      if (!this.readings.allow(target, result.text)) {
        add('not-followed');
        if (this.readings.first) this.note('trap/include-not-followed', '', place, { path, ...READINGS });
        return this.warned;
      }
    } else if (result?.kind === 'text') {
      add('read');
      return this.warned;
    }
    add(result === undefined ? 'read' : (STATUS[result.kind] ?? 'read'));
    this.refuseFile(result, place, target, path, 'include');
    this.readFile(target, path, result);
    return this.warned;
  }

  private refuseFile(
    result: FileResult | undefined,
    place: Place,
    uri: string,
    path: string,
    what: 'disklist' | 'include',
  ): void {
    if (result?.kind === 'missing') {
      const text = `Could not open '${path}': No such file or directory`;
      this.note('disklist/missing-file', text, place, { path, what });
    } else if (result?.kind === 'unreadable') {
      this.note('disklist/unreadable-file', `Could not open '${path}': ${result.reason}`, place, {
        path,
        what,
        reason: result.reason,
      });
    } else if (result?.kind === 'special' && uriPath(uri) !== '/dev/null') {
      this.note('disklist/special-file', '', place, { path, what });
    } else if (result?.kind === 'too-large') {
      this.note('disklist/file-too-large', '', place, { path, what, bytes: result.size });
    }
  }

  private dle(line: Line): void {
    const { node } = line;
    const [hostField, diskField] = node.fields;
    if (!hostField) return;
    const host = hostField.text;
    const hostPlace = line.at(hostField);
    const passed = host === this.last?.name || this.checkHost(host, hostPlace);
    if (!diskField) {
      return this.note('disklist/missing-disk', 'disk device name expected', hostPlace, { host });
    }
    const diskPlace = line.at(diskField);
    const disk = diskField.value;
    if (disk === '' && this.grammar.disklist.refusesEmpty)
      return this.note('disklist/empty-disk', 'invalid empty diskname', diskPlace, { host });
    const known = host === this.last?.name ? this.last : this.disksOf(host, hostPlace);
    // The lines of a host mostly follow one another, and what was found right once is right again.
    this.last = passed && host === known.name ? known : undefined;
    const type = this.dumptype(line, host, disk, diskPlace, known);
    if (!type) return;

    const file = sanitiseFilename(disk);
    const duplicate = this.checkDisk(known, host, disk, file, diskPlace);
    const extra = this.extras(line, type.rest);
    const dle = new EntryDle(line, type, extra, this.dles.length);
    if (type.field) {
      const place = line.at(type.field);
      this.uses.push({ kind: 'dumptype', name: type.field.value, place, target: type.block, from: 'dle' });
    }
    if (duplicate) return;
    this.checkApplication(dle, line);
    this.dles.push(dle);
    known.dles.push(dle);
    known.byName.set(disk, dle);
    known.old?.add(dle);
    if (!known.byFile.has(file)) known.byFile.set(file, dle);
  }

  /** True for a name that Amanda takes. */
  private checkHost(host: string, place: Place): boolean {
    const refusal = this.names.check(host);
    if (!refusal) return true;
    if (refusal.why === 'expression') {
      this.note('disklist/host-expression', refusal.reason, place, { host });
      return false;
    }
    const { other } = refusal;
    const related = [{ place: other.place, text: `The first DLE of ${other.name}` }];
    const args = { host, other: other.name };
    const both = `"${other.name}" and "${host}"`;
    if (refusal.why === 'case') {
      this.note('disklist/host-case', `Same host with different case: ${both}.`, place, args, related);
    } else if (refusal.why === 'file-name') {
      this.note(
        'disklist/host-file-name',
        `Two hosts are mapping to the same name: ${both}`,
        place,
        args,
        related,
      );
    } else this.note('disklist/host-twice', `Duplicate host name: ${both}`, place, args, related);
    return false;
  }

  private disksOf(host: string, place: Place): HostDisks {
    const key = asciiLower(host);
    let known = this.hosts.get(key);
    if (!known) {
      const old = this.grammar.disklist.diskExpressions ? { old: new OldDisks() } : {};
      known = { name: host, dles: [], byName: new Map(), byFile: new Map(), ...old };
      this.hosts.set(key, known);
    }
    this.names.add(host, place);
    return known;
  }

  /** True for a disk that the host has already. */
  private checkDisk(known: HostDisks, host: string, disk: string, sanitised: string, place: Place): boolean {
    const same = known.byName.get(disk) ?? known.old?.same(disk);
    if (same) {
      const related = [{ place: same.place, text: `${host} has ${disk} here first` }];
      const text = `duplicate disk record, previous on line ${String(same.line)}`;
      const again = same.diskPlace.uri === place.uri && same.diskPlace.span.start === place.span.start;
      const args = { host, disk, line: same.line, again: again ? 1 : undefined };
      this.note('disklist/duplicate-disk', text, place, args, related);
      return true;
    }
    const other = known.old ? this.misreadNeighbour(known, disk, sanitised) : known.byFile.get(sanitised);
    if (other) {
      const text = `Two disks are mapping to the same name: "${other.disk}" and "${disk}"; you must use different diskname`;
      const related = [{ place: other.place, text: `The other disk of ${host}` }];
      const args = { host, disk, other: other.disk, file: sanitised };
      this.note('disklist/disk-file-name', text, place, args, related);
    }
    return false;
  }

  /**
   * Up to 2.6.0 the names of files are compared with the host's last disk and with what other hosts have behind it, because
   * the wrong list is walked (diskfile.c, parse_diskline).
   */
  private misreadNeighbour(known: HostDisks, disk: string, sanitised: string): Dle | undefined {
    const last = known.dles.at(-1);
    if (!last) return undefined;
    return this.dles
      .slice(last.index)
      .find((dle) => dle.disk !== disk && sanitiseFilename(dle.disk) === sanitised);
  }

  /** The dumptype of a line, the device in front of it, and the columns behind it. */
  private dumptype(
    line: Line,
    host: string,
    disk: string,
    diskPlace: Place,
    known: HostDisks,
  ): Type | undefined {
    const { node } = line;
    const { fields, block } = node;
    const third = fields[2];
    if (!third) {
      if (block) return this.inlineType(line, block, host, disk);
      this.note('disklist/missing-dumptype', 'disk dumptype expected', diskPlace, { host, disk });
      return undefined;
    }
    if (third.value === '' && this.grammar.disklist.refusesEmpty) {
      this.note('disklist/empty-device', 'invalid empty diskdevice', line.at(third), { host, disk });
      return undefined;
    }
    const named = this.lookUp(third.value);
    if (named) {
      if (block) {
        // Amanda takes the brace for the spindle.
        const text = `${line.slice(block.open)}${block.trailing?.glued ? line.slice(block.trailing) : ''}`;
        this.note('disklist/dumptype-and-block', `non-integer spindle \`${text}'`, line.at(block.open), {
          host,
          disk,
          dumptype: named.name,
        });
        return { block: named, field: third, rest: noRest };
      }
      return { block: named, field: third, rest: line.rest(2) };
    }
    if (block) return { ...this.inlineType(line, block, host, disk), device: third };
    const fourth = fields[3];
    if (!fourth) {
      this.unknownDumptype(`disk dumptype '${third.value}' not found`, line, third, host, disk);
      return undefined;
    }
    const other = this.lookUp(fourth.value);
    if (other) return { block: other, field: fourth, device: third, rest: line.rest(3) };
    // One error a line: a disk that is there twice is named first.
    if (this.checkDisk(known, host, disk, sanitiseFilename(disk), diskPlace)) return undefined;
    this.unknownDumptype(
      `undefined dumptype \`${quoteString(fourth.value)}'`,
      line,
      fourth,
      host,
      disk,
      third,
    );
    return undefined;
  }

  private unknownDumptype(
    amanda: string,
    line: Line,
    field: Field,
    host: string,
    disk: string,
    device?: Field,
  ): void {
    const place = line.at(field);
    this.uses.push({ kind: 'dumptype', name: field.value, place, from: 'dle' });
    // It may be defined in a file that is not there: that one error is enough.
    if (this.incomplete) return;
    this.note('disklist/unknown-dumptype', amanda, place, {
      host,
      disk,
      name: field.value,
      device: device?.value,
    });
  }

  private lookUp(name: string): Block | undefined {
    if (this.looked?.name !== name) {
      this.looked = { name, block: this.config.blocks.dumptype.get(asciiLower(name)) };
    }
    return this.looked.block;
  }

  private inlineType(line: Line, block: InlineBlock, host: string, disk: string): Type {
    const { open, trailing, sameLine } = block;
    if (trailing && !trailing.glued) {
      const text = "expected line break after `{', ignoring rest of line";
      if (!sameLine && this.grammar.disklist.lenient) this.ignored(text, line.at(trailing));
      else if (!sameLine) this.note('disklist/text-after-brace', text, line.at(trailing), { host, disk });
    }
    if (sameLine) {
      this.note('disklist/brace-on-same-line', "'}' on same line than '{'", line.at(sameLine), {
        host,
        disk,
        open: line.start + open.start,
      });
    }
    const number = ++this.unnamed;
    const resolved = resolveInline(this.config, {
      uri: line.uri,
      text: line.text,
      items: block.body.map((node) => ({ at: line.start, node })),
      name: `custom(${host}:${disk}).${String(number)}`.replaceAll('/', '_'),
      place: line.at(open),
      extent: line.at({ start: open.start, end: block.close?.end ?? block.end }),
      unnamed: this.unnamed,
      allowance: this.allowance,
    });
    this.unnamed = resolved.unnamed;
    if (this.grammar.disklist.lenient) {
      for (const problem of resolved.problems) {
        if (/^(trap|style)/.test(problem.id)) this.problems.push(problem);
        else this.ignored(problem.amanda, problem.place);
      }
    } else addAll(this.problems, resolved.problems);
    addAll(this.uses, resolved.uses);
    this.inlineBlocks.push(resolved.block);
    addAll(this.inlineBlocks, resolved.inlineBlocks);
    this.warned ||= resolved.hasWarnings;
    return {
      block: resolved.block,
      rest: { fields: block.after, reader: () => new ColumnReader(block.afterText) },
    };
  }

  /** Spindle, interface and what is too much behind the dumptype. */
  private extras(line: Line, rest: Rest): Extras {
    if (rest.fields.length === 0) return noExtras;
    const [spindle, net, ...more] = plainColumns(rest);
    if (!spindle) return noExtras;
    const spindlePlace = line.at(spindle);
    if (!/^-?[0-9]*$/.test(spindle.text)) {
      this.note('disklist/spindle', `non-integer spindle \`${spindle.text}'`, spindlePlace, {
        text: spindle.text,
      });
      return { spindle: -1 };
    }
    const number = { spindle: toInt(spindle.text), spindleField: spindle };
    if (!net) return number;
    const interfacePlace = line.at(net);
    const target = this.config.blocks.interface.get(asciiLower(net.text));
    this.uses.push({
      kind: 'interface',
      name: net.text,
      place: interfacePlace,
      ...(target && { target }),
      from: 'dle',
    });
    // An interface "default" always exists (conffile.c, update_derived_values).
    const name = target?.name ?? (asciiLower(net.text) === 'default' ? 'default' : undefined);
    if (name === undefined && this.incomplete) return number;
    if (name === undefined) {
      const text = `undefined network interface \`${asciiUpper(net.text)}'`;
      this.note('disklist/unknown-interface', text, interfacePlace, { name: net.text });
      return number;
    }
    const [first, last] = [more[0], more.at(-1)];
    if (first && last) {
      const place = line.at({ start: first.start, end: last.end });
      if (this.grammar.disklist.lenient) this.ignored('end of line expected', place);
      else this.note('disklist/trailing-text', 'end of line expected', place);
    }
    return { ...number, interface: name, interfaceField: net };
  }

  /** What Amanda wants of program, application and scripts once it has the whole DLE. */
  private checkApplication(dle: Dle, line: Line): void {
    const { config } = this;
    const block = dle.dumptype;
    // Every DLE of a dumptype has the same fault: the first one, which Amanda names, stands for all.
    if (this.judged.has(block)) return;
    this.judged.add(block);
    const program = valueOfBlock(config, block, 'program')?.value;
    const application = valueOfBlock(config, block, 'application')?.value;
    const used = application?.t === 'ref' && application.name !== '' ? application.name : undefined;
    // Amanda names the line on which the entry ends: that of an inline dumptype's `}`, or the end of the file.
    const inline = line.node.block;
    if (!this.grammar.disklist.checksProgram) return;
    const end = inline?.close ?? (inline && { start: inline.end, end: inline.end });
    const place = dle.dumptypePlace ?? line.at(end ?? line.node);
    const args = {
      host: dle.host,
      disk: dle.disk,
      dumptype: block.name,
      inline: block.inline ? 1 : undefined,
    };
    if (program?.t === 'string') {
      if (used !== undefined && program.s !== 'APPLICATION') {
        this.note('disklist/program-and-application', 'Both program and application set', place, {
          ...args,
          program: program.s,
          application: used,
        });
      }
      if (used === undefined && program.s === 'APPLICATION') {
        const text = 'program set to APPLICATION but no application set';
        this.note('disklist/no-application', text, place, args);
      }
    }
    if (this.grammar.pluginAtDefinition) return;
    if (used !== undefined) this.checkPlugin('application', used, place, args);
    const scripts = valueOfBlock(config, block, 'script')?.value;
    if (scripts?.t !== 'refs') return;
    for (const name of new Set(scripts.names)) this.checkPlugin('script', name, place, args);
  }

  private checkPlugin(
    kind: 'application' | 'script',
    name: string,
    place: Place,
    args: Problem['args'],
  ): void {
    const block = this.named(kind, name);
    if (!block) return;
    const plugin = valueOfBlock(this.config, block, 'plugin')?.value;
    if (plugin?.t === 'string' && plugin.s !== '') return;
    const related = block.place && [{ place: block.place, text: `${kind} ${name} is defined here` }];
    this.note(`disklist/${kind}-plugin`, `plugin not set for ${kind}`, place, { ...args, name }, related);
  }

  private named(kind: 'application' | 'script', name: string): Block | undefined {
    const inline = (block: Block) => block.kind === kind && block.name === name;
    return (
      this.config.blocks[kind].get(asciiLower(name)) ??
      this.inlineBlocks.find(inline) ??
      this.config.inlineBlocks.find(inline)
    );
  }

  /** Notes an error that 2.5.2 and 2.6.0 print without stopping (diskfile.c: disk_parserror without return). */
  private ignored(amanda: string, place: Place): void {
    this.note('trap/error-ignored', amanda, place, { said: amanda });
  }

  private note(
    id: string,
    amanda: string,
    place: Place,
    args: Problem['args'] = {},
    related?: Problem['related'],
  ): void {
    this.changes++;
    this.problems.push({ id, place, amanda, args, ...(related && { related }) });
  }
}

interface HostDisks {
  readonly name: string;
  readonly dles: Dle[];
  readonly byName: Map<string, Dle>;
  readonly byFile: Map<string, Dle>;
  /** Where disks are compared as expressions. */
  readonly old?: OldDisks;
}

const noExtras: Extras = { spindle: -1 };

const STATUS: Partial<Record<FileResult['kind'], Include['status']>> = {
  missing: 'missing',
  unreadable: 'unreadable',
  directory: 'directory',
  special: 'special',
  'too-large': 'too-large',
};

/** Amanda reads spindle and interface without regard to quotes. */
function plainColumns(rest: Rest): readonly Field[] {
  if (!rest.reader || !rest.fields.some(({ text }) => /["\\]/.test(text) || text === '')) return rest.fields;
  const reader = rest.reader();
  const fields: Field[] = [];
  while (!reader.atEnd()) {
    const before = reader.at;
    fields.push(reader.plain());
    // Behind a newline inside quotes every column is empty; two are enough to be refused.
    if (reader.at === before && fields.length > 2) break;
  }
  return fields;
}

/** C's atoi: digits beyond 64 bits stay at the limit, and 32 bits are kept. */
function toInt(text: string): number {
  if (!/[0-9]/.test(text)) return 0;
  const limit = 9223372036854775807n;
  const value = BigInt(text);
  return Number(BigInt.asIntN(32, value > limit ? limit : value < -limit - 1n ? -limit - 1n : value));
}

function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function countInline(config: Config): number {
  return config.inlineBlocks.length;
}
