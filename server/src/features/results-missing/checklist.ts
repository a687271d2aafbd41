import type { Fix, Severity } from '../../checks/check';
import { categoryOf } from '../../checks/check';
import { netcatFixes } from '../../checks/remedies/commands';
import { judge, planOf, stillSo, type Judged } from '../../checks/timing/judge';
import type { Diagnosed } from '../../checks/run';
import { planHost, type HostPlan } from '../../estimate/hostplan';
import { measured, type Measured, type MeasuredDle } from '../../estimate/measured';
import { replyBytes } from '../../estimate/reply';
import type { LogEvent, LogEventKind, Packet } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import type { Host } from '../../model/types';
import { baseName } from '../../text/uri';
import type { Place } from '../../text/span';
import { addAll } from '../../text/lists';

/** `unknown`: something must be given before it can be judged; `inapplicable`: it cannot happen to this host. */
export type StepState = 'passed' | 'failed' | 'warning' | 'unknown' | 'inapplicable';

/** What helps. `fix`: a quick fix, named by its check, place and title; `copy`: commands to run elsewhere; `ask`: a file. */
export type Remedy =
  | { readonly kind: 'fix'; readonly title: string; readonly check: string; readonly place: Place }
  | { readonly kind: 'copy'; readonly title: string; readonly text: string }
  | { readonly kind: 'ask'; readonly title: string; readonly wants: 'sendsize' | 'amandad' | 'amcheck' };

export interface Step {
  readonly id: string;
  /** The question of the wiki's article. */
  readonly title: string;
  readonly state: StepState;
  /** One or two sentences, with figures. */
  readonly why: string;
  readonly evidence: readonly { readonly text: string; readonly place: Place }[];
  readonly remedies: readonly Remedy[];
}

/** The article "Results missing" of the Amanda wiki, walked for one host. */
export interface Checklist {
  readonly folder: string;
  readonly config: string;
  readonly host: string;
  readonly steps: readonly Step[];
}

interface Case {
  readonly snapshot: Snapshot;
  readonly host: Host;
  readonly plan: HostPlan;
  readonly times: Measured | undefined;
  /** The times against the configuration of now. */
  readonly judged: Judged | undefined;
  readonly events: readonly LogEvent[];
  readonly config: string;
  /** Findings about this host. */
  readonly found: readonly Diagnosed[];
  readonly all: readonly Diagnosed[];
}

/** Walks the checklist for a host; `all` are the findings of the snapshot. Undefined for a host that is not there. */
export function checklist(
  snapshot: Snapshot,
  hostName: string,
  all: readonly Diagnosed[],
): Checklist | undefined {
  const host = snapshot.disklist.hosts.find((h) => h.name.toLowerCase() === hostName.toLowerCase());
  if (!host) return undefined;
  const plan = planHost(snapshot, host);
  const found = all.filter((one) => concerns(one, host, plan));
  const name = host.name.toLowerCase();
  const events = snapshot.observations.events.filter((event) => event.host?.toLowerCase() === name);
  const times = measured(snapshot, host.name);
  const config = baseName(snapshot.config.folder);
  const judged = judge(snapshot, host);
  const the: Case = { snapshot, host, plan, times, judged, events, config, found, all };
  return { folder: snapshot.config.folder, config, host: host.name, steps: steps.map((step) => step(the)) };
}

function concerns({ finding }: Diagnosed, host: Host, plan: HostPlan): boolean {
  const inside = (outer: Place | undefined, inner: Place) =>
    outer?.uri === inner.uri && inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
  if (host.dles.some((dle) => inside(dle.place, finding.place))) return true;
  return plan.authPlace !== undefined && inside(plan.authPlace, finding.place);
}

const n = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
const plural = (value: number, one: string) => `${n(value)} ${one}${value === 1 ? '' : 's'}`;

/** The quick fixes of the host's findings with these ids, the preferred ones first. */
function fixes(the: Case, ids: readonly string[]): Remedy[] {
  const remedies: (Remedy & { preferred: boolean })[] = [];
  for (const { check, finding } of the.found) {
    if (!ids.includes(check.id)) continue;
    for (const fix of finding.fixes?.() ?? []) {
      remedies.push({ ...remedyOf(check.id, finding.place, fix), preferred: fix.preferred ?? false });
    }
  }
  const sorted = remedies.sort((a, b) => Number(b.preferred) - Number(a.preferred));
  return unique(sorted.map(({ preferred: _, ...remedy }) => remedy));
}

