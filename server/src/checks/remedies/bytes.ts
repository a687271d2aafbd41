import type { DlePlan, HostPlan } from '../../estimate/hostplan';
import type { Day } from '../../estimate/levels';
import type { DumptypeFacts } from '../../estimate/dumptype';
import { DleWriter, type RequestedDle } from '../../estimate/request';
import { bytesText, numberText } from '../../text/quantities';

/** What a host's request would weigh with some of its DLEs changed, taken out or put in. Sizes in bytes. */
export class Scales {
  private readonly writer: DleWriter;

  constructor(
    readonly plan: HostPlan,
    readonly day: Day,
  ) {
    this.writer = new DleWriter({ row: plan.row, client: plan.features });
  }

  get total(): number {
    return this.plan.days[this.day].bytes;
  }

  get limit(): number {
    return this.plan.limit.bytes;
  }

  of(one: DlePlan): number {
    return one.bytes[this.day];
  }

  /** How often these DLEs pay what `one` pays once for its dumptype: for each DLE, in the text form for each level. */
  times(dles: readonly DlePlan[], one: DlePlan): number {
    if (this.plan.dialect === 'xml') return dles.length;
    const levels = (dle: DlePlan) => dle.levels[this.day].length;
    return dles.reduce((sum, dle) => sum + levels(dle), 0) / Math.max(levels(one), 1);
  }

  /** The DLE's part of the request if it had another name, device or dumptype. */
  changed(one: DlePlan, change: Partial<RequestedDle>, facts: Partial<DumptypeFacts> = {}): number {
    const levels = one.levels[this.day];
    if (levels.length === 0) return 0;
    // The writer keeps texts by the facts' identity, so unchanged facts must stay the same object.
    const used = Object.keys(facts).length === 0 ? one.facts : { ...one.facts, ...facts };
    const { disk, device, spindle } = one.dle;
    return this.writer.bytes({ disk, device, spindle, ...change }, used, levels);
  }
}

/** What a remedy does to the size of the worst day, for the end of a title. */
export function effect(before: number, after: number, limit: number): string {
  const saved = before - after;
  return `saves ${bytesText(saved)} on the worst day: ${numberText(after)} of ${numberText(limit)}`;
}
