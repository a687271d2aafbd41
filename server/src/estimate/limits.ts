import type { Settings } from '../schema/settings';
import type { VersionRow } from '../schema/versions';
import { anyBut, literal, manyBut, wholeText } from '../text/wildcards';

/** The largest packet that gets from the server to a client or back, and what says so. */
export interface Limit {
  /** Bytes of the UDP payload, or of the packet over a stream. */
  readonly bytes: number;
  /**
   * `release`: the size of Amanda's own buffer (common-src/dgram.h, MAX_DGRAM); `setting`: amanda.udp.maxDatagram, what
   * the server's system sends; `client`: the entry for this client in amanda.udp.clientMaxDatagram, what its system sends;
   * `stream`: the packet limit of auths over TCP.
   */
  readonly rule: 'release' | 'setting' | 'client' | 'stream';
  /** The pattern of the override that matched. */
  readonly pattern?: string;
}

/**
 * The largest request that a client can be sent. FreeBSD's and macOS's 9,216 bytes (net.inet.udp.maxdgram) are a limit of
 * what such a system sends: it bounds requests where the server is one, whatever the client is.
 */
export function requestLimit(row: VersionRow, settings: Settings, udp: boolean): Limit {
  if (!udp) return stream(row);
  return settings.maxDatagram < row.maxDatagram
    ? { bytes: settings.maxDatagram, rule: 'setting' }
    : { bytes: row.maxDatagram, rule: 'release' };
}

/** The largest reply that comes from a client: what its own system sends. */
export function replyLimit(row: VersionRow, settings: Settings, host: string, udp: boolean): Limit {
  if (!udp) return stream(row);
  const own = settings.clientMaxDatagram.find((entry) => matchesHost(entry.host, host));
  return own !== undefined && own.bytes < row.maxDatagram
    ? { bytes: own.bytes, rule: 'client', pattern: own.host }
    : { bytes: row.maxDatagram, rule: 'release' };
}

function stream(row: VersionRow): Limit {
  return { bytes: row.maxStreamPacket, rule: 'stream' };
}

const hostPatterns = new Map<string, (host: string) => boolean>();

/** Host patterns of the settings: `*` and `?`, without regard to case. */
export function matchesHost(pattern: string, host: string): boolean {
  let test = hostPatterns.get(pattern);
  if (test === undefined) {
    const parts = Array.from(pattern.toLowerCase(), (char) =>
      char === '*' ? manyBut() : char === '?' ? anyBut() : literal(char),
    );
    test = wholeText({ t: 'cat', parts }, pattern.length);
    if (hostPatterns.size > 100) hostPatterns.clear();
    hostPatterns.set(pattern, test);
  }
  return test(host.toLowerCase());
}

const ETHERNET_MTU = 1500;
const IP_HEADER = 20;
const UDP_HEADER = 8;

/** How many packets a datagram becomes on a network with an MTU of 1500 bytes (IPv4). */
export function fragments(payload: number): number {
  const size = payload + UDP_HEADER;
  if (size + IP_HEADER <= ETHERNET_MTU) return 1;
  // Every fragment but the last carries a multiple of eight bytes.
  return Math.ceil(size / (Math.floor((ETHERNET_MTU - IP_HEADER) / 8) * 8));
}

/** What the planner before 2.5.1 adds to a request's length for its header before it compares (planner.c, getsize). */
const SPLIT_ALLOWANCE = 128;

/**
 * The packets in which the planner sends a host's DLEs, as numbers of DLEs in the order they are sent: one for all, but
 * for releases that split. There a DLE that is too large alone makes a packet of its own. `options` is what stands
 * before the DLEs in each packet; it and `dles` are in bytes.
 */
export function packetsOf(row: VersionRow, options: number, dles: readonly number[]): number[] {
  if (row.splitRequest === undefined) return [dles.length];
  const packets: number[] = [];
  let length = Infinity;
  for (const bytes of dles) {
    if (length + bytes > row.splitRequest) {
      packets.push(0);
      length = options + SPLIT_ALLOWANCE;
    }
    length += bytes;
    packets[packets.length - 1] = (packets[packets.length - 1] ?? 0) + 1;
  }
  return packets;
}
