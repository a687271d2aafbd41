import type { FactsBuilder } from './builder';
import { isProgram } from './detect';
import { readName } from './names';
import { PacketReader } from './packet';
import { secondsBetween } from './prefix';
import type { LogRecord } from './records';
import type { EstimateMethod } from './types';

/**
 * Reads the debug logs of every program (sendsize, amandad, planner, …), both generations. One row per message:
 * client-src/sendsize.c, amandad-src/amandad.c, common-src/debug.c, server-src/planner.c of 2.4.5, 2.5.2 and 3.5.1.
 */
interface Row {
  readonly text: RegExp;
  take(match: RegExpExecArray, record: LogRecord, facts: FactsBuilder): void;
}

const METHODS: Readonly<Record<string, EstimateMethod>> = {
  gnutar: 'gnutar',
  dump: 'dump',
  smbclient: 'smbclient',
  'application API': 'application',
  'backup-api': 'application',
};

/** Names with odd characters stand in double quotes with escapes; 2.4 wrote all names between single quotes. */
const unquote = (name: string) =>
  name.startsWith('"') ? (readName(name, 0)?.value ?? name) : name.replace(/^'(.*)'$/, '$1');

/** The DLE that a row's name means. */
const diskNamed = (facts: FactsBuilder, record: LogRecord, name: string | undefined) =>
  facts.named(record, unquote(name ?? ''));

/** Notes the name in group `group` of a row with the `d` flag, without the quotes around it. */
function mention(facts: FactsBuilder, record: LogRecord, match: RegExpExecArray, group: number): void {
  const [start, end] = match.indices?.[group] ?? [0, 0];
  const quoted = unquote(match[group] ?? '').length < end - start ? 1 : 0;
  const indent = record.message.length - record.message.trimStart().length;
  const disk = diskNamed(facts, record, match[group]);
  facts.mention(record, disk, indent + start + quoted, end - start - 2 * quoted);
}

function estimateTime(
  facts: FactsBuilder,
  record: LogRecord,
  match: RegExpExecArray,
  level: string | undefined,
  time: string | undefined,
): void {
  const disk = diskNamed(facts, record, match[1]);
  const method = facts.methodOf(disk) ?? (level === undefined ? 'calcsize' : undefined);
  facts.touch(record);
  facts.estimate({
    host: facts.host,
    disk,
    level: level === undefined ? undefined : Number(level),
    seconds: Number(time),
    method,
    place: facts.place(record.messageAt, record.end),
  });
  mention(facts, record, match, 1);
}

