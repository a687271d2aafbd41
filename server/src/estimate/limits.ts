import type { Settings } from '../schema/settings';
import type { VersionRow } from '../schema/versions';

/** The largest request that a host can be sent, and what says so. */
export interface Limit {
  /** Bytes of the UDP payload, or of the packet over a stream. */
  readonly bytes: number;
  /**
   * `release`: the size of Amanda's own buffer (common-src/dgram.h, MAX_DGRAM); `setting`: amanda.udp.maxDatagram;
   * `client`: the entry for this client among its overrides; `stream`: the packet limit of auths over TCP.
   */
  readonly rule: 'release' | 'setting' | 'client' | 'stream';
  /** The pattern of the override that matched. */
  readonly pattern?: string;
}

/** The smallest of the limits that hold for a host. */
export function limitOf(row: VersionRow, settings: Settings, host: string, udp: boolean): Limit {
  if (!udp) return { bytes: row.maxStreamPacket, rule: 'stream' };
  let limit: Limit = { bytes: row.maxDatagram, rule: 'release' };
  const override = settings.clientMaxDatagram.find((entry) => matchesHost(entry.host, host));
  if (override) {
    if (override.bytes < limit.bytes)
      limit = { bytes: override.bytes, rule: 'client', pattern: override.host };
  } else if (settings.maxDatagram < limit.bytes) limit = { bytes: settings.maxDatagram, rule: 'setting' };
  return limit;
}

/** Host patterns of the settings: `*` and `?`, without regard to case. */
export function matchesHost(pattern: string, host: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'is').test(host);
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
