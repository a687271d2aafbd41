import { ColumnReader } from '../syntax/columns';
import type { Dialect } from '../syntax/dialect';
import type { DiskLine, Field } from '../syntax/nodes';
import type { Place, Span } from '../text/span';
import type { Block, Dle } from './types';

/** The columns behind the dumptype, and a reader for the lines where quotes make a difference. */
export interface Rest {
  readonly fields: readonly Field[];
  readonly reader: (() => ColumnReader) | undefined;
}

export const noRest: Rest = { fields: [], reader: undefined };

/** One entry of a file with its absolute places. */
export class Line {
  constructor(
    readonly uri: string,
    readonly start: number,
    readonly node: DiskLine,
    readonly path: string,
    readonly number: number,
    readonly text: string,
    private readonly dialect: Dialect,
  ) {}

  at(span: Span): Place {
    return { uri: this.uri, span: { start: this.start + span.start, end: this.start + span.end } };
  }

  field(index: number): Place {
    return this.at(this.node.fields[index] ?? this.node);
  }

  place(): Place {
    const { fields, block } = this.node;
    const first = fields[0] ?? this.node;
    const last = block?.after.at(-1) ?? block?.close ?? block ?? fields[fields.length - 1] ?? this.node;
    return { uri: this.uri, span: { start: this.start + first.start, end: this.start + last.end } };
  }

  /** What stands at a span of the entry. */
  slice(span: Span): string {
    return this.text.slice(this.start + span.start, this.start + span.end);
  }

  /** The columns behind column `index`. */
  rest(index: number): Rest {
    if (this.node.fields.length === index + 1) return noRest;
    return {
      fields: this.node.fields.slice(index + 1),
      reader: () => {
        const reader = new ColumnReader(this.node.text, 0, this.dialect);
        reader.atEnd();
        reader.plain();
        for (let i = 1; i <= index; i++) {
          reader.atEnd();
          reader.quoted();
        }
        return reader;
      },
    };
  }
}

/** What the columns behind the dumptype say. */
export interface Extras {
  readonly spindle: number;
  readonly spindleField?: Field;
  readonly interface?: string;
  readonly interfaceField?: Field;
}

/** The dumptype of an entry, and the columns in front of it and behind. */
export interface Type {
  readonly block: Block;
  /** The dumptype's name; absent for an inline block. */
  readonly field?: Field;
  readonly device?: Field;
  readonly rest: Rest;
}

/**
 * A DLE as its entry gives it. Its places are worked out when somebody asks: of tens of thousands of DLEs that are read
 * again after every key, few are spoken of.
 */
export class EntryDle implements Dle {
  readonly host: string;
  readonly disk: string;
  readonly device: string | undefined;
  readonly dumptype: Block;
  readonly spindle: number;
  readonly interface: string | undefined;

  constructor(
    private readonly entry: Line,
    private readonly type: Type,
    private readonly extras: Extras,
    readonly index: number,
  ) {
    const [host, disk] = entry.node.fields;
    this.host = host?.text ?? '';
    this.disk = disk?.value ?? '';
    this.device = type.device?.value;
    this.dumptype = type.block;
    this.spindle = extras.spindle;
    this.interface = extras.interface;
  }

  get hostPlace(): Place {
    return this.entry.field(0);
  }

  get diskPlace(): Place {
    return this.entry.field(1);
  }

  get devicePlace(): Place | undefined {
    return this.placeOf(this.type.device);
  }

  get dumptypePlace(): Place | undefined {
    return this.placeOf(this.type.field);
  }

  get spindlePlace(): Place | undefined {
    return this.placeOf(this.extras.spindleField);
  }

  get interfacePlace(): Place | undefined {
    return this.placeOf(this.extras.interfaceField);
  }

  get place(): Place {
    return this.entry.place();
  }

  get line(): number {
    return this.entry.number;
  }

  get file(): string {
    return this.entry.path;
  }

  private placeOf(field: Field | undefined): Place | undefined {
    return field && this.entry.at(field);
  }
}