const rows: readonly Row[] = [
  {
    text: /^(?:debug \d+ )?pid (\d+) ruid -?\d+ euid -?\d+(?: version (\S+?))?: start at (.*)$/,
    take: ([, pid, version, startText], record, facts) => facts.startRun(record, { pid, version, startText }),
  },
  {
    text: /^pid (\d+) finish time (.*)$/,
    take: ([, , finishText = ''], record, facts) => {
      const own = facts.elapsed(record);
      facts.finishRun(record, finishText, own ?? secondsBetween(facts.startText, finishText));
    },
  },
  {
    text: /^calculating for amname (.+), dirname (.+), spindle (-?\d+)(?: (\S+))?\s*$/d,
    take: (match, record, facts) => {
      const [, name = '', device = '', , program] = match;
      const method = program === 'APPLICATION' ? 'application' : undefined;
      facts.beginPhase(record, unquote(name), unquote(device), method);
      mention(facts, record, match, 1);
    },
  },
  {
    text: /^getting size via (gnutar|dump|smbclient|backup-api|application API) for (.+) level (\d+)\s*$/d,
    take: (match, record, facts) => {
      const [, via = '', names = ''] = match;
      const method = METHODS[via] ?? 'application';
      // An application's line has the name and the device: the name of the phase, or what readName makes of it.
      const first =
        method === 'application' ? (facts.diskOf(record) ?? readName(names, 0)?.value) : undefined;
      const disk = first ?? diskNamed(facts, record, names);
      facts.method(record, disk, method);
      facts.beginEstimate(record, disk, Number(match[3]));
      facts.touch(record);
      if (first === undefined) mention(facts, record, match, 2);
    },
  },
  {
    text: /^estimate time for (.+) level (\d+): (\d+(?:\.\d+)?)\s*$/d,
    take: (match, record, facts) => estimateTime(facts, record, match, match[2], match[3]),
  },
  {
    text: /^estimate time for (.+) all level: (\d+(?:\.\d+)?)\s*$/d,
    take: (match, record, facts) => {
      facts.method(record, diskNamed(facts, record, match[1]), 'application');
      estimateTime(facts, record, match, undefined, match[2]);
    },
  },
  {
    text: /^estimate time for (.+): (\d+(?:\.\d+)?)\s*$/d,
    take: (match, record, facts) => {
      const disk = diskNamed(facts, record, match[1]);
      if (facts.methodOf(disk) === undefined) facts.method(record, disk, 'calcsize');
      estimateTime(facts, record, match, undefined, match[2]);
    },
  },
  {
    text: /^estimate size for (.+) level (\d+): (-?\d+) KB\s*$/d,
    take: (match, record, facts) => {
      const [, name, level, kib] = match;
      const place = facts.place(record.messageAt, record.end);
      const disk = diskNamed(facts, record, name);
      facts.add(facts.sizes, { disk, level: Number(level), kib: Number(kib), place });
      facts.touch(record);
      mention(facts, record, match, 1);
    },
  },
  {
    text: /^done with amname (.+?),? dirname (.+?),? spindle (-?\d+)\s*$/d,
    take: (match, record, facts) => {
      const [, name = ''] = match;
      facts.endPhase(record, unquote(name));
      mention(facts, record, match, 1);
    },
  },
  {
    // GNU tar about a mount whose server does not answer, or is not the one that was mounted. A file that cannot be read
    // (Input/output error) is another matter.
    text: /^.{0,300}?Cannot (?:stat|open|savedir|read): (?:Stale (?:NFS )?file handle|Connection timed out|Host is down|No route to host|Transport endpoint is not connected)/,
    take: (_, record, facts) => {
      facts.say(record, 'SAID', record.message.trim(), { program: 'tar', disk: facts.diskOf(record) });
    },
  },
  {
    // Why a request failed, in the words of the security driver (common-src/security.c); no other line names the reason.
    text: /^security_seterror\(.{0,2000}? error=(.+)\)$/,
    take: ([, text = ''], record, facts) => {
      const host = /resolve_hostname\(([^)]+)\)/.exec(text)?.[1];
      facts.say(record, 'SAID', text, { program: 'security', host });
    },
  },
  {
    // amandad's child says this just before it becomes the service (amandad-src/amandad.c, service_new).
    text: /^service_argv\[0\] = /,
    take: (_, { prefix }, facts) => {
      if (prefix?.pid !== undefined) facts.services.add(prefix.pid);
    },
  },
  {
    // amandad has one driver; planner has those of all clients, and logs each only after the request.
    text: /^security_getdriver\(name=([\w-]+)\) returns 0x/,
    take: ([, name], _, facts) => {
      if (facts.program === 'amandad') facts.auth = name;
    },
  },
  // The same failure again, as the functions below see it.
  { text: /^(?:resolve_hostname\(|connect_portrange: )/, take: () => undefined },
  {
    text: /received dup P_REQ packet/,
    take: (_, record, facts) => facts.say(record, 'NOTE', record.message.trim()),
  },
  {
    text: /^errmsg is (.+)$/,
    take: ([, text = ''], record, facts) => {
      facts.say(record, 'ERROR', text, { disk: facts.diskOf(record) });
    },
  },
];

/** Words of lines that may tell why something failed. Which of them do is for the catalogue of causes to say. */
const SUSPICIOUS =
  /error|fail|time(?:d )?out|can't|cannot|could ?n[o']t|unable|refused|denied|not allowed|no such|reset by peer|broken pipe|EOF|bogus|died|killed|signal|invalid|missing|unexpected|no space|stale|not found|not connected|is down|no route|abort|too (?:large|long|many|short)|mismatch|exited with|returned [1-9]|no size line|not secure/i;

/** The reader of debug logs; feed it every record. */
export class DebugLog {
  private readonly packets: PacketReader;

  constructor(private readonly facts: FactsBuilder) {
    this.packets = new PacketReader(facts);
  }

  accept(record: LogRecord): void {
    const { facts } = this;
    if (record.prefix) {
      facts.generation = record.prefix.generation;
      // A log that was cut at its beginning may start in the middle of a name.
      const { program } = record.prefix;
      if (facts.program === undefined || (!isProgram(facts.program) && isProgram(program)))
        facts.program = program;
      if (record.prefix.unreadDate !== undefined) {
        facts.note(
          record.at,
          record.messageAt,
          `The date "${record.prefix.unreadDate}" is not in Amanda's English form, so this line has no time.`,
        );
      }
    }
    facts.tick(record);
    if (record.message.includes('\0')) {
      facts.note(
        record.messageAt,
        record.end,
        'This line holds NUL bytes: the file was damaged or not fully written.',
      );
    }
    if (this.packets.accept(record)) return;
    const message = record.message.trimStart();
    for (const row of rows) {
      const match = row.text.exec(message);
      if (match) {
        row.take(match, record, facts);
        return;
      }
    }
    if (SUSPICIOUS.test(message)) {
      const text = message.trimEnd();
      facts.say(record, 'SAID', text, { disk: facts.diskOf(record) });
    }
    if (!record.whole)
      facts.note(
        record.at,
        record.end,
        'The log ends in the middle of this line: the program was still writing, or the copy was cut off.',
      );
  }

  end(length: number): void {
    this.packets.end(length);
  }
}
