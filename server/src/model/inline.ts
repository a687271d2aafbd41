import type { ConfNode, Placed } from '../syntax/nodes';
import { parseConf } from '../syntax/conf';
import type { Dialect } from '../syntax/dialect';
import type { Place } from '../text/span';
import { BlockBuilder, ConfigBuilder, type Allowance } from './builder';
import { Interpreter } from './interpret';
import { Reader } from './reader';
import { TokenStream } from './stream';
import type { Block, Config, Problem, Use } from './types';

/** An inline dumptype of a disklist. */
export interface InlineRequest {
  readonly uri: string;
  readonly text: string;
  /** The lines between its braces. */
  readonly items: readonly Placed<ConfNode>[];
  readonly name: string;
  /** The `{`. */
  readonly place: Place;
  readonly extent: Place;
  /** How many inline blocks Amanda has numbered before. */
  readonly unnamed: number;
  /** Bounds the lists of all inline blocks of the disklist together. */
  readonly allowance?: Allowance;
}

export interface InlineResult {
  readonly block: Block;
  readonly problems: readonly Problem[];
  readonly uses: readonly Use[];
  /** The inline blocks inside. */
  readonly inlineBlocks: readonly Block[];
  readonly hasWarnings: boolean;
  /** How many inline blocks Amanda has numbered now. */
  readonly unnamed: number;
}

/** Reads an inline dumptype as the disklist reader does (server-src/diskfile.c, which calls conffile.c, read_dumptype). */
export function resolveInline(config: Config, request: InlineRequest): InlineResult {
  const { uri, text, items, name, place, extent } = request;
  const c = new ConfigBuilder(request.allowance);
  c.anonymous = request.unnamed;
  const r = new Reader(new TokenStream(uri, text, items), config.client, config.version);
  const source = { read: () => undefined };
  const trees = {
    conf: (_uri: string, content: string, dialect?: Dialect) => parseConf(content, undefined, dialect),
  };
  const run = new Interpreter(r, c, config.folder, source, trees, config);
  const builder = new BlockBuilder('dumptype', name, true, place);
  run.freeze(builder);
  run.body(builder, undefined);
  builder.block.extent = extent;
  return {
    block: builder.block,
    problems: r.problems,
    uses: c.uses,
    inlineBlocks: c.inlineBlocks,
    hasWarnings: r.warned,
    unnamed: c.anonymous,
  };
}
