import { planHost, type DayPlan, type HostPlan } from '../estimate/hostplan';
import { parseLevels, type Day } from '../estimate/levels';
import { isDay, packets, type LevelChoice } from '../estimate/payload';
import { selfcheckOf } from '../estimate/selfcheck';
import { NIGHTS, soonerText, waitText } from '../estimate/waiting';
import { infoFolder } from '../model/history';
import type { Snapshot } from '../model/snapshot';
import { byteLength } from '../text/bytes';
import { largest } from '../text/lists';
import { bytesText, count, numberText } from '../text/quantities';
import { uriPath } from '../text/uri';

/** What is to be shown: a day, or levels such as "0,1". */
export type PreviewChoice = string;

/** A request as a document: comment lines of ours in front, then the exact text, marked where it would be cut. */
export interface Preview {
  readonly text: string;
  /** Line (from 0) of the mark; undefined when the whole request fits. */
  readonly cutLine?: number;
}

const DAYS: Readonly<Record<Day | 'tonight', string>> = {
  first: 'first day (level 0 only: nothing was ever dumped)',
  typical: 'typical day (level 0 and the last level)',
  worst: 'worst day (three levels for each DLE)',
  tonight: 'tonight',
};

/**
 * The estimate request of a host as the planner would send it, with its size and the limit in front. Undefined when
 * the host is not in the disklist or the choice is neither a day nor a list of levels.
 */
export function requestPreview(
  snapshot: Snapshot,
  hostName: string,
  choice: PreviewChoice,
): Preview | undefined {
  const host = snapshot.disklist.hosts.find((h) => h.name === hostName);
  const night = choice === 'tonight' || isDay(choice) ? choice : undefined;
  const levels: LevelChoice | undefined = night ?? parseLevels(choice);
  if (!host || levels === undefined) return undefined;
  const plan = planHost(snapshot, host);
  const title = `# Estimate request to ${host.name}, ${night ? DAYS[night] : `levels ${choice}`}`;
  if (night === 'tonight' && !plan.tonight) return { text: `${title}\n# ${unknownTonight(snapshot)}\n` };
  const sent = packets(plan, levels);
  const from = night === 'tonight' ? [`# ${tonightLine(snapshot, plan)}`] : [];
  if (sent.length === 0) return { text: [title, ...from, `# ${nothing(plan)}`, ''].join('\n') };
  const bytes = largest(sent.map(byteLength));
  const day = night === 'tonight' ? plan.tonight : night && plan.days[night];
  const head = [
    title,
    ...from,
    `# ${sizeLine(plan, bytes)}`,
    `# ${transport(plan)}`,
    ...(day ? [`# ${waitLine(plan, day)}`] : []),
    ...selfcheckLine(plan),
    ...absences(plan, night),
  ];
  if (sent.length > 1)
    head.push(
      `# ${String(sent.length)} packets, because this release splits long requests; the largest is meant`,
    );
  let text = `${head.join('\n')}\n\n`;
  let cutLine: number | undefined;
  for (const [n, packet] of sent.entries()) {
    if (n > 0) text += rule('the planner sends what follows in another packet');
    const cut = plan.udp ? cutOffset(packet, plan.limit.bytes) : undefined;
    if (cut === undefined) text += packet;
    else {
      const before = `${text}${packet.slice(0, cut)}`;
      cutLine ??= before.split('\n').length;
      text = `${before}\n${rule(cutText(plan))}${packet.slice(cut)}`;
    }
  }
  return cutLine === undefined ? { text } : { text, cutLine };
}

function rule(text: string): string {
  return `${'#'.repeat(20)} ${text} ${'#'.repeat(20)}\n`;
}

function cutText({ row, limit }: HostPlan): string {
  if (limit.rule === 'setting')
    return `MORE THAN ${numberText(limit.bytes)} bytes from here on; the server does not send it`;
  return row.cutsRequest
    ? `CUT OFF HERE after ${numberText(limit.bytes)} bytes; the client never sees the rest`
    : `MORE THAN ${numberText(limit.bytes)} bytes from here on; the packet is lost`;
}

function nothing(plan: HostPlan): string {
  return plan.authKnown
    ? 'No request is sent: no DLE of this host needs an estimate from the client.'
    : `No request is sent: Amanda has no auth "${plan.auth}", and the DLEs of this host will be RESULTS MISSING.`;
}

function sizeLine(plan: HostPlan, bytes: number): string {
  const limit = plan.limit.bytes;
  const verdict =
    bytes > limit
      ? `${numberText(bytes - limit)} bytes too many`
      : `${numberText(limit - bytes)} bytes to spare`;
  return `${numberText(bytes)} bytes of ${numberText(limit)}: ${verdict}; ${numberText(plan.days.worst.largestPacket)} bytes on the worst day`;
}

const RULES: Readonly<Record<HostPlan['limit']['rule'], string>> = {
  release: "the limit is that of Amanda's datagrams",
  setting: "the limit is what the server's system sends (amanda.udp.maxDatagram)",
  client: "the limit is what the client's system sends (amanda.udp.clientMaxDatagram)",
  stream: 'the limit is that of a packet over a stream',
};

function transport(plan: HostPlan): string {
  return `auth "${plan.auth}" (${plan.udp ? 'UDP' : 'no UDP'}), ${plan.dialect === 'xml' ? 'XML' : 'text'} dialect; ${RULES[plan.limit.rule]}`;
}

/** DLEs that are in no request, and why. */
function absences(plan: HostPlan, night: Day | 'tonight' | undefined): string[] {
  return plan.dles.flatMap(({ dle, absent, tonight }) => {
    if (absent) return [`# not in it: ${dle.disk} (${absent.text ?? absent.why})`];
    const skipped = night === 'tonight' && tonight?.levels.length === 0;
    return skipped ? [`# not in it: ${dle.disk} (skipped tonight)`] : [];
  });
}

/** Where tonight's levels come from. */
function tonightLine(snapshot: Snapshot, plan: HostPlan): string {
  const where = uriPath(snapshot.history?.uri ?? '');
  const fresh = plan.tonight?.newDles ?? 0;
  const isNew = fresh > 0 ? `; ${count(fresh, 'DLE')} without a record, so never dumped` : '';
  return snapshot.history?.source === 'amdump'
    ? `Levels as the last run left them by ${where}, taking its dumps for successful${isNew}`
    : `Levels from the info database ${where}${isNew}`;
}

function unknownTonight({ config }: Snapshot): string {
  const folder = infoFolder(config);
  return `What tonight's request holds is not known: no info database can be read${folder === undefined ? '' : ` at ${uriPath(folder)}`} (infofile), and no amdump log in logdir.`;
}

function waitLine(plan: HostPlan, day: DayPlan): string {
  const sooner = soonerText(plan);
  return `Amanda ${waitText(day.budget, NIGHTS[day.day])}${sooner === undefined ? '' : `. ${sooner}`}`;
}

/** What amcheck asks for. */
function selfcheckLine(plan: HostPlan): string[] {
  const { bytes, cutAt, udp } = selfcheckOf(plan);
  if (bytes === 0) return [];
  const over = cutAt ? ', too many: amcheck will fail for this host' : '';
  return [`# amcheck's selfcheck request: ${bytesText(bytes)}${udp ? '' : ' over a stream'}${over}`];
}

/** The offset behind the last character that fits into `limit` bytes; undefined when all fit. */
function cutOffset(text: string, limit: number): number | undefined {
  if (byteLength(text) <= limit) return undefined;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (byteLength(text.slice(0, middle)) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
