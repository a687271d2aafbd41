import { valueText as writtenText, writtenSettings } from '../../checks/walk';
import { planHost } from '../../estimate/hostplan';
import { hostWaitText } from '../../estimate/waiting';
import { effective } from '../../model/effective';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle, Host, Setting } from '../../model/types';
import { suffixByWord } from '../../schema/units';
import type { Place, Span } from '../../text/span';
import { valueText } from '../value-text';
import { durationText, numberText, sizeText } from '../../text/quantities';
import { whereText } from '../hover/markdown';
import { hostsByFirstDle } from './hosts';
import { largest } from '../../text/lists';

/** A remark in the text that is not part of it. */
export interface Hint {
  readonly offset: number;
  readonly parts: readonly HintPart[];
}

/** `place` is where a click leads. */
export interface HintPart {
  readonly text: string;
  readonly tooltip?: string;
  readonly place?: Place;
}

export interface HintOptions {
  readonly dle: boolean;
  readonly budget: boolean;
  readonly units: boolean;
}

/** The hints between two offsets of a file, in the order of the text. */
export function hintsIn(snapshot: Snapshot, uri: string, span: Span, options: HintOptions): Hint[] {
  const hints: Hint[] = [];
  const inside = (place: Place) =>
    place.uri === uri && place.span.start <= span.end && place.span.end >= span.start;
  if (options.dle || options.budget) {
    const hosts = hostsByFirstDle(snapshot);
    const parts = new Map<Block, readonly HintPart[]>();
    for (const dle of snapshot.disklist.dles) {
      if (!inside(dle.place)) continue;
      const offset = endOfColumns(dle);
      const known = parts.get(dle.dumptype) ?? inForce(snapshot, dle.dumptype);
      parts.set(dle.dumptype, known);
      if (options.dle && known.length > 0) hints.push({ offset, parts: known });
      const host = options.budget ? hosts.get(dle) : undefined;
      const budget = host && budgetPart(snapshot, host);
      if (budget) hints.push({ offset, parts: [budget] });
    }
  }
  if (options.units) {
    for (const { setting } of writtenSettings(snapshot)) {
      const text = inside(setting.place) ? unitText(snapshot, setting) : undefined;
      if (text !== undefined) hints.push({ offset: setting.place.span.end, parts: [{ text: `= ${text}` }] });
    }
  }
  return hints.sort((a, b) => a.offset - b.offset);
}

/** Behind the last column, or behind the `{` of an inline dumptype. */
function endOfColumns(dle: Dle): number {
  if (dle.dumptype.inline) return (dle.dumptype.place ?? dle.diskPlace).span.end;
  const columns = [dle.diskPlace, dle.dumptypePlace, dle.spindlePlace, dle.interfacePlace];
  return largest(columns.map((place) => place?.span.end ?? 0));
}

/** What a DLE gets from its dumptype without its line saying so. */
function inForce(snapshot: Snapshot, dumptype: Block): readonly HintPart[] {
  const { config, settings } = snapshot;
  const parts = ['auth', 'estimate'].flatMap((name): HintPart[] => {
    const found = effective(config, dumptype, name, settings.version);
    // In an inline block it can be read a line below.
    if (!found || (dumptype.inline && found.origin === 'own')) return [];
    const value = valueText(found.value, found.parameter).replace(/^"(.*)"$/, '$1');
    const from = found.place ? `Set in ${whereText(snapshot, found.place)}` : "Amanda's default";
    const owner = found.owner && !found.owner.inline ? `, ${found.owner.kind} ${found.owner.name}` : '';
    return [{ text: `${name} ${value}`, tooltip: `${from}${owner}.`, place: found.place }];
  });
  return parts.map((part, i) => (i > 0 ? { ...part, text: `, ${part.text}` } : part));
}

function budgetPart(snapshot: Snapshot, host: Host): HintPart | undefined {
  const plan = planHost(snapshot, host);
  const { budget } = plan.days.worst;
  if (budget.estimates === 0 || !plan.authKnown) return undefined;
  const rule =
    plan.etimeout < 0
      ? `etimeout ${plan.etimeout}: for all estimates of the host together`
      : `etimeout ${plan.etimeout} × ${numberText(budget.estimates)} estimates`;
  return {
    text: `Amanda waits ${durationText(budget.perAttempt)}`,
    tooltip: `For the estimates of ${host.name} Amanda ${hostWaitText(plan)} (${rule}).`,
  };
}

/** A size or time in other words; undefined where that would say nothing new. */
function unitText(snapshot: Snapshot, setting: Setting): string | undefined {
  const { parameter, value } = setting;
  if (value.t !== 'int' && value.t !== 'int64') return undefined;
  const written = /^(-?[\d.]+)\s*([A-Za-z]*)$/.exec(writtenText(snapshot, setting));
  if (!written || /^inf$/i.test(written[2] ?? '')) return undefined;
  const [, digits = '', unit = ''] = written;
  const n = Number(value.n);
  switch (parameter.unit) {
    case 'KiB':
    case 'KiB/s':
      return size(n, digits, unit, parameter.unit === 'KiB' ? '' : '/s');
    case 'bytes':
    case 'bytes/s':
      return Math.abs(n) < 1024
        ? undefined
        : size(n / 1024, digits, unit, parameter.unit === 'bytes' ? '' : '/s');
    case 'seconds':
      if (Math.abs(n) < 60) return undefined;
      if (parameter.name !== 'etimeout') return durationText(Math.abs(n));
      return `${durationText(Math.abs(n))} for each ${n < 0 ? 'host' : 'estimate'}`;
    case 'days':
      return suffixByWord.get(unit.toLowerCase())?.factor === 7n ? `${numberText(n)} days` : undefined;
    default:
      return undefined;
  }
}

function size(kib: number, digits: string, unit: string, per: string): string | undefined {
  if (kib === 0) return undefined;
  const text = `${kib < 0 ? '-' : ''}${sizeText(Math.abs(kib))}`;
  const [number = '', word = ''] = text.split(' ');
  const same = Number(number) === Number(digits) && word[0]?.toLowerCase() === unit[0]?.toLowerCase();
  return same ? undefined : `${text}${per}`;
}
