import { findDebugLogs, netcatFixes, replySeconds } from '../../checks/remedies/commands';
import { judge, planOf, stillSo, type Judged } from '../../checks/timing/judge';
import { refusals, type Diagnosed } from '../../checks/run';
import { TAR_AT_WORK } from '../../checks/wording';
import { planHost, type HostPlan } from '../../estimate/hostplan';
import { measured, type Measured, type MeasuredDle } from '../../estimate/measured';
import { replyBytes } from '../../estimate/reply';
import { hostWaitText } from '../../estimate/waiting';
import type { Packet, Unended } from '../../logs/types';
import type { Snapshot } from '../../model/snapshot';
import type { Host } from '../../model/types';
import { remediesFor } from '../../nights/advice';
import { fill, fillCommands } from '../../nights/causes/fill';
import { firewallBounds } from '../../nights/firewall';
import { isFailure } from '../../nights/night';
import { lastNightOf, nightsIn } from '../../nights/snapshot';
import type { Evidence, Night, NightDle } from '../../nights/types';
import { explained } from '../../nights/words';
import { baseName } from '../../text/uri';
import type { Place } from '../../text/span';
import { addAll } from '../../text/lists';
import { copied, remediesOfFindings, unique, type Remedy } from './remedy';

/** `unknown`: something must be given before it can be judged; `inapplicable`: it cannot happen to this host. */
export type StepState = 'passed' | 'failed' | 'warning' | 'unknown' | 'inapplicable';

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
  /** The newest run of amdump, and what became of the host's DLEs in it. */
  readonly night: Night | undefined;
  readonly dles: readonly NightDle[];
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
  const { night, dles } = lastNightOf(snapshot, host.name);
  const times = measured(snapshot, host.name);
  const config = baseName(snapshot.config.folder);
  const judged = judge(snapshot, host);
  const the: Case = { snapshot, host, plan, times, judged, night, dles, config, found, all };
  return { folder: snapshot.config.folder, config, host: host.name, steps: steps.map((step) => step(the)) };
}

function concerns({ check, finding }: Diagnosed, host: Host, plan: HostPlan): boolean {
  const inside = (outer: Place | undefined, inner: Place) =>
    outer?.uri === inner.uri && inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
  if (host.dles.some((dle) => inside(dle.place, finding.place))) return true;
  if (plan.authPlace !== undefined && inside(plan.authPlace, finding.place)) return true;
  return (
    check.id.startsWith('log/') &&
    (finding.related ?? []).some(({ place }) => host.dles.some((dle) => inside(dle.place, place)))
  );
}

const n = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
const plural = (value: number, one: string) => `${n(value)} ${one}${value === 1 ? '' : 's'}`;

/** The quick fixes of the host's findings with these ids, the preferred ones first. */
function fixes(the: Case, ids: readonly string[]): Remedy[] {
  return remediesOfFindings(the.found.filter(({ check }) => ids.includes(check.id)));
}

/** The DLEs of the host that failed last night of one of these causes. */
function failedOf({ dles }: Case, causes: readonly string[]): readonly NightDle[] {
  return dles.filter((dle) => isFailure(dle) && dle.cause !== undefined && causes.includes(dle.cause));
}

/** The lines that show it, each once. */
function shown(dles: readonly NightDle[], most = 3): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { evidence } of dles)
    for (const one of evidence) found.set(`${one.place.uri} ${one.place.span.start}`, one);
  return [...found.values()].slice(0, most);
}

/** True when last night is over and nothing of the host failed in it: what older logs show is mended. */
function allWell({ night, dles }: Case): boolean {
  return night?.state === 'finished' && dles.length > 0 && !dles.some(isFailure) && !dles.some(isOpen);
}

const isOpen = ({ outcome }: NightDle) => outcome === 'pending';