/** Of remedies with the same title the first. */
function unique(remedies: readonly Remedy[]): Remedy[] {
  const seen = new Set<string>();
  return remedies.filter(({ title }) => !seen.has(title) && seen.add(title));
}

function remedyOf(check: string, place: Place, fix: Fix): Remedy {
  if (fix.edits.length === 0 && fix.copy !== undefined) return copied(fix);
  return { kind: 'fix', title: fix.title, check, place };
}

function copied({ title, copy = '' }: Fix): Remedy {
  return { kind: 'copy', title, text: copy };
}

function eventsOf(the: Case, kinds: readonly LogEventKind[]) {
  return the.events.filter((event) => kinds.includes(event.kind));
}

function shown(events: readonly LogEvent[], most = 3) {
  return events.slice(0, most).map(({ text, place }) => ({ text, place }));
}

const REFUSALS: readonly string[] = ['syntax', 'value', 'reference', 'disklist'];
const isError = (severity: Severity) => severity === 'error';

/** "First test with amcheck and solve all issues it complains about. (NOTE lines need not be handled.)" */
function amcheck({ all, snapshot, host, config }: Case): Step {
  const step = { id: 'amcheck', title: 'Amcheck passes all tests?' };
  const refused = all.filter((one) => isError(one.severity) && REFUSALS.includes(categoryOf(one.check.id)));
  const copy: Remedy = {
    kind: 'copy',
    title: `Copy the command for ${host.name}`,
    text: `amcheck ${config} ${host.name}`,
  };
  if (refused.length > 0) {
    return {
      ...step,
      state: 'failed',
      why: `Amanda refuses this configuration: ${plural(refused.length, 'error')} must be mended before anything is backed up.`,
      evidence: refused.slice(0, 5).map(({ finding }) => ({ text: finding.message, place: finding.place })),
      remedies: [copy],
    };
  }
  const outputs = [...snapshot.observations.logs.values()].filter((log) => log.kind === 'amcheck');
  if (outputs.length === 0) {
    return {
      ...step,
      state: 'unknown',
      why: 'Amanda reads this configuration without an error. Run amcheck to test the directories, the tape and the clients.',
      evidence: [],
      remedies: [copy, { kind: 'ask', title: 'Choose a file with the output of amcheck', wants: 'amcheck' }],
    };
  }
  const about = (event: LogEvent) =>
    event.host === undefined || event.host.toLowerCase() === host.name.toLowerCase();
  const bad = outputs.flatMap((log) => log.events.filter((event) => event.kind !== 'note' && about(event)));
  return {
    ...step,
    state: bad.length === 0 ? 'passed' : 'failed',
    why:
      bad.length === 0
        ? 'The output of amcheck has no ERROR or WARNING; NOTE lines need not be handled.'
        : `amcheck complains: ${plural(bad.length, 'line')} with ERROR or WARNING. Mend them first.`,
    evidence: shown(bad, 5),
    remedies: bad.length === 0 ? [] : [copy],
  };
}

