import { byteLength } from '../text/bytes';
import type { Parameter } from '../schema/types';
import type { At, Reader } from './reader';
import type { Value } from './values';

const DISK_BLOCK = 32n;
/** server-src/driverio.h, up to 3.3. */
const MAX_DUMPERS = 63;

/**
 * Applies what Amanda does with a value after reading it (conffile.c, the validate_* functions): notes a value out of
 * range at `span`, and returns the value as Amanda keeps it (a few are rounded). The value is kept all the same.
 */
export function validate(r: Reader, p: Parameter, value: Value, span: At): Value {
  const bad = (amanda: string, args: Record<string, string | number> = {}, id = 'value/out-of-range') =>
    r.note(id, amanda, span, { name: p.name, rule: p.validation, found: shown(value), ...args });
  const name = p.name.replaceAll('-', '_').toUpperCase();
  const number = value.t === 'int' || value.t === 'int64' || value.t === 'real' ? value.n : undefined;
  const string =
    value.t === 'string' ? value.s : value.t === 'autolabel' || value.t === 'labelstr' ? value.template : '';
  switch (p.validation) {
    case undefined:
    case 'org':
      return value;
    case 'positive':
      if (number !== undefined && number < 1) bad(`${name} must be positive`, { least: 1 });
      return value;
    case 'nonnegative':
      if (number !== undefined && number < 0)
        bad(`${name} must be ${r.grammar.oldRanges ? 'positive' : 'nonnegative'}`, { least: 0 });
      return value;
    case 'inparallel':
      if (number !== undefined && (number < 1 || number > MAX_DUMPERS))
        bad(`inparallel must be between 1 and MAX_DUMPERS (${MAX_DUMPERS})`, { least: 1, most: MAX_DUMPERS });
      return value;
    case 'nonzero':
      if (Number(number) === 0) bad(`${name} must not be 0`);
      return value;
    case 'runspercycle':
      if (number !== undefined && number < -1) bad('runspercycle must be >= -1', { least: -1 });
      return value;
    case 'percent':
      if (number !== undefined && (number < 0 || number > 100))
        bad(`${p.name} must be between 0 and 100`, { least: 0, most: 100 });
      return value;
    case 'bumpmult':
      if (number !== undefined && number < 0.999)
        bad(r.grammar.oldRanges ? 'bumpmult must be positive' : 'bumpmult must one or more', { least: 1 });
      return value;
    case 'debug':
      if (number !== undefined && (number < 0 || number > 9))
        bad('Debug must be between 0 and 9', { least: 0, most: 9 });
      return value;
    case 'blocksize':
      // Since 3.3 sizes have no sign: a negative one is enormous, and passes.
      if (number !== undefined && (number >= 0 || !r.grammar.numbers.byUnit) && number < 32)
        bad('Tape blocksize must be at least 32 KBytes', { least: 32, unit: 'KiB' });
      else if (number !== undefined && r.grammar.oldRanges && number > 32)
        bad('Tape blocksize must not be larger than 32 KBytes', {
          least: 32,
          most: 32,
          unit: 'KiB',
          built: 1,
        });
      return value;
    case 'displayunit':
      if (!/^[kmgt]$/i.test(string)) bad('displayunit must be k,m,g or t.', {}, 'value/displayunit');
      return { t: 'string', s: /^[kmgt]$/.test(string) ? string.toUpperCase() : string };
    case 'reserved-port':
      ports(value, 1, 1023, r.grammar.oldRanges, bad);
      return value;
    case 'unreserved-port':
      if (r.grammar.oldRanges) ports(value, 1025, 65536, true, bad);
      else ports(value, 1024, 65535, false, bad);
      return value;
    case 'columnspec':
      for (const element of string.split(',')) {
        const wrong = string === '' ? undefined : columnProblem(element);
        if (wrong) {
          bad(wrong, { element }, 'value/columnspec');
          break;
        }
      }
      return value;
    case 'tmpdir':
      if (string === '') bad("invalid TMPDIR: directory '': No such file or directory.", {}, 'value/tmpdir');
      return value;
    case 'chunksize':
      return chunksize(value, bad);
    case 'holding-use':
      return value.t === 'int64' ? { t: 'int64', n: floor(value.n) } : value;
    case 'program':
      if (!['DUMP', 'GNUTAR', 'STAR', 'APPLICATION'].includes(string))
        bad('program must be "DUMP", "GNUTAR", "STAR" or "APPLICATION"', {}, 'value/program');
      return value;
    case 'no-space':
    case 'no-space-dquote': {
      const what = value.t === 'string' ? name : `${name} template`;
      if (string.includes(' ')) bad(`${what} must not contains space`, { char: 'space' }, 'value/characters');
      else if (string.includes('"'))
        bad(`${what} must not contains double quotes`, { char: 'quote' }, 'value/characters');
      return value;
    }
    case 'dump-limit':
      if (value.t === 'host-limit' && value.match.length > 0)
        bad("dump-limit can't specify hostname", {}, 'value/dump-limit-host');
      return value;
    case 'changerfile':
      bad(
        'warning: Global changerfile is deprecated, it must be set in the changer section',
        {},
        'style/global-changerfile',
      );
      return value;
  }
}

