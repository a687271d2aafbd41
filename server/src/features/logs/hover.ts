import { etimeoutOf } from '../../estimate/measured';
import { featureNames } from '../../schema/feature-names';
import type { LogFacts } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import { explained } from '../../nights/words';
import type { LineIndex } from '../../text/lines';
import type { Span } from '../../text/span';
import { explanation } from './explain';
import { dleAt } from './navigate';

export interface LogHover {
  readonly markdown: string;
  readonly span: Span;
}

/** Explains what stands at `offset` of a log: feature strings, dump dates, epochs, levels, estimate times, DLEs. */
export function logHover(
  facts: LogFacts,
  lines: LineIndex,
  offset: number,
  snapshot: Snapshot,
): LogHover | undefined {
  const line = lines.lineSpan(lines.lineAt(offset));
  // Lines of a megabyte are cut around the place.
  const from = Math.max(line.start, offset - 4096);
  const text = lines.text.slice(from, Math.min(line.end, offset + 4096));
  const at = offset - from;
  for (const explain of explainers) {
    const found = explain(text, at, snapshot);
    if (found)
      return {
        markdown: found.markdown,
        span: { start: from + found.span.start, end: from + found.span.end },
      };
  }
  const told = explainedAt(facts, offset);
  if (told) return told;
  const dle = dleAt(snapshot, facts, offset);
  if (!dle) return undefined;
  const mention = facts.mentions.find((m) => m.place.span.start <= offset && offset <= m.place.span.end);
  if (!mention) return undefined;
  const name = dle.dumptype.inline ? 'an inline dumptype' : `dumptype \`${dle.dumptype.name}\``;
  return {
    markdown: `**${dle.host} ${dle.disk}**\n\nDisklist entry with ${name}.`,
    span: mention.place.span,
  };
}

/** What the line at `offset` says of a failure, and what to do. */
function explainedAt(facts: LogFacts, offset: number): LogHover | undefined {
  const statement = facts.statements.find(
    ({ place, text }) => text !== '' && place.span.start <= offset && offset <= place.span.end,
  );
  const match = statement && explained(statement);
  if (!statement || !match) return undefined;
  const { host = facts.host, disk, place } = statement;
  return { markdown: explanation(match, { host, disk, config: facts.config }), span: place.span };
}

type Explainer = (text: string, at: number, snapshot: Snapshot) => LogHover | undefined;

/** The match of `pattern` (global) that holds column `at`. */
function around(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match.index <= at && at <= match.index + match[0].length) return match;
    if (match[0] === '') pattern.lastIndex++;
  }
  return undefined;
}

const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });

/** Features that decide how the estimate request looks, in our words. */
const GLOSSES: Readonly<Record<number, string>> = {
  6: 'reads options in an estimate request',
  7: 'reads a device beside the disk name',
  34: 'reads maxdumps',
  35: 'reads its own host name',
  78: 'reads the configuration name',
  80: 'reads requests in XML; without it, one text line per level',
  84: 'reads the estimate method',
  87: 'reads a list of estimate methods',
  88: 'is told which levels the server could estimate',
  89: 'reads the data path',
  148: 'reads the time stamp of the run',
};

const explainFeatures: Explainer = (text, at) => {
  const match = around(/features=([0-9a-f]{2,80})/g, text, at);
  if (!match) return undefined;
  const hex = match[1] ?? '';
  const bytes = (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  const has = (bit: number) => ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  const set = featureNames.filter((_, bit) => has(bit)).length;
  const dialect = has(80) ? 'XML (Amanda 2.6.1 and later)' : 'text, one line per level (before Amanda 2.6.1)';
  const rows = featureNames.map(
    (name, bit) => `| ${bit} | \`${name}\` | ${has(bit) ? 'yes' : 'no'} | ${GLOSSES[bit] ?? ''} |`,
  );
  const markdown =
    `**Features** \`${hex}\`: ${set} of ${featureNames.length} known. Requests to this program are written as ${dialect}.\n\n` +
    `Bit *n* is bit *n* mod 8, lowest first, of byte *n* div 8.\n\n| bit | feature | set | |\n|--:|---|---|---|\n${rows.join('\n')}`;
  return { markdown, span: spanOf(match) };
};

const explainDumpDate: Explainer = (text, at) => {
  const match = around(/\b(\d{4}):(\d{1,2}):(\d{1,2}):(\d{1,2}):(\d{1,2}):(\d{1,2})\b/g, text, at);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const epoch = Date.UTC(year, month - 1, day, hour, minute, second);
  if (epoch === 0) {
    const markdown = '**The epoch**: the date that goes with level 0, a full dump of everything.';
    return { markdown, span: spanOf(match) };
  }
  const markdown = `**Dump date** ${new Date(epoch).toUTCString()}: what changed after it belongs to this level.`;
  return { markdown, span: spanOf(match) };
};

const explainStamp: Explainer = (text, at) => {
  const match = around(/\b(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\b/g, text, at);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const markdown = `**Time stamp of a run**: ${year}-${month}-${day} ${hour}:${minute}:${second}, in the local time of the server.`;
  return { markdown, span: spanOf(match) };
};

const explainEpoch: Explainer = (text, at) => {
  const match = around(/\b1\d{9}\b/g, text, at);
  if (!match) return undefined;
  const markdown = `**Seconds since 1970**: ${new Date(Number(match[0]) * 1000).toUTCString()}.`;
  return { markdown, span: spanOf(match) };
};

const explainEstimate: Explainer = (text, at, snapshot) => {
  const match = around(/estimate time for .{1,400}?(?: level \d+| all level)?: (\d+(?:\.\d+)?)/g, text, at);
  if (!match) return undefined;
  const seconds = Number(match[1]);
  const etimeout = Math.abs(etimeoutOf(snapshot));
  const share = ((100 * seconds) / etimeout).toFixed(seconds * 10 < etimeout ? 1 : 0);
  const markdown = `**Estimate**: ${seconds} s, ${share} % of the ${etimeout} s that etimeout allows for one estimate on average.`;
  return { markdown, span: spanOf(match) };
};

const explainLevel: Explainer = (text, at) => {
  const match = around(/\blevel (\d)\b|<level>(\d)/g, text, at);
  if (!match) return undefined;
  const level = Number(match[1] ?? match[2]);
  const markdown =
    level === 0
      ? '**Level 0**: a full dump.'
      : `**Level ${level}**: what changed since the last dump of level ${level - 1} or lower. Amanda asks for at most three levels of a DLE: 0, the last level n, and n+1.`;
  return { markdown, span: spanOf(match) };
};

const explainSize: Explainer = (text, at) => {
  const match = around(/ SIZE (-?\d+)/g, text, at);
  if (!match) return undefined;
  const kib = Number(match[1]);
  const special =
    kib === -1
      ? 'the estimate failed, or the server is to make it'
      : kib === -2
        ? 'the client cannot estimate it this way'
        : undefined;
  const markdown = special
    ? `**Size ${kib}**: ${special}.`
    : `**Size** in KiB: ${(kib / 1048576).toFixed(2)} GiB.`;
  return { markdown, span: spanOf(match) };
};

const explainers: readonly Explainer[] = [
  explainFeatures,
  explainDumpDate,
  explainEstimate,
  explainSize,
  explainLevel,
  explainStamp,
  explainEpoch,
];