/** "Find out how long the estimate took on the client"; "The Amanda server waits etimeout seconds multiplied by …" */
function estimateTime(the: Case): Step {
  const { plan, times, host } = the;
  const step = { id: 'estimate-time', title: 'Timeout during estimate?' };
  const rule =
    plan.etimeout < 0
      ? `${n(-plan.etimeout)} s for the whole host (negative etimeout)`
      : `${n(plan.lowerBound)} s at least (etimeout ${n(plan.etimeout)} s × ${plural(plan.everyDay, 'DLE')})`;
  const gaveUp = eventsOf(the, ['reply-timeout']);
  const remedies = fixes(the, ['timing/estimate-budget', 'timing/slow-estimate']);
  if (!times) {
    return {
      ...step,
      state: gaveUp.length > 0 ? 'failed' : 'unknown',
      why:
        `Amanda waits ${rule}. ` +
        (gaveUp.length > 0
          ? 'The log says that it gave up; the sendsize debug log of the client tells which DLE is slow.'
          : 'How long the client needs is in its sendsize debug log, in the directory AMANDA_DBGDIR of the client.'),
      evidence: shown(gaveUp),
      remedies: [
        { kind: 'ask', title: `Choose the sendsize debug log of ${host.name}`, wants: 'sendsize' },
        { kind: 'copy', title: 'Copy the commands that find it on the client', text: FIND_SENDSIZE },
        ...remedies,
      ],
    };
  }
  const end = times.tookPlace
    ? [{ text: `The estimates ended after ${n(times.took)} s`, place: times.tookPlace }]
    : [];
  const pairs = `${n(Math.abs(times.etimeout))} s × ${plural(times.levels, 'estimate')}`;
  const allowed =
    times.etimeout < 0 ? `${n(times.allowed)} s for the host` : `${n(times.allowed)} s (${pairs})`;
  const changed = changedSince(the).map((dle) => dle.disk);
  if (times.late && !the.judged?.over && changed.length > 0) {
    return {
      ...step,
      state: 'passed',
      why: `The estimates took ${n(times.took)} s of ${allowed} allowed, but ${changed.join(', ')} is estimated by a faster method since then. The log of the next run will show what is left.`,
      evidence: end,
      remedies: [],
    };
  }
  // Asked again, the planner still takes a reply that comes before it gives up for good.
  const lost = times.took > times.total || gaveUp.length + eventsOf(the, ['results-missing']).length > 0;
  return {
    ...step,
    state: times.late ? 'failed' : gaveUp.length > 0 ? 'warning' : 'passed',
    why: times.late
      ? `The estimates took ${n(times.took)} s, but Amanda waits only ${allowed}: ` +
        (lost
          ? 'their results came too late.'
          : `it had to ask again, and gives up for good after ${n(times.total)} s.`)
      : `The estimates took ${n(times.took)} s of ${allowed} allowed: that is good.`,
    evidence: [...end, ...shown(gaveUp)],
    remedies: times.late ? remedies : [],
  };
}

/** DLEs that the configuration of now has estimated by another method than the log shows. */
function changedSince({ times, plan }: Case): readonly MeasuredDle[] {
  return (times?.dles ?? []).filter((dle) => {
    const planned = planOf(plan, dle);
    return planned !== undefined && !stillSo({ measured: dle, planned });
  });
}

const FIND_SENDSIZE = `ls -t "$(amgetconf build.AMANDA_DBGDIR)"/client/*/sendsize.*.debug | head
`;

/** "Investigate why some of the estimates take so long." */
function slowEstimates(the: Case): Step {
  const { times } = the;
  const step = { id: 'slow-estimate', title: 'Why do some estimates take so long?' };
  if (!times) {
    return {
      ...step,
      state: 'unknown',
      why: 'The sendsize debug log of the client tells how long each DLE took.',
      evidence: [],
      remedies: [],
    };
  }
  const etimeout = Math.abs(times.etimeout);
  const changed = changedSince(the);
  const late = times.late && (the.judged?.over !== undefined || changed.length === 0);
  const slow = times.dles.filter(
    (dle) =>
      !changed.includes(dle) && (dle.slowest.seconds > etimeout || (late && dle.seconds > times.took / 3)),
  );
  const silent = times.observation.gaps.filter((gap) => gap.beforeFirstEntry && gap.seconds > 60);
  const mounts = times.observation.events.filter((event) => event.kind === 'dead-mount');
  const evidence = [
    ...slow.map((dle) => ({ text: `${dle.disk}: ${n(dle.seconds)} s`, place: dle.slowest.place })),
    ...silent.map((gap) => ({ text: `Nothing was logged for ${n(gap.seconds)} s`, place: gap.place })),
  ];
  addAll(
    evidence,
    mounts.slice(0, 3).map(({ text, place }) => ({ text, place })),
  );
  const gnutar = slow.some((dle) => dle.times.some((time) => time.method === 'gnutar'));
  const reasons = [
    silent.length + mounts.length > 0
      ? 'a mount that does not answer (NFS) blocks GNU tar before the first estimate'
      : '',
    gnutar ? 'GNU tar is slow on file systems with many small files' : '',
  ].filter((reason) => reason !== '');
  const most = times.dles.filter((dle) => !changed.includes(dle)).sort((a, b) => b.seconds - a.seconds)[0];
  return {
    ...step,
    state: slow.length + silent.length + mounts.length > 0 ? (late ? 'failed' : 'warning') : 'passed',
    why:
      slow.length + silent.length + mounts.length > 0
        ? `${slow.map((dle) => `${dle.disk} took ${n(dle.seconds)} s`).join(', ')}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}. Use estimate calcsize or server for it.`
        : `No DLE needs longer than etimeout (${n(etimeout)} s)${most ? `; the slowest is ${most.disk} with ${n(most.seconds)} s` : ''}.`,
    evidence: evidence.concat(
      disklistPlaces(
        the.host,
        slow.map((dle) => dle.disk),
      ),
    ),
    remedies: fixes(the, ['timing/slow-estimate', 'timing/estimate-budget']),
  };
}

