import type { Parameter } from '../schema/types';
import { quoteAlways } from './quote';
import type { PropertyValue, Value } from './values';

/**
 * A value as statements of amanda.conf that give a block exactly this value (read by conffile.c, read_*), without the
 * keyword: one text for each line. An empty list means that no statement can say it (an empty reference, an empty
 * list that is the default anyway). `parameter` decides where the same kind of value is written in two ways.
 */
export function statementsOf(parameter: Parameter, value: Value): readonly string[] {
  switch (value.t) {
    case 'int':
    case 'int64':
    case 'time':
      return [String(value.n)];
    case 'real':
      return [decimal(value.n)];
    case 'string':
      return [quoteAlways(value.s)];
    case 'bool':
      return [value.n === 0 ? 'no' : 'yes'];
    case 'word':
      return [parameter.kind === 'string' ? quoteAlways(value.word) : value.word];
    case 'compress':
      return [value.side === 'none' ? 'none' : `${value.side} ${value.how}`];
    case 'words':
      return value.words.length === 0 ? [] : [value.words.join(parameter.kind === 'execute_on' ? ', ' : ' ')];
    case 'rate':
      return [`${decimal(value.full)}, ${decimal(value.incr)}`];
    case 'range':
      return [`${value.low},${value.high}`];
    case 'exclude': {
      const { file, list, optional } = value.value;
      const line = (kind: string, names: readonly string[]) =>
        names.length === 0
          ? []
          : [[kind, ...(optional ? ['optional'] : []), ...names.map(quoteAlways)].join(' ')];
      return [...line('file', file), ...line('list', list)];
    }
    case 'properties':
      return [...value.map.values()].map((property) => propertyText(parameter, property));
    case 'ref':
      return value.name === '' ? [] : [quoteAlways(value.name)];
    case 'refs':
      return value.names.length === 0 ? [] : [value.names.map(quoteAlways).join(' ')];
    case 'strings':
      return value.list.length === 0 ? [] : [value.list.map(quoteAlways).join(' ')];
    case 'host-limit': {
      const words = [
        ...(value.sameHost ? ['same-host'] : []),
        ...(value.server ? ['server'] : []),
        ...value.match.map(quoteAlways),
      ];
      return words.length === 0 ? [] : [words.join(' ')];
    }
    case 'autolabel':
      return value.template === '' ? [] : [[quoteAlways(value.template), ...value.when].join(' ')];
    case 'labelstr':
      return [value.matchAutolabel ? 'match-autolabel' : quoteAlways(value.template)];
    case 'vault':
      return value.list.map(({ name, days }) => `${quoteAlways(name)} ${days}`);
    case 'selection':
      return value.list.map(
        ({ tag, tagType, level }) => `${tagType === 'name' ? quoteAlways(tag) : tagType} ${level}`,
      );
  }
}

function propertyText(parameter: Parameter, { name, values, priority, visible }: PropertyValue): string {
  const usual = parameter.kind !== 'property_hidden';
  const words = [
    ...(priority ? ['priority'] : []),
    ...(visible === usual ? [] : [visible ? 'visible' : 'hidden']),
    quoteAlways(name),
    ...values.map(quoteAlways),
  ];
  return words.join(' ');
}

/** Amanda reads no exponents; six places are what it prints. */
function decimal(n: number): string {
  const text = n.toFixed(6).replace(/0+$/, '');
  return text.endsWith('.') ? `${text}0` : text;
}
