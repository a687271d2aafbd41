import { byteLength } from '../text/bytes';
import type { FactsBuilder } from './builder';
import { isServerProgram } from './detect';
import { readElement, readName } from './names';
import type { LogRecord } from './records';
import type { Packet, PacketType } from './types';

const PROGRAMS =
  /^(?:CALCSIZE ?)?(?:BACKUP )?(GNUTAR|DUMP|STAR|APPLICATION|SMBTAR|VDUMP|XFSDUMP|VXDUMP|BACKUP|CALCSIZE\w*) /;

/** Packet types in the line that introduces a packet. */
const INTRODUCTIONS: readonly {
  readonly text: RegExp;
  readonly direction: Packet['direction'];
  readonly type?: PacketType;
}[] = [
  // amandad since 2.5.1: "accept recv REQ pkt:", "sending ACK pkt:", "received dup ..." and their neighbours.
  {
    text: /^(?:accept recv|received(?: unexpected| invalid)?) (\w+) (?:pkt|packet):?$/,
    direction: 'received',
  },
  { text: /^sending (\w+) (?:pkt|packet):?$/, direction: 'sent' },
  // amandad 2.4: "got packet:", "sending ack:", "sending REP packet:".
  { text: /^got (?:(\w+) )?packet:$/, direction: 'received' },
  { text: /^sending (ack|nack|nak|rep):$/i, direction: 'sent' },
  // planner's own debug log: the request without a header, "send request to HOST:DISK:(DISK):", and the reply.
  { text: /^send request to .*:$/, direction: 'sent', type: 'REQ' },
  { text: /^got reply:$/, direction: 'received', type: 'REP' },
];

const OPEN = /^(<<<<<|-{4,8})$/;
const CLOSE = /(>>>>>|^-{4,8}|(?<=[^-])-{8})$/;

/** Collects the lines of a packet between its borders. */
export class PacketReader {
  private type: PacketType = 'unknown';
  private direction: Packet['direction'] = 'received';
  private at = 0;
  private bodyAt = 0;
  private bodyEnd = 0;
  private bytes = 0;
  private elapsed: number | undefined;
  private state: 'idle' | 'introduced' | 'inside' = 'idle';
  private border = '';
  private service: string | undefined;
  private handle: string | undefined;
  private hostname: string | undefined;
  private config: string | undefined;
  private timestamp: string | undefined;
  private features: string | undefined;
  private hasHeader = false;
  private readonly disks = new Set<string>();
  private levels = 0;
  private whole = 0;
  private glued = false;
  private last = '';
  /** What the newest request asked for: a reply does not repeat it. */
  private lastService: string | undefined;
  private xml = false;
  /** The closing border stands behind the text of a line. */
  private torn = false;
  /** planner: the DLEs that each client was asked for, to tell whose reply has come. */
  private readonly asked = new Map<string, Set<string>>();
  /** What a reply says, until it is known whose it is. */
  private readonly held: ((host: string | undefined, certain: boolean) => void)[] = [];

  constructor(private readonly facts: FactsBuilder) {}

  /** True when the record belonged to a packet (or introduced one) and nobody else need look at it. */
  accept(record: LogRecord): boolean {
    if (this.state === 'inside') {
      if (record.prefix && (record.prefix.generation === 'new' || record.prefix.seconds !== undefined)) {
        this.close(record.at, false);
      } else return this.inside(record);
    }
    if (this.state === 'introduced') {
      const border = record.prefix ? undefined : OPEN.exec(record.message.trimEnd());
      if (border) {
        this.state = 'inside';
        this.border = border[1] ?? '';
        this.bodyAt = this.bodyEnd = record.end + 1;
        return true;
      }
      this.state = 'idle';
    }
    return record.prefix ? this.introduce(record) : false;
  }

  /** The log ended: a packet that is still open was cut off. */
  end(length: number): void {
    if (this.state === 'inside') this.close(length, false);
  }