function disklistPlaces(host: Host, disks: readonly string[]) {
  return host.dles
    .filter((dle) => disks.includes(dle.disk))
    .map((dle) => ({ text: `Disklist: ${host.name} ${dle.disk}`, place: dle.place }));
}

function overStream(the: Case, id: string, title: string): Step {
  const evidence = the.plan.authPlace ? [{ text: `auth "${the.plan.auth}"`, place: the.plan.authPlace }] : [];
  const why = `Not applicable: auth is ${the.plan.auth}, which does not use UDP for estimates.`;
  return { id, title, state: 'inapplicable', why, evidence, remedies: [] };
}

/** "If there is a firewall between (or on!) the client and server, the reply UDP packet may be dropped." */
function firewall(the: Case): Step {
  const { plan, times, snapshot, host } = the;
  const step = { id: 'firewall', title: 'Timeout due to firewall?' };
  if (!plan.udp) return overStream(the, step.id, step.title);
  const lost = eventsOf(the, ['reply-lost']);
  const silent = eventsOf(the, ['ack-timeout']);
  const keeps = snapshot.settings.firewallTimeout;
  const needs = times?.took ?? plan.days.worst.budget.perAttempt;
  // The netcat test is offered by the check too, where the budget is what makes a firewall suspect.
  const netcat = netcatFixes(host.name, keeps).map(copied);
  const remedies = unique([...fixes(the, ['network/firewall-timeout', 'network/udp-auth']), ...netcat]);
  if (lost.length + silent.length > 0) {
    const what =
      lost.length > 0
        ? 'The client sent its reply and the server never confirmed it'
        : 'The client never answered';
    const why = `${what}: a firewall that drops the packets would look like this. Test it with netcat, or use auth "bsdtcp".`;
    return { ...step, state: 'failed', why, evidence: shown([...lost, ...silent]), remedies };
  }
  const took = times ? `The estimates take ${n(needs)} s` : `Amanda waits up to ${n(needs)} s for the reply`;
  const answered = the.times?.observation.reply !== undefined && times !== undefined && !times.late;
  const within = needs <= keeps;
  return {
    ...step,
    state: within ? 'passed' : answered ? 'warning' : 'unknown',
    why: within
      ? `${took}, and a firewall keeps UDP connections for ${n(keeps)} s (setting amanda.firewall.timeout).`
      : `${took}, longer than the ${n(keeps)} s for which a firewall may keep a UDP connection. If there is one between server and client, the reply is dropped.`,
    evidence: [],
    remedies: within ? [] : remedies,
  };
}

/** True for a packet that stops short itself, and not only in the log. */
const isCut = (packet: Packet) => packet.closed && !packet.complete;

/** Events about a request that the client could not read although it is whole: it fits, or does not go over UDP. */
function unreadable(the: Case): readonly LogEvent[] | undefined {
  const { plan } = the;
  const request = the.snapshot.observations.hosts.get(the.host.name.toLowerCase())?.request;
  if (plan.udp && ((request && isCut(request)) || plan.days.worst.bytes > plan.limit.bytes)) return undefined;
  const events = eventsOf(the, ['format-error', 'bad-request']);
  return events.length > 0 ? events : undefined;
}

