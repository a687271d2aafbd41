import type { Parameter } from '../schema/types';
import { isKilo, suffixByWord } from '../schema/units';
import type { Reader } from './reader';
import type { Tok } from './stream';

export const INT_MAX = 2147483647n;
export const INT64_MAX = 9223372036854775807n;
const INT_MIN = -2147483648n;
const INT64_MIN = -9223372036854775808n;

/** Digits as a 64-bit integer; too many of them wrap around as they do in Amanda's arithmetic. Linear in the digits. */
export function wrapped(digits: string): bigint {
  let value = 0n;
  for (let i = 0; i < digits.length; i += 15) {
    const part = digits.slice(i, i + 15);
    value = BigInt.asIntN(64, value * 10n ** BigInt(part.length) + BigInt(part));
  }
  return value;
}

/** The token's number as get_conftoken stores it where no real is expected; undefined for anything but an integer. */
export function integerOf(tok: Tok): bigint | undefined {
  if (tok.kind !== 'number' || tok.text.includes('.')) return undefined;
  const negative = tok.text.startsWith('-');
  const value = wrapped(negative ? tok.text.slice(1) : tok.text);
  return BigInt.asIntN(64, negative ? -value : value);
}

/** The token's number as a double: the digits behind the point are divided by a 32-bit power of ten, overflow included. */
export function realOf(tok: Tok): number | undefined {
  if (tok.kind !== 'number') return undefined;
  const [, sign, whole = '', dot, fraction = ''] = /^(-?)(\d+)(\.?)(\d*)$/.exec(tok.text) ?? [];
  const factor = sign ? -1 : 1;
  const value = factor * Number(wrapped(whole));
  if (!dot) return value;
  let divisor = 1;
  for (let i = 0; i < fraction.length; i++) divisor = Math.imul(divisor, 10);
  return value + (factor * Number(wrapped(fraction))) / divisor;
}

/** Reads a number with its suffix (conffile.c, get_int, get_int64, get_size, get_multiplier). */
export function readNumber(r: Reader, p: Parameter, bits: 32 | 64): bigint {
  const tok = r.take();
  let value = integerOf(tok);
  if (value === undefined) {
    if (tok.kind === 'word' && tok.text.toLowerCase() === 'inf') value = bits === 32 ? INT_MAX : INT64_MAX;
    else missing(r, p, tok, 'value/integer-expected', 'an integer is expected');
  } else if (bits === 32 && value > INT_MAX) tooLarge(r, p, tok, 'value too large', INT_MAX);
  else if (bits === 32 && value < INT_MIN) tooLarge(r, p, tok, 'value too small', INT_MIN);
  if (bits === 32) value = BigInt.asIntN(32, value);
  value = multiply(r, p, value, tok);
  return BigInt.asIntN(bits, value);
}

/**
 * What a suffix multiplies by for this parameter: parameters that count KiB divide by 1024, and a suffix for single bytes
 * then makes the number 1024 times smaller, which is told by 0.
 */
export function factorOf(p: Parameter, suffix: bigint): bigint {
  if (!isKilo(p.unit) || suffix === 7n) return suffix;
  return suffix / 1024n;
}

function multiply(r: Reader, p: Parameter, value: bigint, number: Tok): bigint {
  const tok = r.take();
  if (tok.kind === 'nl' || tok.kind === 'end') return value;
  const suffix = tok.kind === 'word' ? suffixByWord.get(tok.text.toLowerCase()) : undefined;
  const { byUnit, tera, byteSizes } = r.grammar.numbers;
  if (!suffix || (suffix.factor === TEBI && !tera)) {
    r.back();
    return value;
  }
  if (!byUnit)
    return oldMultiply(r, p, value, byteSizes && p.unit === 'bytes', suffix.factor, {
      ...number,
      end: tok.end,
    });
  const factor = factorOf(p, suffix.factor);
  if (factor === 0n) return value / 1024n;
  if (value > INT64_MAX / factor || value < INT64_MIN / factor) {
    const span = { ...number, end: tok.end };
    tooLarge(r, p, span, 'value too large', INT64_MAX);
  }
  return value * factor;
}

const TEBI = 1024n ** 4n;

/**
 * Up to 3.2 suffixes count from KiB whatever the parameter counts, and the limit is the type's own (conffile.c, get_int,
 * get_int64, get_size; `bytes`: get_size_byte).
 */
function oldMultiply(
  r: Reader,
  p: Parameter,
  value: bigint,
  bytes: boolean,
  suffix: bigint,
  span: Tok,
): bigint {
  // Behind the case for `k` of get_size_byte there is no break, so the one for weeks follows.
  const factor = bytes ? (suffix === 1024n ? 7n * suffix : suffix) : suffix <= 7n ? suffix : suffix / 1024n;
  if (bytes && suffix === TEBI) tooLarge(r, p, span, 'value too large', INT64_MAX);
  // The limits of sizes with a suffix of tebibytes are those of an int.
  const small = p.kind === 'int' || (p.kind === 'size' && factor === 1024n ** 3n && suffix === TEBI);
  const [least, most] = small ? [INT_MIN, INT_MAX] : [INT64_MIN, INT64_MAX];
  if (value > most / factor) tooLarge(r, p, span, 'value too large', most);
  else if (value < least / factor)
    tooLarge(r, p, span, p.kind === 'int64' ? 'value too large' : 'value too small', least);
  return value * factor;
}

function tooLarge(r: Reader, p: Parameter, tok: Tok, amanda: string, limit: bigint): void {
  r.note('value/number-too-large', amanda, tok, { name: p.name, found: tok.text, limit: String(limit) });
}

/** Gives up because `tok` is not what the parameter needs; a missing value is shown at the keyword. */
export function missing(
  r: Reader,
  p: Pick<Parameter, 'name' | 'context'>,
  tok: Tok,
  id: string,
  amanda: string,
  extra = {},
): never {
  const none = tok.kind === 'nl' || tok.kind === 'end';
  return r.fail(id, amanda, (none ? r.keyword : undefined) ?? tok, {
    name: p.name,
    context: p.context,
    kind: tok.kind,
    found: none ? undefined : tok.text,
    ...extra,
  });
}
