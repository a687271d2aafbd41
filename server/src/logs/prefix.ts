/** What stands in front of a message in a debug log (common-src/debug.c, debug_printf and debug_prefix_time). */
export interface Prefix {
  readonly generation: 'old' | 'new';
  readonly program: string;
  readonly pid?: string;
  /** Seconds on a clock of which only differences matter: since the start (old) or since 1970 as if in UTC (new). */
  readonly seconds?: number;
  /** Seconds are on the clock of the program's start, not of the day. */
  readonly relative: boolean;
  /** The time of day, hh:mm:ss, where the log has it. */
  readonly clock?: string;
  /** Offset of the prefix in the line, and of the message behind it. */
  readonly start: number;
  readonly end: number;
  /** A date that is there but could not be read (another language). */
  readonly unreadDate?: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const DATE =
  '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,9})? (?:([A-Z][A-Za-z]{1,5}|[+-]\\d\\d(?:\\d\\d)?) )?(\\d{4})';
/** The group of DATE that has the time zone, which date(1) writes and ctime(3) does not. */
const ZONE = 7;
const PROGRAM = '([A-Za-z][\\w.+-]{0,60})';
const WHO = `(?:pid (\\d{1,10}): )?(?:thd-(?:0x[0-9a-f]+|\\(nil\\)): )?${PROGRAM}:(?: |$)`;
const NEW = new RegExp(`${DATE}: ${WHO}`, 'g');
const EPOCH = new RegExp(`^(\\d{9,10}\\.\\d{1,9}): ${PROGRAM}: `);
/** A date in another language: the fixed words behind it still tell where the message begins. */
const FOREIGN = new RegExp(
  `^(\\S.{5,60}?\\d{4}): pid (\\d{1,10}): thd-(?:0x[0-9a-f]+|\\(nil\\)): ${PROGRAM}:(?: |$)`,
);
const OLD = /^ {0,4}([a-z][a-z0-9_.-]{1,40})(?:\[(\d{1,10})\])?: (?:time (\d{1,9}\.\d{1,6}): )?/;
/** How far into a line a second prefix is looked for; debug messages without a newline are short. */
const REACH = 65536;

/** Seconds since 1970 of a date written by ctime(3) or date(1), read as if it were UTC. */
export function readDate(text: string): number | undefined {
  const match = new RegExp(DATE).exec(text);
  return match ? secondsOf(match) : undefined;
}

/** Seconds since 1970 of a time stamp such as 20261123001410 in a text, as if it were UTC; of a mere day, its noon. */
export function readStamp(text: string): number | undefined {
  const match = /(?<!\d)(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)\d{0,3})?(?!\d)/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = 12, minute = 0, second = 0] = match;
  const time = [Number(hour), Number(minute), Number(second)] as const;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), ...time) / 1000;
}

/** Seconds between two dates of ctime(3) or date(1); undefined where one cannot be read, or where they are of different time zones. */
export function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  const first = new RegExp(DATE).exec(from ?? '');
  const last = new RegExp(DATE).exec(to ?? '');
  return first && last && first[ZONE] === last[ZONE] ? secondsOf(last) - secondsOf(first) : undefined;
}

function secondsOf(match: RegExpExecArray): number {
  const [, month, day, hour, minute, second, fraction, , year] = match;
  const ms = Date.UTC(
    Number(year),
    MONTHS.indexOf(month ?? ''),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return ms / 1000 + Number(fraction ?? 0);
}

/** The prefixes in a line: usually one at its start, more where a message had no newline, none in packets. */
export function findPrefixes(line: string): Prefix[] {
  const found: Prefix[] = [];
  const head = line.length > REACH ? line.slice(0, REACH) : line;
  NEW.lastIndex = 0;
  for (let match = NEW.exec(head); match; match = NEW.exec(head)) {
    found.push({
      generation: 'new',
      program: match[10] ?? '',
      pid: match[9],
      seconds: secondsOf(match),
      clock: match.slice(3, 6).join(':'),
      relative: false,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  if (found.length > 0) return found;
  const epoch = EPOCH.exec(head);
  if (epoch) {
    const program = epoch[2] ?? '';
    return [
      {
        generation: 'new',
        program,
        seconds: Number(epoch[1]),
        relative: false,
        start: 0,
        end: epoch[0].length,
      },
    ];
  }
  const foreign = FOREIGN.exec(head);
  if (foreign) {
    return [
      {
        generation: 'new',
        program: foreign[3] ?? '',
        pid: foreign[2],
        relative: false,
        start: 0,
        end: foreign[0].length,
        unreadDate: foreign[1],
      },
    ];
  }
  const old = OLD.exec(head);
  if (old) {
    return [
      {
        generation: 'old',
        program: old[1] ?? '',
        pid: old[2],
        seconds: old[3] === undefined ? undefined : Number(old[3]),
        relative: true,
        start: 0,
        end: old[0].length,
      },
    ];
  }
  return [];
}