  private introduce(record: LogRecord): boolean {
    const message = record.message.trim();
    for (const row of INTRODUCTIONS) {
      const match = row.text.exec(message);
      if (!match) continue;
      this.state = 'introduced';
      this.at = record.at;
      this.bytes = 0;
      this.elapsed = this.facts.elapsed(record);
      this.type = row.type ?? typeOf(match[1] ?? '');
      this.direction = row.direction;
      this.service = this.handle = this.config = this.timestamp = this.features = undefined;
      this.hostname = /^send request to ([^\s:]+):/.exec(message)?.[1];
      this.held.length = 0;
      this.hasHeader = this.xml = this.torn = false;
      this.disks.clear();
      this.levels = this.whole = 0;
      this.glued = false;
      this.last = '';
      return true;
    }
    return false;
  }

  private inside(record: LogRecord): boolean {
    const line = record.message;
    const close = CLOSE.exec(line);
    const glued = close !== null && close.index > 0;
    const fits = glued ? close[1]?.length === this.border.length : true;
    if (close && fits && (close[1] === '>>>>>') === (this.border === '<<<<<')) {
      // A datagram that was cut ends in the middle of a line, with the border right behind it.
      const text = line.slice(0, close.index);
      if (text !== '') this.take(text, record);
      this.bytes += byteLength(text);
      this.bodyEnd = record.messageAt + close.index;
      this.torn = text !== '';
      this.close(record.end, true);
      return true;
    }
    this.bytes += byteLength(line) + 1;
    this.take(line, record);
    return true;
  }

  private take(line: string, record: LogRecord): void {
    this.last = line.trim() === '' ? this.last : line;
    this.bodyEnd = record.end;
    const header = /^Amanda \d+\.\d+ (\w+) HANDLE (\S+) SEQ /.exec(line);
    if (header) {
      this.type = typeOf(header[1] ?? '');
      this.handle = header[2];
      this.hasHeader = true;
      return;
    }
    if (line.startsWith('SERVICE ')) this.service = line.slice(8).trim();
    else if (line.startsWith('OPTIONS ')) {
      this.features = /(?:^|[ ;])features=([0-9a-f]+)/.exec(line)?.[1] ?? this.features;
      this.hostname = /;hostname=([^;]*)/.exec(line)?.[1] ?? this.hostname;
      this.config = /;config=([^;]*)/.exec(line)?.[1] ?? this.config;
      this.timestamp = /;timestamp=(\d{14});/.exec(line)?.[1] ?? this.timestamp;
    } else if (/^(?:ERROR |.* ERROR )/.test(line) && this.type !== 'REQ') this.error(line, record);
    else this.dle(line, record);
  }

  /** `ERROR TEXT` in a reply or NAK, and `DISK LEVEL ERROR "TEXT"` (client-src/sendsize.c). */
  private error(line: string, record: LogRecord): void {
    const disk = line.startsWith('ERROR ') ? undefined : readName(line, 0)?.value;
    const at = line.indexOf('ERROR ') + 6;
    const text = line[at] === '"' ? (readName(line, at)?.value ?? line.slice(at)) : line.slice(at);
    const program = this.type === 'NAK' ? 'amandad' : (this.service ?? this.lastService ?? 'amandad');
    this.held.push((host) => {
      const tag = this.type === 'NAK' ? 'FATAL' : 'ERROR';
      this.facts.state(record, { tag, program, disk, host, text });
    });
  }