/** "First test with amcheck and solve all issues it complains about. (NOTE lines need not be handled.)" */
function amcheck({ all, snapshot, host, config }: Case): Step {
  const step = { id: 'amcheck', title: 'Amcheck passes all tests?' };
  const refused = refusals(all);
  const copy: Remedy = {
    kind: 'copy',
    title: `Copy the command for ${host.name}`,
    text: `amcheck ${config} ${host.name}`,
  };
  if (refused.length > 0) {
    return {
      ...step,
      state: 'failed',
      // The errors stand once, at the configuration, and not under each of its hosts.
      why: `Amanda refuses this configuration: ${plural(refused.length, 'error')} must be mended before anything is backed up; ${refused.length === 1 ? 'it stands' : 'they stand'} above, at the configuration.`,
      evidence: [],
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
  const bad = outputs.flatMap(({ statements }) =>
    statements.filter(
      ({ tag, host: name }) =>
        tag !== 'NOTE' && (name === undefined || name.toLowerCase() === host.name.toLowerCase()),
    ),
  );
  return {
    ...step,
    state: bad.length === 0 ? 'passed' : 'failed',
    why:
      bad.length === 0
        ? 'The output of amcheck has no ERROR or WARNING; NOTE lines need not be handled.'
        : `amcheck complains: ${plural(bad.length, 'line')} with ERROR or WARNING. Mend them first.`,
    evidence: bad.slice(0, 5).map(({ line, place }) => ({ text: line, place })),
    remedies: bad.length === 0 ? [] : [copy],
  };
}

const WAITED = ['log/estimate-hung', 'log/finished-late', 'log/estimate-timeout'];

/** "Find out how long the estimate took on the client"; "The Amanda server waits etimeout seconds multiplied by …" */
function estimateTime(the: Case): Step {
  const { plan, times, host, night } = the;
  const step = { id: 'estimate-time', title: 'Timeout during estimate?' };
  const rule =
    plan.etimeout < 0
      ? `${n(-plan.etimeout)} s for the whole host (negative etimeout)`
      : `${n(plan.lowerBound)} s at least (etimeout ${n(plan.etimeout)} s × ${plural(plan.everyDay, 'DLE')})`;
  const waits = `Amanda ${hostWaitText(plan)}; it waits ${rule}.`;
  const remedies = fixes(the, ['timing/estimate-budget', 'timing/slow-estimate', ...WAITED]);
  const asks: Remedy[] = [
    { kind: 'ask', title: `Choose the sendsize debug log of ${host.name}`, wants: 'sendsize' },
    {
      kind: 'copy',
      title: 'Copy the commands that find it on the client',
      text: findDebugLogs('sendsize', the.config),
    },
  ];
  const gaveUp = failedOf(the, WAITED);
  const changed = changedSince(the).map((dle) => dle.disk);
  const [first] = gaveUp;
  if (first) {
    const enough = first.cause === 'log/finished-late' && times !== undefined && !times.late;
    if (enough) {
      const why = `${first.message} With the configuration of now Amanda waits ${n(times.allowed)} s: the log of the next run will show whether that is enough.`;
      return { ...step, state: 'passed', why, evidence: shown(gaveUp), remedies: [] };
    }
    const mended = gaveUp.every(({ blamed, disk }) => changed.includes(blamed ?? disk)) && !the.judged?.over;
    if (mended) {
      const why = `${first.message} Since then ${changed.join(', ')} is estimated by a faster method: the log of the next run will show what is left.`;
      return { ...step, state: 'passed', why, evidence: shown(gaveUp), remedies: [] };
    }
    const known = first.cause !== 'log/estimate-timeout';
    return {
      ...step,
      state: 'failed',
      why: known
        ? first.message
        : `The server gave up waiting for the estimates: it waits ${rule}. The sendsize debug log of the client tells which DLE is slow.`,
      evidence: shown(gaveUp),
      remedies: unique([...(known ? [] : asks), ...copies(the, first), ...remedies]),
    };
  }
  const [hanging] = unendedOf(the);
  if (hanging && !allWell(the)) {
    const since = hanging.clock === undefined ? '' : ` since ${hanging.clock}`;
    const evidence = [{ text: `The last line about ${hanging.disk}`, place: hanging.place }];
    const why =
      night?.state === 'running'
        ? `The estimate of ${hanging.disk} is under way${since}; the server waits ${rule}.`
        : `The estimate of ${hanging.disk} has no end in this log: it was under way${since} when the log was copied, or it hangs. The server's log of that night (amdump, log.DATE.N) tells whether it gave up.`;
    return { ...step, state: 'unknown', why, evidence, remedies: [] };
  }
  if (!times) {
    if (allWell(the)) {
      const why = `Last night every estimate of ${host.name} came in time. ${waits}`;
      return { ...step, state: 'passed', why, evidence: shown(the.dles, 1), remedies: [] };
    }
    const why = `${waits} How long the client needs is in its sendsize debug log, in the directory AMANDA_DBGDIR of the client.`;
    return { ...step, state: 'unknown', why, evidence: [], remedies: [...asks, ...remedies] };
  }
  const end = times.tookPlace
    ? [{ text: `The estimates ended after ${n(times.took)} s`, place: times.tookPlace }]
    : [];
  const pairs = `${n(Math.abs(times.etimeout))} s × ${plural(times.levels, 'estimate')}`;
  const allowed =
    times.etimeout < 0 ? `${n(times.allowed)} s for the host` : `${n(times.allowed)} s (${pairs})`;
  if (times.late && !the.judged?.over && changed.length > 0) {
    const why = `The estimates took ${n(times.took)} s of ${allowed} allowed, but ${changed.join(', ')} is estimated by a faster method since then. The log of the next run will show what is left.`;
    return { ...step, state: 'passed', why, evidence: end, remedies: [] };
  }
  if (!times.late) {
    const why = `The estimates took ${n(times.took)} s of ${allowed} allowed: that is good.`;
    return { ...step, state: 'passed', why, evidence: end, remedies: [] };
  }
  // Asked again, the planner still takes a reply that comes before it gives up for good.
  const late = times.took > times.total;
  return {
    ...step,
    state: allWell(the) ? 'warning' : 'failed',
    why:
      `The estimates took ${n(times.took)} s, but Amanda waits only ${allowed}: ` +
      (late
        ? 'their results came too late.'
        : `it had to ask again, and gives up for good after ${n(times.total)} s.`),
    evidence: end,
    remedies,
  };
}

/** Estimates that the client's newest log shows begun and not ended. */
function unendedOf({ snapshot, host }: Case): readonly Unended[] {
  return snapshot.observations.hosts.get(host.name.toLowerCase())?.unended ?? [];
}

/** Commands to run elsewhere that help against a cause. */
function copies({ host, config }: Case, dle: NightDle): Remedy[] {
  const words = { ...dle.words, host: host.name, disk: dle.blamed ?? dle.disk, config };
  return remediesFor(dle.cause ?? '', dle.row).flatMap(({ title, run }) =>
    run
      ? [{ kind: 'copy' as const, title: fill(title, words), text: `${fillCommands(run.commands, words)}\n` }]
      : [],
  );
}

/** DLEs that the configuration of now has estimated by another method than the log shows. */
function changedSince({ times, plan }: Case): readonly MeasuredDle[] {
  return (times?.dles ?? []).filter((dle) => {
    const planned = planOf(plan, dle);
    return planned !== undefined && !stillSo({ measured: dle, planned });
  });
}

/** "Investigate why some of the estimates take so long." */
function slowEstimates(the: Case): Step {
  const { times } = the;
  const step = { id: 'slow-estimate', title: 'Why do some estimates take so long?' };
  const hung = failedOf(the, ['log/estimate-hung']);
  const [first] = hung;
  if (first) {
    const disks = [...new Set(hung.map(({ blamed, disk }) => blamed ?? disk))];
    return {
      ...step,
      state: 'failed',
      why: `${first.message} Test it on the client with the commands below.`,
      evidence: [...shown(hung), ...disklistPlaces(the.host, disks)],
      remedies: unique([...copies(the, first), ...fixes(the, ['log/estimate-hung', 'timing/slow-estimate'])]),
    };
  }
  const [hanging] = unendedOf(the);
  if (!times || (hanging && !allWell(the))) {
    return {
      ...step,
      state: 'unknown',
      why: hanging
        ? `The estimate of ${hanging.disk} has no end in the client's log: whether it is slow or hangs, the log does not tell yet.`
        : 'The sendsize debug log of the client tells how long each DLE took.',
      evidence: hanging ? [{ text: `The last line about ${hanging.disk}`, place: hanging.place }] : [],
      remedies: [],
    };
  }
  const { took } = times;
  const etimeout = Math.abs(times.etimeout);
  const changed = changedSince(the);
  const late = times.late && (the.judged?.over !== undefined || changed.length === 0);
  const slow = times.dles.filter(
    (dle) => !changed.includes(dle) && (dle.slowest.seconds > etimeout || (late && dle.seconds > took / 3)),
  );
  const silent = times.observation.gaps.filter((gap) => gap.beforeFirstEntry && gap.seconds > 60);
  const mounts = times.observation.statements.filter((one) => explained(one)?.row.cause === 'log/dead-mount');
  const evidence = [
    ...slow.map((dle) => ({ text: `${dle.disk}: ${n(dle.seconds)} s`, place: dle.slowest.place })),
    ...silent.map((gap) => ({ text: `Nothing was logged for ${n(gap.seconds)} s`, place: gap.place })),
  ];
  addAll(
    evidence,
    mounts.slice(0, 3).map(({ line, place }) => ({ text: line, place })),
  );
  const gnutar = slow.some((dle) => dle.times.some((time) => time.method === 'gnutar'));
  const reasons = [
    silent.length > 0
      ? 'before the first estimate something blocked sendsize, as a mount does that does not answer (NFS)'
      : '',
    mounts.length > 0 ? 'tar says that a mount does not answer' : '',
    gnutar && silent.length + mounts.length === 0 ? TAR_AT_WORK : '',
  ].filter((reason) => reason !== '');
  const most = times.dles.filter((dle) => !changed.includes(dle)).sort((a, b) => b.seconds - a.seconds)[0];
  const found = slow.length + silent.length + mounts.length > 0;
  const what = slow.map((dle) => `${dle.disk} took ${n(dle.seconds)} s`).join(', ');
  const advice = slow.length > 0 ? ' Use estimate calcsize or server for it.' : '';
  return {
    ...step,
    state: found ? (late ? 'failed' : 'warning') : 'passed',
    why: found
      ? `${[what, reasons.join('; ')].filter((part) => part !== '').join(': ')}.${advice}`
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
  const lost = failedOf(the, ['log/reply-lost']);
  const silent = failedOf(the, ['log/no-answer']);
  const bounds = firewallBounds(nightsIn(snapshot), (name) => isUdpHost(snapshot, name));
  const keeps = bounds?.lostAfter ?? snapshot.settings.firewallTimeout;
  const needs = times?.took ?? plan.days.worst.budget.perAttempt;
  // The netcat test is offered by the check too, where the budget is what makes a firewall suspect.
  const netcat = netcatFixes(host.name, replySeconds(plan, times)).map(copied);
  const remedies = unique([
    ...fixes(the, ['network/firewall-timeout', 'network/udp-auth', 'log/reply-lost']),
    ...netcat,
  ]);
  const measuredKeeps =
    bounds === undefined
      ? ''
      : ` From the logs: a reply after ${n(bounds.lostAfter)} s was lost${bounds.arrivedAfter === undefined ? '' : `, one after ${n(bounds.arrivedAfter)} s arrived`}.`;
  const [first] = lost;
  if (first) {
    const why = `${first.message}${measuredKeeps} Test it with netcat, or use auth "bsdtcp".`;
    return { ...step, state: 'failed', why, evidence: shown(lost), remedies };
  }
  if (silent.length > 0) {
    const why =
      'The client did not confirm the request: amandad does not run there or has another auth, or a firewall drops the packets. `amcheck -c` tests it.';
    return { ...step, state: 'failed', why, evidence: shown(silent), remedies };
  }
  const late = failedOf(the, ['log/finished-late']).length > 0;
  const answered = allWell(the) || (times?.observation.reply !== undefined && !times.late);
  if (answered && times) {
    const why = `The reply came through after ${n(times.took)} s.${measuredKeeps}`;
    const slower = plan.days.worst.budget.perAttempt > keeps && times.took > keeps / 2;
    return {
      ...step,
      state: slower && !allWell(the) ? 'warning' : 'passed',
      why,
      evidence: [],
      remedies: slower ? remedies : [],
    };
  }
  const within = needs <= keeps;
  const took =
    times === undefined
      ? `Amanda waits up to ${n(needs)} s for the reply`
      : `The estimates take ${n(needs)} s`;
  return {
    ...step,
    state: within ? 'passed' : 'unknown',
    why: within
      ? `${took}, and a firewall keeps UDP connections for ${n(keeps)} s (setting amanda.firewall.timeout).`
      : `${took}, longer than the ${n(keeps)} s for which a firewall may keep a UDP connection. If there is one between server and client, the reply is dropped.${late ? ' Last night the reply was late anyway, so it does not tell.' : ''}${measuredKeeps}`,
    evidence: [],
    remedies: within ? [] : remedies,
  };
}

/** True for a host of the disklist whose estimates go over UDP. */
function isUdpHost(snapshot: Snapshot, name: string): boolean {
  const host = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return host !== undefined && planHost(snapshot, host).udp;
}

/** True for a packet that stops short itself, and not only in the log. */
const isCut = (packet: Packet) => packet.closed && !packet.complete;

const UNREAD = ['log/format-error', 'log/bad-request'];

/** What failed because the client could not read the request although it is whole: it fits, or does not go over UDP. */
function unreadable(the: Case): readonly NightDle[] | undefined {
  const { plan } = the;
  const request = the.snapshot.observations.hosts.get(the.host.name.toLowerCase())?.request;
  if (plan.udp && ((request && isCut(request)) || plan.days.worst.bytes > plan.limit.bytes)) return undefined;
  const failed = failedOf(the, UNREAD);
  return failed.length > 0 ? failed : undefined;
}

/** "One of the possible reasons is that you have requested too many disklist entries for a single host." */
function requestSize(the: Case): Step {
  const { plan, host } = the;
  const step = { id: 'request-size', title: 'UDP packet too large?' };
  if (!plan.udp) return overStream(the, step.id, step.title);
  const cut = failedOf(the, UNREAD);
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
  // What the steps before this one are about; a host without UDP has no step that asks why it did not answer.
  const handled = [...WAITED, ...UNREAD, ...(the.plan.udp ? ['log/no-answer', 'log/reply-lost'] : [])];
  const failed = the.dles.filter((dle) => isFailure(dle) && !handled.includes(dle.cause ?? ''));
  const named = failed.filter(({ cause }) => cause !== 'log/results-missing');
  const causes = [...(unreadable(the) ?? []), ...named];
  const missing = failed.filter(({ cause }) => cause === 'log/results-missing');
  const auth = the.plan.authKnown ? [] : [`auth "${the.plan.auth}" does not exist`];
  const bad = causes.length + auth.length > 0;
  const [first] = causes;
  const unknown = the.night === undefined || the.dles.length === 0;
  // The time of the estimates is judged, and mended, in steps of its own.
  const slow = the.times?.late === true;
  const words = new Set(causes.slice(0, 3).map(({ message }) => message));
  return {
    ...step,
    state:
      bad || (missing.length > 0 && !slow) ? 'failed' : unknown || missing.length > 0 ? 'unknown' : 'passed',
    why: bad
      ? [...auth.map((text) => `${text}.`), ...words].join(' ')
      : missing.length > 0
        ? `The log says RESULTS MISSING for ${plural(missing.length, 'DLE')} and gives no ${slow ? 'reason beside the time that the estimates took' : 'other reason'}.`
        : unknown
          ? 'No log of a run at hand speaks of this host.'
          : the.night?.state === 'running'
            ? 'The run goes on; so far no log names another failure of this host.'
            : 'The logs at hand name no other failure of this host.',
    evidence: shown([...causes, ...missing], 5),
    remedies: unique([
      ...(first ? copies(the, first) : []),
      ...fixes(the, [
        'trap/unknown-auth',
        'trap/program-markup',
        ...causes.flatMap(({ cause }) => cause ?? []),
      ]),
    ]),
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
