import type { BlockKind, Context, Parameter } from '../schema/types';
import type { Place } from '../text/span';
import type { Value } from './values';

/**
 * Something that Amanda refuses or warns about, found while a configuration is resolved. `id` is the id of the check
 * that words it (checks/), `amanda` the text that Amanda itself prints, `args` what the check needs for its message
 * and its fix.
 */
export interface Problem {
  readonly id: string;
  readonly place: Place;
  readonly amanda: string;
  readonly args: Readonly<Record<string, string | number | undefined>>;
  readonly related?: readonly { readonly place: Place; readonly text: string }[];
}

/** One statement that gave a parameter its value. */
export interface Setting {
  readonly parameter: Parameter;
  readonly value: Value;
  /** The keyword as written. */
  readonly keyword: Place;
  /** From the keyword to the last value token. */
  readonly place: Place;
}

/** A setting as it reached a block: its own, or one handed down by inheritance. */
export interface Resolved extends Setting {
  /** The block whose text holds the statement. Undefined for a value of the top level. */
  readonly owner?: Block;
  readonly inherited: boolean;
}

/** A line that names another block to inherit from. */
export interface Inheritance {
  readonly name: string;
  readonly place: Place;
  readonly target?: Block;
}

/** A `define`d block, a holdingdisk, an inline block, or a built-in dumptype. */
export interface Block {
  readonly kind: BlockKind;
  readonly name: string;
  /** The name where it is defined; for an inline block its `{`; undefined for a built-in dumptype. */
  readonly place?: Place;
  /** From `define` to `}`. */
  readonly extent?: Place;
  readonly builtin: boolean;
  readonly inline: boolean;
  /** The lines of the block in their order: own settings as written, and inheritance. */
  readonly entries: readonly (
    | { readonly kind: 'setting'; readonly setting: Setting }
    | { readonly kind: 'inherit'; readonly inherit: Inheritance }
  )[];
  /** By canonical parameter name: what is in force at the end of the block. Defaults are not in here. */
  readonly values: ReadonlyMap<string, Resolved>;
  /**
   * Defaults that a dumptype takes from the top level at the moment it is defined (dumpcycle, maxdumps, bumpsize, …;
   * conffile.c init_dumptype_defaults), by parameter name.
   */
  readonly snapshot: ReadonlyMap<string, Value>;
}

/** A use of a block's name anywhere: inheritance, reference from a parameter, a DLE's dumptype or interface. */
export interface Use {
  readonly kind: BlockKind;
  readonly name: string;
  readonly place: Place;
  readonly target?: Block;
  readonly from: 'inherit' | 'parameter' | 'dle' | 'holdingdisk';
  /** The block or DLE line that holds the use, where there is one. */
  readonly within?: Block;
}

/** An includefile statement. */
export interface Include {
  readonly name: string;
  readonly place: Place;
  /** Absolute URI of the file that Amanda would open. */
  readonly target: string;
  readonly status:
    | 'read'
    | 'missing'
    | 'unreadable'
    | 'directory'
    | 'special'
    | 'cycle'
    | 'too-large'
    | 'too-deep'
    | 'not-followed';
}

/** amanda.conf with everything it includes, read as Amanda reads it. */
export interface Config {
  /** URI of the folder, without a slash at its end. */
  readonly folder: string;
  /** URI of amanda.conf (or amanda-client.conf). */
  readonly root: string;
  readonly client: boolean;
  /** The Amanda release that is assumed. */
  readonly version: string;
  /** Every file read, in the order Amanda opens them. */
  readonly files: readonly string[];
  readonly includes: readonly Include[];
  readonly global: ReadonlyMap<string, Setting>;
  /** Every statement of the top level in order, also those that later ones overwrite. */
  readonly statements: readonly Setting[];
  /** By kind, then by name in lower case. Built-in dumptypes are included. */
  readonly blocks: Readonly<Record<BlockKind, ReadonlyMap<string, Block>>>;
  /** Inline blocks of amanda.conf (application { … } and the like), in order. */
  readonly inlineBlocks: readonly Block[];
  readonly uses: readonly Use[];
  readonly problems: readonly Problem[];
  /** True when Amanda prints a warning while reading (then its disklist reader drops lines after an includefile). */
  readonly hasWarnings: boolean;
  /** True when amanda.conf or a file that it includes is not read: what is not found may be defined there. */
  readonly incomplete: boolean;
}

/** A disklist entry. */
export interface Dle {
  readonly host: string;
  readonly hostPlace: Place;
  readonly disk: string;
  readonly diskPlace: Place;
  readonly device?: string;
  readonly devicePlace?: Place;
  /** The dumptype in force: a named block or the inline one. */
  readonly dumptype: Block;
  /** The name in the third or fourth column; absent for an inline block. */
  readonly dumptypePlace?: Place;
  readonly spindle: number;
  readonly spindlePlace?: Place;
  readonly interface?: string;
  readonly interfacePlace?: Place;
  /** The whole entry, inline block included, without the newline. */
  readonly place: Place;
  /** Position in the order in which Amanda reads DLEs, from 0. */
  readonly index: number;
  /** The line number that Amanda gives it, from 1: it does not count newlines behind backslashes and inside quotes. */
  readonly line: number;
  /** The path of the file as Amanda writes it. */
  readonly file: string;
}

/** A host with its DLEs in disklist order. */
export interface Host {
  readonly name: string;
  readonly dles: readonly Dle[];
}

/** The disklist with everything it includes. */
export interface Disklist {
  readonly root: string;
  readonly files: readonly string[];
  readonly includes: readonly Include[];
  readonly dles: readonly Dle[];
  /** In the order of their first DLE. */
  readonly hosts: readonly Host[];
  readonly inlineBlocks: readonly Block[];
  readonly uses: readonly Use[];
  readonly problems: readonly Problem[];
  /** Lines that Amanda leaves out without a word: those behind an includefile when it has printed a warning. */
  readonly unread: readonly Place[];
}

/** The contents of a file, or why there are none. */
export type FileResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  /** A FIFO, device or socket: never opened, because reading might not end. */
  | { readonly kind: 'special' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly size: number };

/**
 * Gives files to the model, at once. A source that must fetch (the editor in the browser) answers `undefined`, notes
 * the URI, and the workspace resolves again when the file has arrived; the model treats `undefined` as an empty file.
 */
export interface FileSource {
  read(uri: string): FileResult | undefined;
}

/** The parameters by context, folded name first; filled by schema/index.ts. */
export type ParameterIndex = Readonly<Record<Context, ReadonlyMap<string, Parameter>>>;
