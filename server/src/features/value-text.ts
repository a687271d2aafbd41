import type { Parameter } from '../schema/types';
import { isKilo } from '../schema/units';
import type { Value } from '../model/values';
import { durationText, numberText, sizeText } from '../text/quantities';

const MAX_ITEMS = 6;

/** A value as one would write it in amanda.conf, with the unit that Amanda counts it in; `parameter` gives the unit. */
export function valueText(value: Value, parameter?: Parameter): string {
  switch (value.t) {
    case 'int':
    case 'int64':
      return numberWithUnit(value.n, parameter);
    case 'real':
      return String(value.n);
    case 'time':
      return clockText(Number(value.n));
    case 'string':
      return quote(value.s);
    case 'bool':
      return value.n === 0 ? 'no' : 'yes';
    case 'word':
      return value.word;
    case 'compress':
      return value.side === 'none' ? 'none' : `${value.side} ${value.how}`;
    case 'words':
      return value.words.join(' ');
    case 'rate':
      return `${value.full}, ${value.incr}`;
    case 'range':
      return `${value.low},${value.high}`;
    case 'exclude': {
      const { file, list, optional } = value.value;
      const part = (word: string, names: readonly string[]) =>
        names.length > 0 ? [`${word} ${some(names.map(quote))}`] : [];
      return [...part('file', file), ...part(optional ? 'list optional' : 'list', list)].join('; ') || 'none';
    }
    case 'properties':
      return (
        some(
          [...value.map.values()].map((one) => `${quote(one.name)} ${one.values.map(quote).join(' ')}`),
          '; ',
        ) || 'none'
      );
    case 'ref':
      return value.name === '' ? 'none' : quote(value.name);
    case 'refs':
      return some(value.names.map(quote)) || 'none';
    case 'strings':
      return some(value.list.map(quote)) || 'none';
    case 'host-limit':
      return (
        [value.sameHost ? 'same-host' : '', value.server ? 'server' : '', ...value.match.map(quote)]
          .filter((part) => part !== '')
          .join(' ') || 'none'
      );
    case 'autolabel':
      return `${quote(value.template)} ${value.when.join(' ')}`.trim();
    case 'labelstr':
      return value.matchAutolabel ? 'MATCH-AUTOLABEL' : quote(value.template);
    case 'vault':
      return some(value.list.map((one) => `${quote(one.name)} ${one.days}`));
    case 'selection':
      return some(
        value.list.map((one) => `${one.tagType === 'name' ? quote(one.tag) : one.tagType} ${one.level}`),
      );
  }
}

/** The string that a parameter has, of those a block or the top level sets. */
export function stringOf(
  values: ReadonlyMap<string, { readonly value: Value }> | undefined,
  name: string,
): string | undefined {
  const value = values?.get(name)?.value;
  return value?.t === 'string' ? value.s : undefined;
}

function numberWithUnit(n: number | bigint, parameter: Parameter | undefined): string {
  const text = numberText(n);
  if (n >= limitOf(n, parameter)) return 'inf';
  switch (parameter?.unit) {
    case 'KiB':
      return n >= 1024 ? `${text} KiB (${sizeText(Number(n))})` : `${text} KiB`;
    case 'bytes':
      return n >= 1024 ? `${text} bytes (${sizeText(Number(n) / 1024)})` : `${text} bytes`;
    case 'seconds':
      return Math.abs(Number(n)) >= 60
        ? `${text} seconds (${durationText(Math.abs(Number(n)))})`
        : `${text} ${oneOf('seconds', Number(n))}`;
    case 'percent':
      return `${text} percent`;
    case 'hhmm':
      return clockText(Number(n));
    case 'count':
    case undefined:
      return text;
    default:
      return `${text} ${oneOf(parameter?.unit ?? '', Number(n))}`;
  }
}

/**
 * From where on a number means that there is no limit: the largest of its type or, in KiB, what is left of it when
 * Amanda divides by 1,024 and cuts to whole blocks (conffile.c, validate_chunksize and validate_use).
 */
function limitOf(n: number | bigint, parameter: Parameter | undefined): number | bigint {
  if (typeof n === 'number') return 2 ** 31 - 1;
  return isKilo(parameter?.unit) ? 2n ** 53n - 1024n : 2n ** 62n;
}

/** "1 day", "2 days". */
function oneOf(unit: string, n: number): string {
  return Math.abs(n) === 1 ? unit.replace(/s$/, '') : unit;
}

function clockText(n: number): string {
  const text = String(n).padStart(4, '0');
  return n <= 0 ? String(n) : `${text.slice(0, -2)}:${text.slice(-2)}`;
}

function some(items: readonly string[], glue = ' '): string {
  const shown = items.slice(0, MAX_ITEMS).join(glue);
  return items.length > MAX_ITEMS ? `${shown} … (${items.length} in all)` : shown;
}

function quote(text: string): string {
  return `"${text.length > 200 ? `${text.slice(0, 200)}…` : text}"`;
}
