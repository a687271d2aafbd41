import type { Unit } from './types';

/** A suffix of a number and what it multiplies by (conffile.c, numb_keytable and get_multiplier). */
export interface Suffix {
  readonly word: string;
  /** Of a parameter that counts single units. Amanda never checks that the suffix suits the parameter. */
  readonly factor: bigint;
  readonly doc: string;
}

const group = (words: string, factor: bigint, doc: string): readonly Suffix[] =>
  words.split(' ').map((word) => ({ word, factor, doc }));

/** Every suffix but `inf`, in the order to offer them: small to large, the usual spelling first. */
export const suffixes: readonly Suffix[] = [
  ...group(
    'b byte bytes bps',
    1n,
    'One byte. In a parameter that counts KiB the number is divided by 1024, rounded towards zero.',
  ),
  ...group(
    'k kb kbyte kbytes kilobyte kilobytes kbps kps',
    1024n,
    '1,024: kibibytes, however it is spelled.',
  ),
  ...group(
    'm mb meg mbyte mbytes megabyte megabytes mbps mps',
    1024n ** 2n,
    '1,048,576: mebibytes, however it is spelled.',
  ),
  ...group(
    'g gb gig gbyte gbytes gigabyte gigabytes gbps',
    1024n ** 3n,
    '1,073,741,824: gibibytes, however it is spelled.',
  ),
  ...group(
    't tb tera tbyte tbytes terabyte terabytes tbps',
    1024n ** 4n,
    '1,099,511,627,776: tebibytes, however it is spelled.',
  ),
  ...group('day days', 1n, 'Days: the number itself.'),
  ...group('week weeks', 7n, 'Weeks: seven times the number, whatever the parameter counts.'),
  ...group('tape tapes', 1n, 'Tapes: the number itself.'),
];

/** The suffixes by word in lower case. */
export const suffixByWord: ReadonlyMap<string, Suffix> = new Map(suffixes.map((s) => [s.word, s]));

/** The word for "no limit": the largest number of the parameter's type. */
export const infinity = {
  word: 'inf',
  doc: 'No limit: the largest number that the type holds (2,147,483,647 for most, 2^63 - 1 for sizes).',
};

/** True for the units in which a bare number means kilo (CONF_UNIT_K): `k` is 1 there, `m` 1024, a single unit 1/1024. */
export function isKilo(unit: Unit | undefined): boolean {
  return unit === 'KiB' || unit === 'KiB/s';
}

/** The words Amanda takes for true and for false, in lower case (conffile.c, bool_keytable). */
export const trueWords: readonly string[] = ['y', 'yes', 't', 'true', 'on'];
export const falseWords: readonly string[] = ['n', 'no', 'f', 'false', 'off'];
