/**
 * Regular expressions that cost no more than the length of the text times that of the expression, whatever either says:
 * a nondeterministic machine is followed in all its states at once, and the sets of states that were met are kept, so
 * that most characters are one step in a table. What a reader of expressions makes of its text is a Node.
 */
export type Node =
  | { readonly t: 'set'; readonly has: (code: number) => boolean }
  | { readonly t: 'at'; readonly place: Anchor }
  | { readonly t: 'cat' | 'alt'; readonly parts: readonly Node[] }
  /** `max` is Infinity where there is no end. */
  | { readonly t: 'repeat'; readonly part: Node; readonly min: number; readonly max: number };

/** Places between two characters. Lines end in LF; words are of ASCII letters, digits and `_`. */
export type Anchor =
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end'
  | 'word-start'
  | 'word-end'
  | 'inside-word'
  | 'outside-word';

/** An expression that repeats more than a machine of bounded size can count: nobody says what it matches. */
export class TooLarge extends Error {}

/** Instructions that repetitions may add up to. */
const MOST_INSTRUCTIONS = 2000;
/** Sets of states, and their members in all, that are kept before the table is begun again. */
const MOST_STATES = 1000;
const MOST_MEMBERS = 200_000;

type Kind = 'start' | 'newline' | 'word' | 'other' | 'end';

/** What stands at a code unit, as anchors see it. */
function kindOf(code: number): Kind {
  if (code === 10) return 'newline';
  const word =
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return word ? 'word' : 'other';
}

function holds(place: Anchor, before: Kind, behind: Kind): boolean {
  switch (place) {
    case 'line-start':
      return before === 'start' || before === 'newline';
    case 'line-end':
      return behind === 'end' || behind === 'newline';
    case 'text-start':
      return before === 'start';
    case 'text-end':
      return behind === 'end';
    case 'word-start':
      return before !== 'word' && behind === 'word';
    case 'word-end':
      return before === 'word' && behind !== 'word';
    case 'inside-word':
      return before === 'word' && behind === 'word';
    case 'outside-word':
      return before !== 'word' && behind !== 'word';
  }
}

/** `go` are the instructions that follow: several of a fork. */
interface Instruction {
  readonly matched?: true;
  readonly has?: (code: number) => boolean;
  readonly place?: Anchor;
  readonly go: number[];
}

/** What the machine knows in front of a character: where it is, and what stood before. */
interface State {
  readonly at: readonly number[];
  readonly before: Kind;
  /** By code unit; `undefined` is not known yet, `true` has matched. Behind 255 in `far`. */
  readonly near: (State | true | undefined)[];
  readonly far: Map<number, State | true>;
}

const END = -1;

/** Finds a match anywhere in a text. */
export class RegexMachine {
  private readonly program: Instruction[] = [];
  private readonly states = new Map<string, State>();
  private members = 0;
  private readonly seen: Uint32Array;
  private round = 0;
  private readonly first: State;

  /** Throws TooLarge. `length` is that of the expression: what stands there without repetition is never too large. */
  constructor(node: Node, length: number) {
    const limit = MOST_INSTRUCTIONS + 4 * length;
    const open = this.add(node, [], limit);
    const last = this.program.push({ matched: true, go: [] }) - 1;
    for (const go of open) go.push(last);
    this.seen = new Uint32Array(this.program.length);
    this.first = this.state([this.start], 'start');
  }

  private start = 0;

  /** True when the expression matches somewhere in the text. */
  test(text: string): boolean {
    let state = this.first;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : END;
      const known = code >= 0 && code < 256 ? state.near[code] : state.far.get(code);
      const next = known ?? this.step(state, code);
      if (next === true) return true;
      state = next;
    }
    return false;
  }

  /**
   * Adds the instructions of a node behind those whose ends are `from`; returns its own loose ends. With no `from` it is
   * the first one.
   */
  private add(node: Node, from: number[][], limit: number): number[][] {
    if (this.program.length > limit) throw new TooLarge();
    switch (node.t) {
      case 'set':
        return [this.put({ has: node.has, go: [] }, from)];
      case 'at':
        return [this.put({ place: node.place, go: [] }, from)];
      case 'cat':
        return node.parts.reduce((ends, part) => this.add(part, ends, limit), this.here(from));
      case 'alt': {
        const fork = this.here(from);
        return node.parts.flatMap((part) => this.add(part, this.here(fork), limit));
      }
      case 'repeat': {
        let ends = this.here(from);
        for (let i = 0; i < node.min; i++) ends = this.add(node.part, ends, limit);
        if (node.max === Infinity) {
          const at = this.program.length;
          const fork = this.here(ends);
          for (const go of this.add(node.part, fork, limit)) go.push(at);
          return fork;
        }
        let out = ends;
        for (let i = node.min; i < node.max; i++) {
          ends = this.add(node.part, ends, limit);
          out = this.here([...out, ...ends]);
        }
        return out;
      }
    }
  }

  /** An instruction that does nothing, where several ways meet or part. */
  private here(from: number[][]): number[][] {
    return [this.put({ go: [] }, from)];
  }

  private put(instruction: Instruction, from: number[][]): number[] {
    const at = this.program.push(instruction) - 1;
    for (const go of from) go.push(at);
    return instruction.go;
  }

  private state(at: readonly number[], before: Kind): State {
    const key = `${before}:${at.join()}`;
    const known = this.states.get(key);
    if (known) return known;
    if (this.states.size >= MOST_STATES || this.members > MOST_MEMBERS) {
      // States that are in use stay alive and lead to what is made from now on.
      for (const old of this.states.values()) {
        old.near.length = 0;
        old.far.clear();
      }
      this.states.clear();
      this.members = 0;
    }
    const made: State = { at, before, near: [], far: new Map() };
    this.states.set(key, made);
    this.members += at.length;
    return made;
  }

  /** Where a character (or the end of the text) leads from a state. */
  private step(state: State, code: number): State | true {
    const next = this.lead(state, code);
    if (code >= 0 && code < 256) state.near[code] = next;
    else state.far.set(code, next);
    return next;
  }

  private lead(state: State, code: number): State | true {
    const behind = code === END ? 'end' : kindOf(code);
    const round = ++this.round;
    const stack = [...state.at];
    const next = new Set<number>([this.start]);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (this.seen[at] === round) continue;
      this.seen[at] = round;
      const one = this.program[at];
      if (one === undefined) continue;
      if (one.matched) return true;
      if (one.has !== undefined) {
        if (code !== END && one.has(code)) for (const to of one.go) next.add(to);
      } else if (one.place === undefined || holds(one.place, state.before, behind)) {
        for (const to of one.go) stack.push(to);
      }
    }
    return this.state(
      [...next].sort((a, b) => a - b),
      behind,
    );
  }
}
