import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle, Use } from '../../model/types';
import { effective, globalValue } from '../../model/effective';
import { fold, defineWords } from '../../schema/keywords';
import { catalogEntry, propertiesOf, propertyKey } from '../../schema/catalog';
import type { Parameter, ValueKind } from '../../schema/types';
import { blockDocs, structureDocs, wordDoc } from '../../schema/words';
import { infinity, suffixByWord } from '../../schema/units';
import type { Span } from '../../text/span';
import { blockNameOf, locateConf, locateDisk, type ConfSpot } from '../locate';
import { stringOf, valueText } from '../value-text';
import { blockHover, inForce } from './block';
import { dleHover, hostHover } from './disk';
import { docOf, inRelease, lifeText, otherRelease } from '../release';
import { code, paragraphs, whereText } from './markdown';

export interface Hover {
  /** What the text is about. */
  readonly span: Span;
  readonly markdown: string;
}

/** What is to be said about the word at an offset; undefined where there is nothing. */
export function hoverAt(snapshot: Snapshot, uri: string, offset: number): Hover | undefined {
  const tree = snapshot.tree(uri);
  if (tree?.kind === 'conf') {
    const spot = locateConf(tree, offset, snapshot.config.client);
    return spot && confHover(snapshot, uri, spot);
  }
  if (tree?.kind === 'disklist') return diskHover(snapshot, uri, tree, offset);
  return undefined;
}

function diskHover(
  snapshot: Snapshot,
  uri: string,
  tree: Parameters<typeof locateDisk>[0],
  offset: number,
): Hover | undefined {
  const spot = locateDisk(tree, offset);
  if (!spot) return undefined;
  if (spot.inline?.token) return confHover(snapshot, uri, spot.inline);
  const { at, node } = spot.item;
  const brace = node.block && { start: node.block.open.start + at, end: node.block.open.end + at };
  const span = spot.span ?? (brace && brace.start <= offset && offset <= brace.end ? brace : undefined);
  if (!span) return undefined;
  if (node.kind === 'include')
    return spot.index < 2
      ? { span, markdown: paragraphs(`**includefile**`, structureDocs['includefile']) }
      : undefined;
  const use = useAt(snapshot.disklist.uses, uri, span);
  if (use?.target) return { span, markdown: blockHover(snapshot, use.target) };
  const dle = dleAt(snapshot, uri, span);
  if (!dle) return undefined;
  if (overlaps(dle.hostPlace.span, span)) {
    const host = snapshot.disklist.hosts.find((one) => one.dles.includes(dle));
    return host && { span, markdown: hostHover(snapshot, host) };
  }
  if (dle.spindlePlace && overlaps(dle.spindlePlace.span, span))
    return {
      span,
      markdown: paragraphs(
        '**spindle**',
        'DLEs of one host with the same spindle number (not -1) are never dumped at the same time.',
      ),
    };
  return { span, markdown: dleHover(snapshot, dle) };
}

function confHover(snapshot: Snapshot, uri: string, found: ConfSpot): Hover | undefined {
  const { version } = snapshot.settings;
  const head = found.line.tokens[0];
  const spot = inRelease(
    found,
    head?.kind === 'word' ? head.value : undefined,
    version,
    snapshot.config.client,
  );
  const { token, span, index, line, parameter } = spot;
  if (!token || !span) return undefined;
  const uses = [...snapshot.config.uses, ...snapshot.disklist.uses];
  const target = useAt(uses, uri, span)?.target;
  if (target) return { span, markdown: blockHover(snapshot, target) };
  const first = fold(line.tokens[0]?.value ?? '');
  const block = blockAt(snapshot, uri, span.start);
  if (block && spot.opens && blockNameOf(line) === token)
    return { span, markdown: blockHover(snapshot, block) };
  if (token.kind === 'word' && index === 1 && first === 'define') {
    const kind = defineWords.get(fold(token.value));
    return kind && { span, markdown: paragraphs(`**${kind}**`, blockDocs[kind]) };
  }
  if ((index === 0 || first === 'includefile') && structureDocs[first] && !parameter)
    return { span, markdown: paragraphs(`**${first}**`, structureDocs[first]) };
  if (!parameter) {
    const other = index === 0 && spot.context ? otherRelease(spot.context, token.text, version) : undefined;
    return (
      other && {
        span,
        markdown: paragraphs(`**${other.name}** ${code(other.syntax)}`, lifeText(other, version), other.doc),
      }
    );
  }
  if (index === 0) return { span, markdown: parameterHover(snapshot, uri, span, parameter, block) };
  const doc = tokenDoc(snapshot, spot, parameter, block);
  return {
    span,
    markdown: paragraphs(
      doc !== undefined && `${code(token.text)} — ${doc}`,
      `**${parameter.name}** ${code(parameter.syntax)}`,
      doc === undefined && parameter.doc,
      block ? inForce(snapshot, block, parameter.name) : globalInForce(snapshot, parameter),
      readAs(snapshot, uri, span, parameter, block),
    ),
  };
}