/** "One of the possible reasons is that you have requested too many disklist entries for a single host." */
function requestSize(the: Case): Step {
  const { plan, host } = the;
  const step = { id: 'request-size', title: 'UDP packet too large?' };
  if (!plan.udp) return overStream(the, step.id, step.title);
  const cut = eventsOf(the, ['format-error', 'bad-request']);
  const packet = the.snapshot.observations.hosts.get(host.name.toLowerCase())?.request;
  const evidence = shown(unreadable(the) ? [] : cut);
  if (packet)
    evidence.push({ text: `The request in the log has ${n(packet.bytes)} bytes`, place: packet.place });
  const answer = the.snapshot.observations.hosts.get(host.name.toLowerCase())?.reply;
  if (answer)
    evidence.push({ text: `The reply in the log has ${n(answer.bytes)} bytes`, place: answer.place });
  const { first, worst } = plan.days;
  const limit = plan.limit.bytes;
  const smallest = first.bytes > 0 ? first.largestPacket : worst.largestPacket;
  const sizes = `${n(smallest)} bytes when only full dumps are estimated, ${n(worst.largestPacket)} bytes on the worst day, of ${n(limit)}`;
  const remedies = fixes(the, ['network/request-too-large', 'network/reply-too-large', 'network/udp-auth']);
  if (smallest > limit) {
    const why = `The request never fits: ${sizes}. ${plural(first.tooMany, 'DLE')} too many, and all DLEs of the host fail.`;
    return { ...step, state: 'failed', why, evidence, remedies };
  }
  if (cut.length > 0 ? !unreadable(the) : packet !== undefined && isCut(packet)) {
    const why = `The log shows a request that the client could not read (${sizes}).`;
    return { ...step, state: 'failed', why, evidence, remedies };
  }
  const reply = replyBytes(plan, 'worst');
  const state = Math.max(worst.largestPacket, reply) > limit ? 'warning' : 'passed';
  const why =
    worst.largestPacket > limit
      ? `The request does not fit on every day: ${sizes}.`
      : reply > limit
        ? `The request fits on every day: ${sizes}; but the reply may not, with up to ${n(reply)} bytes.`
        : `The request fits on every day: ${sizes}; so does the reply, with up to ${n(reply)}.`;
  return { ...step, state, why, evidence, remedies: state === 'passed' ? [] : remedies };
}

/** "Sometimes buggy UDP implementations garble packets exceeding the MTU size." */
function fragments(the: Case): Step {
  const { plan } = the;
  const step = { id: 'fragments', title: 'Packets larger than the MTU?' };
  if (!plan.udp) return overStream(the, step.id, step.title);
  const count = plan.days.worst.fragments;
  return {
    ...step,
    state: count > 1 ? 'unknown' : 'passed',
    why:
      count > 1
        ? `The request travels in up to ${plural(count, 'fragment')} of 1,500 bytes; some firewalls and UDP implementations lose or garble fragments. A network trace shows whether all of them arrive.`
        : 'The request fits into one packet of 1,500 bytes.',
    evidence: [],
    remedies:
      count > 1
        ? [
            ...fixes(the, ['network/fragments']),
            {
              kind: 'copy',
              title: 'Copy the tcpdump command',
              text: `tcpdump -n -v 'udp port 10080 or (ip[6:2] & 0x1fff != 0)'\n`,
            },
          ]
        : [],
  };
}

/** What else the logs say of the host, beyond the article's own steps. */
function otherReasons(the: Case): Step {
  const step = { id: 'other', title: 'Any other reason in the logs?' };
  const kinds: LogEventKind[] = [
    'no-driver',
    'unresolved',
    'refused',
    'nak',
    'missing-result',
    'estimate-failed',
    'failed',
    'error',
  ];
  // A host without UDP has no step that asks why it did not answer.
  if (!the.plan.udp) kinds.push('ack-timeout', 'reply-lost');
  const events = [...(unreadable(the) ?? []), ...eventsOf(the, kinds)];
  const missing = eventsOf(the, ['results-missing']);
  const auth = the.plan.authKnown ? [] : [`auth "${the.plan.auth}" does not exist`];
  const failed = events.length + auth.length > 0;
  return {
    ...step,
    state: failed ? 'failed' : the.snapshot.observations.logs.size === 0 ? 'unknown' : 'passed',
    why: failed
      ? `${[...auth, ...events.slice(0, 1).map((event) => event.text)].join('; ')}.`
      : missing.length > 0
        ? `The log says RESULTS MISSING for ${plural(missing.length, 'DLE')} and gives no other reason.`
        : 'The logs at hand name no other failure of this host.',
    evidence: shown([...events, ...missing], 5),
    remedies: fixes(the, ['trap/unknown-auth', 'trap/program-markup']),
  };
}

/** In the order of the article. */
const steps: readonly ((the: Case) => Step)[] = [
  amcheck,
  estimateTime,
  slowEstimates,
  firewall,
  requestSize,
  fragments,
  otherReasons,
];
