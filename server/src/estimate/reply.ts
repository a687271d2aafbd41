import { quoteString } from '../model/quote';
import { byteLength } from '../text/bytes';
import type { HostPlan } from './hostplan';
import type { Day } from './levels';
import { levelsOf } from './payload';
import { largest } from '../text/lists';

/** Digits of a size in KiB: up to 9,999,999,999 KiB, which is 9 TiB for one dump. */
const SIZE_DIGITS = 10;

/**
 * Bytes of the largest reply to a host's estimate request: the packet's header (over UDP), the client's OPTIONS line, and
 * a line `DISK LEVEL SIZE KIB` for every estimate (client-src/sendsize.c, normal_calc_estimates and its likes). A request
 * in several packets has as many replies. 0 when no request is sent.
 */
export function replyBytes(plan: HostPlan, night: Day | 'tonight'): number {
  const rest = ' 0 SIZE \n'.length + SIZE_DIGITS;
  const lines = plan.dles
    .map((one) => ({ dle: one.dle, levels: levelsOf(one, night).length }))
    .filter(({ levels }) => levels > 0)
    .map(({ dle, levels }) => levels * (byteLength(quoteString(dle.disk)) + rest))
    .reverse();
  if (lines.length === 0) return 0;
  const { row } = plan.preamble;
  const header = plan.udp
    ? `Amanda ${row.protocol} REP HANDLE ${'0'.repeat(row.handleLength)} SEQ 1795671936\n`
    : '';
  let next = 0;
  const replies = ((night === 'tonight' ? plan.tonight : plan.days[night])?.pieces ?? [lines.length]).map(
    (dles) => {
      const piece = lines.slice(next, (next += dles));
      return piece.reduce((sum, bytes) => sum + bytes, 0);
    },
  );
  return largest(replies) + byteLength(`${header}OPTIONS features=${plan.features.text};\n`);
}
