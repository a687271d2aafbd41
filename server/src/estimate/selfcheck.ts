import type { Dle } from '../model/types';
import { byteLength } from '../text/bytes';
import { isUdp, type DlePlan, type HostPlan } from './hostplan';
import { optionRefusals } from './refusals';
import { DleWriter, headerText, optionsText } from './request';

/** amcheck's one request to a host. */
export interface Selfcheck {
  /** True where it goes over UDP: the auth is that of the last DLE of the disklist, dumped or not. */
  readonly udp: boolean;
  /** Bytes of the UDP payload; 0 when no request is sent. */
  readonly bytes: number;
  /** DLEs in it, and those of them that fit, counted from the end of the disklist. */
  readonly dles: number;
  readonly fits: number;
  /** The DLE at which it is cut off. */
  readonly cutAt?: Dle;
}

const known = new WeakMap<HostPlan, Selfcheck>();

/**
 * The selfcheck request that amcheck sends to a host (server-src/amcheck.c, start_host): every DLE once, those too that
 * no estimate is asked for. Releases before 2.5.1 split it as they split requests for estimates.
 */
export function selfcheckOf(plan: HostPlan): Selfcheck {
  const found = known.get(plan);
  if (found) return found;
  const made = measure(plan);
  known.set(plan, made);
  return made;
}

function measure(plan: HostPlan): Selfcheck {
  const udp = udpOf(plan);
  const writer = new DleWriter(plan.preamble);
  const dles = asked(plan);
  if (dles.length === 0) return { udp, bytes: 0, dles: 0, fits: 0 };
  let bytes = byteLength(before(plan, udp));
  let fits = 0;
  let cutAt: Dle | undefined;
  for (const { dle, facts } of dles) {
    bytes += writer.selfcheckBytes(dle, facts);
    if (!udp || !plan.row.cutsRequest || bytes <= plan.limit.bytes) fits++;
    else cutAt ??= dle;
  }
  return { udp, bytes, dles: dles.length, fits, ...(cutAt && { cutAt }) };
}

/** The whole request as text; its header line has a handle and a sequence number of the usual length. */
export function selfcheckText(plan: HostPlan): string | undefined {
  const writer = new DleWriter(plan.preamble);
  const dles = asked(plan);
  if (dles.length === 0) return undefined;
  return before(plan, udpOf(plan)) + dles.map(({ dle, facts }) => writer.selfcheck(dle, facts)).join('');
}

function before(plan: HostPlan, udp: boolean): string {
  const preamble = { ...plan.preamble, udp };
  return headerText(preamble) + optionsText(preamble, 'selfcheck');
}

function udpOf({ dles, udp }: HostPlan): boolean {
  const last = dles[dles.length - 1];
  return last ? isUdp(last.facts.auth) : udp;
}

/** The DLEs that amcheck asks about, in its order. */
function asked({ dles, features }: HostPlan): readonly DlePlan[] {
  return dles
    .filter(
      ({ absent, facts }) =>
        absent === undefined || (absent.why !== 'skip' && optionRefusals(facts, features).length === 0),
    )
    .reverse();
}
