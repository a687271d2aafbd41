import type { Place } from '../text/span';

/** A property's values and marks (conffile.c, property_t). */
export interface PropertyValue {
  readonly name: string;
  readonly values: readonly string[];
  readonly priority: boolean;
  readonly append: boolean;
  readonly visible: boolean;
  readonly place?: Place;
}

export interface ExcludeValue {
  readonly file: readonly string[];
  readonly list: readonly string[];
  readonly optional: boolean;
}

/** A value as Amanda stores it after reading. Sizes are in the unit of the parameter (see schema). */
export type Value =
  | { readonly t: 'int'; readonly n: number }
  | { readonly t: 'int64'; readonly n: bigint }
  | { readonly t: 'real'; readonly n: number }
  | { readonly t: 'time'; readonly n: bigint }
  | { readonly t: 'string'; readonly s: string }
  /** Amanda stores 2 for a boolean with no word behind it; it counts as true. */
  | { readonly t: 'bool'; readonly n: 0 | 1 | 2 }
  /** Any value that is one canonical word in lower case: strategy, taperalgo, holdingdisk never|auto|required, … */
  | { readonly t: 'word'; readonly word: string }
  | {
      readonly t: 'compress';
      readonly side: 'none' | 'client' | 'server';
      readonly how: 'none' | 'fast' | 'best' | 'custom';
    }
  | { readonly t: 'words'; readonly words: readonly string[] }
  | { readonly t: 'rate'; readonly full: number; readonly incr: number }
  | { readonly t: 'range'; readonly low: number; readonly high: number }
  | { readonly t: 'exclude'; readonly value: ExcludeValue }
  | { readonly t: 'properties'; readonly map: ReadonlyMap<string, PropertyValue> }
  /** A reference to a block by name, or to an inline block (then the block's internal name). */
  | { readonly t: 'ref'; readonly name: string }
  | { readonly t: 'refs'; readonly names: readonly string[] }
  | { readonly t: 'strings'; readonly list: readonly string[] }
  | {
      readonly t: 'host-limit';
      readonly server: boolean;
      readonly sameHost: boolean;
      readonly match: readonly string[];
    }
  | { readonly t: 'autolabel'; readonly template: string; readonly when: readonly string[] }
  | { readonly t: 'labelstr'; readonly template: string; readonly matchAutolabel: boolean }
  | { readonly t: 'vault'; readonly list: readonly { readonly name: string; readonly days: number }[] }
  | {
      readonly t: 'selection';
      readonly list: readonly {
        readonly tag: string;
        readonly tagType: 'name' | 'all' | 'other';
        readonly level: 'all' | 'full' | 'incr';
      }[];
    };