type Bad = (amanda: string, args?: Record<string, string | number>) => void;

function ports(value: Value, least: number, most: number, old: boolean, bad: Bad): void {
  if (value.t !== 'range') return;
  if (old) {
    const outside = [value.low, value.high].some((port) => port < least || port > most);
    if (outside) bad(`portrange must be between ${least} and ${most}`, { least, most });
    return;
  }
  // Amanda looks at the lower end twice and never at the upper one.
  if (value.low < least || value.low > most)
    bad(`portrange must be in the range ${least} to ${most}, inclusive`, { least, most });
  else if (value.low > value.high) bad('portranges must be in order from low to high', { order: 1 });
}

function floor(n: bigint): bigint {
  return n - (n % DISK_BLOCK);
}

function chunksize(value: Value, bad: Bad): Value {
  if (value.t !== 'int64') return value;
  let n = value.n;
  if (n === 0n) n = 9223372036854775807n / 1024n - 2n * DISK_BLOCK;
  else if (n < 0n) bad(`Negative chunksize (${n}) is no longer supported`, { least: 64 });
  const rounded = floor(n);
  if (n >= 0n && rounded < 64n) bad('chunksize must be at least 64kb', { least: 64, unit: 'KiB' });
  return { t: 'int64', n: rounded };
}

const COLUMNS = 'hostname disk level origkb outkb compress dumptime dumprate tapetime taperate'.split(' ');

/** What Amanda says of one element `NAME=SPACE:WIDTH:PRECISION` of a columnspec; undefined when it is sound. */
function columnProblem(element: string): string | undefined {
  const equals = element.indexOf('=');
  if (equals < 0) return `invalid columnspec: ${element}`;
  const column = element.slice(0, equals);
  if (!COLUMNS.includes(column.replace(/[A-Z]/g, (c) => c.toLowerCase())))
    return `invalid column name: '${column}'`;
  const rest = element.slice(equals + 1);
  const parts = rest.split(':');
  if (parts.length > 3) return `invalid format: ${rest}`;
  const sound = parts.every((part, i) => (i === 1 ? /^-?[0-9]*$/ : /^[0-9]*$/).test(part));
  return sound ? undefined : `invalid format: ${rest}`;
}

function shown(value: Value): string {
  if (value.t === 'int' || value.t === 'int64' || value.t === 'real') return String(value.n);
  if (value.t === 'string') return byteLength(value.s) > 200 ? value.s.slice(0, 60) + '…' : value.s;
  if (value.t === 'autolabel' || value.t === 'labelstr') return value.template;
  if (value.t === 'range') return `${value.low},${value.high}`;
  return '';
}