/** What the word, unit or string under the offset means; undefined for what is up to the administrator. */
function tokenDoc(
  snapshot: Snapshot,
  { token, index, line }: ConfSpot,
  parameter: Parameter,
  block: Block | undefined,
): string | undefined {
  if (token?.kind === 'word') {
    const word = token.value.toLowerCase();
    const isNumber = NUMBERS.has(parameter.kind);
    return (
      wordDoc(parameter, word) ??
      (isNumber ? (word === infinity.word ? infinity.doc : suffixByWord.get(word)?.doc) : undefined)
    );
  }
  if (token?.kind !== 'string') return undefined;
  const known = wordDoc(parameter, token.value) ?? catalogEntry(parameter, token.value)?.doc;
  if (known !== undefined || !PROPERTIES.has(parameter.kind)) return known;
  const name = line.tokens.find((one) => one.kind === 'string');
  const key = propertyKey(name?.value ?? '');
  const values = block ? block.values : snapshot.config.global;
  const property = propertiesOf(parameter, (other) => stringOf(values, other), block?.name).find(
    (one) => propertyKey(one.name) === key,
  );
  if (!property || !name) return undefined;
  // A value is explained by what its property is for.
  return index === line.tokens.indexOf(name) ? property.doc : `${code(property.name)}: ${property.doc}`;
}

const NUMBERS: ReadonlySet<ValueKind> = new Set(['int', 'int64', 'size']);
const PROPERTIES: ReadonlySet<ValueKind> = new Set(['property_hidden', 'property_visible']);

/** The documentation of a parameter, and its value in force where the keyword stands. */
function parameterHover(
  snapshot: Snapshot,
  uri: string,
  span: Span,
  parameter: Parameter,
  block: Block | undefined,
): string {
  const { deprecated } = parameter;
  return paragraphs(
    `**${parameter.name}** ${code(parameter.syntax)}`,
    deprecated &&
      `*Deprecated*${deprecated.replacement ? `: write ${code(deprecated.replacement)} instead` : ''}.`,
    docOf(parameter, snapshot.settings.version),
    // Most say it themselves, with what it means or depends on.
    parameter.default !== '' && !/default/i.test(parameter.doc) && `Default: ${code(parameter.default)}`,
    parameter.example && `Example: ${code(parameter.example)}`,
    block ? inForce(snapshot, block, parameter.name) : globalInForce(snapshot, parameter),
    readAs(snapshot, uri, span, parameter, block),
  );
}

function globalInForce(snapshot: Snapshot, parameter: Parameter): string {
  const found = globalValue(snapshot.config, parameter.name);
  if (!found || found.parameter.context !== parameter.context) return '';
  const text = code(valueText(found.value, found.parameter));
  return found.place
    ? `In force: ${text} (${whereText(snapshot, found.place)}).`
    : `In force: ${text}, the default.`;
}

/** What Amanda reads out of the statement at hand, where it is another one than that in force. */
function readAs(
  snapshot: Snapshot,
  uri: string,
  span: Span,
  parameter: Parameter,
  block: Block | undefined,
): string {
  const settings = block
    ? block.entries.flatMap((entry) => (entry.kind === 'setting' ? [entry.setting] : []))
    : snapshot.config.statements;
  const here = settings.find((one) => one.place.uri === uri && contains(one.place.span, span));
  if (!here || here.parameter.name !== parameter.name) return '';
  const inForce = block
    ? effective(snapshot.config, block, parameter.name)
    : globalValue(snapshot.config, parameter.name);
  // What is in force is said already.
  if (inForce?.place?.uri === uri && inForce.place.span.start === here.place.span.start) return '';
  return `Amanda reads here: ${code(valueText(here.value, parameter))}.`;
}

function useAt(uses: readonly Use[], uri: string, span: Span): Use | undefined {
  return uses.find((one) => one.place.uri === uri && overlaps(one.place.span, span));
}

/** The innermost block whose text holds an offset. */
export function blockAt(snapshot: Snapshot, uri: string, offset: number): Block | undefined {
  const { config, disklist } = snapshot;
  let best: Block | undefined;
  const consider = (block: Block) => {
    const { extent } = block;
    if (!extent || extent.uri !== uri || offset < extent.span.start || offset > extent.span.end) return;
    const size = (one: Block) => (one.extent ? one.extent.span.end - one.extent.span.start : Infinity);
    if (!best || size(block) <= size(best)) best = block;
  };
  for (const kind of Object.values(config.blocks)) for (const block of kind.values()) consider(block);
  for (const block of config.inlineBlocks) consider(block);
  for (const block of disklist.inlineBlocks) consider(block);
  return best;
}

function dleAt(snapshot: Snapshot, uri: string, span: Span): Dle | undefined {
  return snapshot.disklist.dles.find((dle) => dle.place.uri === uri && contains(dle.place.span, span));
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