  private dle(line: string, record: LogRecord): void {
    const element = readElement(line, 'disk');
    if (element) {
      this.xml = true;
      this.name(element.value, element.start, element.end, record);
      return;
    }
    if (line.trim() === '</dle>') this.whole++;
    if (/^CALCSIZE(?:GNUTAR|DUMP)\b/.test(line)) this.glued = true;
    if (/^ *<level>\d/.test(line)) {
      this.levels++;
      return;
    }
    const program = PROGRAMS.exec(line);
    const name = program && !line.startsWith('<') ? readName(line, program[0].length) : undefined;
    if (name && this.type !== 'REP') {
      this.levels++;
      this.name(name.value, name.start, name.end, record);
      return;
    }
    // A reply to sendsize: `NAME LEVEL SIZE KIB`.
    const reply = /^(.*) (\d) SIZE (-?\d+)/.exec(line);
    if (reply) {
      const disk = readName(line, 0);
      if (!disk) return;
      this.name(disk.value, disk.start, disk.end, record);
      const place = this.facts.place(record.messageAt, record.end);
      const [, , level, kib] = reply;
      this.held.push((host, certain) => {
        const size = { host, disk: disk.value, level: Number(level), kib: Number(kib), place };
        if (certain) this.facts.add(this.facts.sizes, size);
      });
    }
  }

  private name(disk: string, start: number, end: number, record: LogRecord): void {
    this.disks.add(disk);
    this.held.push((host) => {
      this.facts.mention(record, disk, start, end - start, host);
    });
  }

  /** Hands on what the packet says. A client's log is about that client; planner's speaks of all of them. */
  private release(): void {
    const server = isServerProgram(this.facts.program);
    const host = server ? (this.hostname ?? this.replier()) : undefined;
    if (server && this.type === 'REQ' && host !== undefined) {
      const known = this.asked.get(host) ?? new Set();
      for (const disk of this.disks) known.add(disk);
      this.asked.set(host, known);
    }
    this.lastService = this.service ?? this.lastService;
    for (const take of this.held) take(host, !server || host !== undefined);
    this.held.length = 0;
  }

  /** The only client that was asked for all DLEs of this reply; a reply to planner does not name its sender. */
  private replier(): string | undefined {
    const fits = [...this.asked].filter(([, disks]) => [...this.disks].every((disk) => disks.has(disk)));
    return fits.length === 1 ? fits[0]?.[0] : undefined;
  }

  private close(end: number, bordered: boolean): void {
    this.state = 'idle';
    // An estimate request ends with the end of its last element, or, before XML, of its last line.
    const whole = this.xml ? this.last.trimEnd().endsWith('</dle>') : !this.torn;
    const request = this.type === 'REQ' && (this.xml || this.service === 'sendsize');
    const complete = bordered && (!request || whole);
    if (!bordered)
      this.facts.note(this.at, end, 'The log stops inside this packet, or its border is missing.');
    this.release();
    const client = !isServerProgram(this.facts.program);
    if (client && (this.type === 'REQ' || this.facts.host === undefined))
      this.facts.host = this.hostname ?? this.facts.host;
    this.facts.config = this.config ?? this.facts.config;
    this.facts.datestamp = this.timestamp ?? this.facts.datestamp;
    this.facts.add(this.facts.packets, {
      type: this.type,
      direction: this.direction,
      service: this.service,
      handle: this.handle,
      hostname: this.hostname,
      config: this.config,
      timestamp: this.timestamp,
      features: this.features,
      // planner writes a newline of its own behind the text.
      bytes: this.bytes - (bordered && this.facts.program === 'planner' ? 1 : 0),
      hasHeader: this.hasHeader,
      disks: [...this.disks],
      whole: this.xml ? this.whole : this.disks.size - (complete ? 0 : 1),
      glued: this.glued,
      levels: this.levels,
      complete,
      closed: bordered,
      auth: this.facts.auth,
      place: this.facts.place(this.at, end),
      body: this.facts.place(this.bodyAt, this.bodyEnd),
      at: this.elapsed,
    });
  }
}

function typeOf(word: string): PacketType {
  const upper = word.toUpperCase();
  if (upper === 'NACK') return 'NAK';
  return upper === 'REQ' || upper === 'ACK' || upper === 'PREP' || upper === 'REP' || upper === 'NAK'
    ? upper
    : 'unknown';
}
