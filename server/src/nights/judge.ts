import { count, numberText, secondsText } from '../text/quantities';
import type { Estimated, LogFacts, Statement } from '../logs/types';
import type { Match } from './causes/explain';
import { sentenceOf } from './causes/fill';
import type { CauseRow } from './causes/row';
import type { Client } from './clients';
import { isHarmless, type Course } from './state';
import type { Trail, Try } from './trail';
import type { Evidence, NightDle, Outcome, Phase } from './types';
import { evidenceOf, explained } from './words';

/** A text that may be why something failed, and what the catalogue makes of it. */
interface Reason {
  readonly statement: Statement;
  readonly match?: Match;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly phase: Phase;
  readonly cause?: string;
  readonly row?: CauseRow;
  readonly words?: Readonly<Record<string, string>>;
  readonly message: string;
  readonly evidence: readonly Statement[];
  readonly more?: readonly Evidence[];
  readonly blamed?: string;
  readonly level?: number;
}

/** Auths that ask in one UDP packet (common-src/security.c). */
const UDP = new Set(['bsd', 'bsdudp', 'krb4']);

/** What became of a DLE, by all that its trail says. */
export function judge(trail: Trail, course: Course, client: Client | undefined): NightDle {
  const verdict = verdictOf(trail, course, client);
  const { host, disk } = trail;
  const lines = verdict.evidence.length > 0 ? verdict.evidence : [trail.first];
  return {
    host,
    disk,
    level: verdict.level ?? levelOf(trail),
    outcome: verdict.outcome,
    phase: verdict.phase,
    cause: verdict.cause,
    row: verdict.row,
    words: verdict.words,
    message: verdict.message,
    evidence: [...lines.map(evidenceOf), ...(verdict.more ?? [])],
    udp: client?.auth === undefined ? undefined : UDP.has(client.auth),
    blamed: verdict.blamed,
  };
}

function levelOf(trail: Trail): number | undefined {
  const { tries, planner, driver, scheduled, flushed, reported } = trail;
  const last = tries.at(-1);
  const all = [
    last?.dumper,
    last?.chunker,
    last?.taper,
    ...driver,
    ...planner,
    scheduled,
    ...flushed.values(),
  ];
  return [...all, ...reported].find((one) => one?.level !== undefined)?.level;
}

function verdictOf(trail: Trail, course: Course, client: Client | undefined): Verdict {
  if (course.run.program !== 'amdump') return flushOf(trail, course);
  const skipped = trail.planner.find(({ tag }) => tag === 'SUCCESS');
  const dumped = trail.tries.findLast(({ dumper, chunker }) => dumper ?? chunker);
  const last = dumped ? retaped(trail, dumped) : trail.tries.at(-1);
  const planner = trail.planner.filter(({ tag }) => tag === 'FAIL');
  const driver = trail.driver.filter(({ tag }) => tag === 'FAIL');
  if (last && (last.dumper ?? last.taper ?? last.chunker)) {
    // driver gives a DLE up for good, unless the dump is whole after all.
    const whole = isOk(last.dumper) && (isOk(last.chunker) || isOk(last.taper));
    return vaulted(trail, dumped ?? last, tried(trail, last, whole ? [] : driver, course), course);
  }
  if (planner.length > 0) return refused(trail, planner, course, client);
  if (driver.length > 0) return failure(trail, driver, 'dump', course);
  if (skipped) {
    const message = `${trail.host} ${trail.disk} was skipped as configured: ${skipped.text.replace(/^skipped: /, '')}.`;
    return { outcome: 'skipped', phase: 'schedule', message, evidence: [skipped] };
  }
  const rows = trail.reported.filter(({ tag }) => tag !== 'MISSING' || course.state !== 'running');
  if (rows.length > 0) return reported(trail, course);
  // Its only line was that of an older dump on the holding disk, which this run wrote to tape.
  // amdump.N lists what is due tonight only, log.DATE.N what is to be flushed as well.
  const due = course.run.log ? 2 : 1;
  if (trail.flushed.size > 0 && trail.listed < due) return flushOf(trail, course);
  if (course.state === 'running' || (isSilent(course) && !course.plannerDied && !course.driverDied))
    return pending(trail, client, course);
  return missing(trail, course, client);
}

/** amdump.N does not have what driver and its children write into log.DATE.N only. */
function isSilent({ run }: Course): boolean {
  return run.log === undefined && run.report === undefined;
}

const OK = new Set(['SUCCESS', 'STRANGE', 'DONE', 'CHUNKSUCCESS']);
const isOk = (statement: Statement | undefined) => statement !== undefined && OK.has(statement.tag);

/** taper is given a dump again when writing it failed (server-src/driver.c, taper_result): the same storage's last word. */
function retaped(trail: Trail, dumped: Try): Try {
  const { taper } = dumped;
  if (!taper || isOk(taper)) return dumped;
  const later = trail.tries.slice(trail.tries.indexOf(dumped) + 1);
  const again = later.findLast(
    (one) => one.taper !== undefined && isOk(one.taper) && one.taper.storage === taper.storage,
  );
  return again ? { ...dumped, taper: again.taper } : dumped;
}

/** The dump is on tape; of its copies to other storages (since 3.5) each has its own last word. */
function vaulted(trail: Trail, last: Try, verdict: Verdict, course: Course): Verdict {
  if (verdict.outcome !== 'ok' && verdict.outcome !== 'strange') return verdict;
  const copies = new Map<string, Statement>();
  for (const { taper } of trail.tries.slice(trail.tries.indexOf(last) + 1))
    if (taper?.storage !== undefined) copies.set(taper.storage, taper);
  const failed = [...copies.values()].filter((one) => !isOk(one));
  if (failed.length === 0) return verdict;
  const found = failure(trail, failed, 'vault', course, 'partial');
  const where = failed.map(({ storage }) => storage).join(', ');
  return {
    ...found,
    phase: 'vault',
    message: `${trail.host} ${trail.disk} was dumped and written, and its copy to storage ${where} failed. ${found.message}`,
  };
}

/** The DLE was given to a dumper: what its last attempt came to. */
function tried(trail: Trail, last: Try, driver: readonly Statement[], course: Course): Verdict {
  const { dumper, chunker, taper } = last;
  const dumpOk = isOk(dumper) && driver.length === 0;
  const stored = isOk(chunker) || isOk(taper);
  if (dumpOk && stored) return stored_(trail, last, course);
  if (dumpOk && !chunker && !taper && !course.modern) {
    // 2.4 has no chunker, and a run without tape has no taper: dumper's word is all there is.
    return course.state === 'running' ? writing(trail, last) : held(trail, last, course);
  }
  if (dumpOk && taper?.tag === 'PARTIAL') {
    return failure(trail, [taper], 'write', course, 'partial');
  }
  if (dumpOk && !stored && !chunker && !taper && course.state === 'running') return writing(trail, last);
  if (!dumper && driver.length === 0 && !chunker?.tag.startsWith('FAIL') && taper?.tag !== 'FAIL') {
    // What came in is not yet judged by dumper.
    if (course.state === 'running') return writing(trail, last);
    if (course.driverDied) return missing(trail, course, undefined);
  }
  if (
    course.state === 'running' &&
    driver.length === 0 &&
    trail.tries.length < 2 &&
    (dumper ? !isOk(dumper) : chunker?.tag === 'FAIL')
  ) {
    // driver tries once more (server-src/driver.c, dumper_result), unless it is gone itself.
    const said = [dumper, chunker].filter((one) => one !== undefined && !isOk(one)) as Statement[];
    const found = failure(trail, said, 'dump', course);
    if (found.cause === 'log/interrupted') return found;
    const message = `The first attempt at ${trail.host} ${trail.disk} failed, and driver tries once more. ${found.message}`;
    return { ...found, outcome: 'pending', message };
  }
  // In the order of their lines: what failed first is likelier to be the cause of the others.
  const lines = [...driver, ...warnings(trail), dumper, chunker, taper]
    .filter((one): one is Statement => one !== undefined && !isOk(one))
    .sort((a, b) => (a.place.uri === b.place.uri ? a.place.span.start - b.place.span.start : 0));
  const earlier = trail.tries
    .slice(0, -1)
    .flatMap((one) => [one.dumper, one.chunker, one.taper])
    .filter((one): one is Statement => one !== undefined && !isOk(one));
  return failure(trail, [...lines, ...earlier], dumper || driver.length > 0 ? 'dump' : 'write', course);
}

/** What driver says of a child that died while it worked for this DLE. */
function warnings(trail: Trail): readonly Statement[] {
  return trail.driver.filter(({ tag }) => tag === 'WARNING');
}

/** The dump is whole, on the holding disk or on tape. */
function stored_(trail: Trail, last: Try, course: Course): Verdict {
  const { dumper, taper } = last;
  const { host, disk } = trail;
  const outcome = dumper?.tag === 'STRANGE' ? 'strange' : 'ok';
  if (taper && !isOk(taper)) {
    const phase = 'write';
    if (taper.tag === 'PARTIAL') return failure(trail, [taper], phase, course, 'partial');
    return failure(trail, [taper], phase, course, 'not-flushed');
  }
  if (!taper) return course.state === 'running' ? writing(trail, last) : held(trail, last, course);
  const tries = trail.tries.filter((one) => one.dumper ?? one.chunker).length;
  const first = trail.tries[0];
  const failed = tries > 1 ? (first?.dumper ?? first?.chunker) : undefined;
  const again = failed && !isOk(failed) ? ` at the second attempt; at first: ${failed.text}` : '';
  const strange = strangeWords(dumper);
  const message =
    outcome === 'strange'
      ? `${host} ${disk} was dumped and written to tape${again}, and the backup program said something strange${strange}.`
      : `${host} ${disk} was dumped and written to tape${again}.`;
  const evidence = [dumper, taper].filter((one) => one !== undefined);
  return { outcome, phase: 'write', message, evidence, level: dumper?.level ?? taper.level };
}

/** The first line that the backup program wrote and Amanda does not know (`?`, sendbackup's mark). */
function strangeWords(dumper: Statement | undefined): string {
  const line = dumper?.details.find(({ text }) => text.startsWith('?'))?.text;
  return line === undefined ? '' : `: ${line.replace(/^\? ?/, '')}`;
}

/** Whole, and still on the holding disk though the run is over. */
function held(trail: Trail, last: Try, course: Course): Verdict {
  const { host, disk } = trail;
  const { dumper, chunker } = last;
  const strange = dumper?.tag === 'STRANGE';
  const evidence = [dumper, chunker].filter((one) => one !== undefined);
  const level = dumper?.level ?? chunker?.level;
  if (course.tape && !isHarmless(course.tape)) {
    const found = failure(trail, [course.tape], 'write', course, 'not-flushed');
    return { ...found, level, evidence: [...found.evidence, ...evidence] };
  }
  if (course.driverDied ?? (course.state === 'died' && !isSilent(course))) {
    const who = course.driverDied ? 'driver' : 'the run';
    const message = `${host} ${disk} is dumped and still on the holding disk, because ${who} died before it was written to tape. Write it with amflush.`;
    return { outcome: 'not-flushed', phase: 'write', cause: 'log/driver-died', message, evidence, level };
  }
  if (isSilent(course)) {
    const message = `${host} ${disk} was dumped; whether it was written to tape, the log of the run (log.${course.run.datestamp}.0) tells.`;
    return { outcome: 'pending', phase: 'dump', message, evidence, level };
  }
  const why = course.tape ? `: ${course.tape.text}` : '';
  const message = `${host} ${disk} was dumped and waits on the holding disk, as configured${why}.`;
  const lines = course.tape ? [...evidence, course.tape] : evidence;
  const outcome = strange ? 'strange' : 'ok';
  return {
    outcome,
    phase: 'dump',
    message,
    evidence: lines,
    level,
  };
}

/** The run goes on with this DLE. */
function writing(trail: Trail, { dumper, chunker, taper }: Try): Verdict {
  const done = isOk(dumper);
  const message = done
    ? `${trail.host} ${trail.disk} is dumped; writing it to tape is under way or to come.`
    : `The dump of ${trail.host} ${trail.disk} is under way.`;
  const evidence = [dumper, chunker, taper].filter((one) => one !== undefined);
  return { outcome: 'pending', phase: done ? 'write' : 'dump', message, evidence };
}

/** How much a text tells: the lowest is the cause. */
function rank({ match, statement }: Reason): number {
  if (statement.text === '') return 9;
  switch (match?.row.weight) {
    case 'failure':
      return 0;
    case undefined:
      return 1;
    case 'note':
      return 2;
    case 'follow-up':
      return 3;
    case 'harmless':
      return 4;
  }
}

/** The line among several that tells most of the cause; of equals the first. */
function best(lines: readonly Statement[]): Reason | undefined {
  const reasons = lines.map((statement): Reason => ({ statement, match: explained(statement) }));
  return reasons.reduce<Reason | undefined>(
    (found, one) => (found === undefined || rank(one) < rank(found) ? one : found),
    undefined,
  );
}

/** It failed, by the line that tells most. */
function failure(
  trail: Trail,
  lines: readonly Statement[],
  phase: Phase,
  course?: Course,
  outcome: Outcome = 'failed',
): Verdict {
  const reason = best(lines);
  // Taper got a dump in part, or gave none of its own reasons: then it is the tapes of the run. And without a tape driver
  // does not dump what does not fit on the holding disk (degraded mode).
  const tape = course?.tape;
  const degraded = reason?.match?.row.cause === 'log/degraded-mode';
  if (tape && !isHarmless(tape) && (degraded || (phase === 'write' && (!reason || rank(reason) >= 2)))) {
    const found = failure(trail, [tape], phase, undefined, outcome);
    const also = degraded && reason?.match ? ` ${words(trail, reason, phase).message}` : '';
    return {
      ...found,
      phase: degraded ? 'dump' : found.phase,
      message: found.message + also,
      evidence: [...lines, tape],
    };
  }
  const evidence = reason ? [reason.statement, ...lines.filter((one) => one !== reason.statement)] : lines;
  const { cause: named, message } = words(trail, reason, phase);
  const row = reason?.match?.row;
  const cause = named === undefined ? undefined : inPlace(named, reason, course);
  const at =
    reason?.statement.program === 'planner' && LATER.has(row?.phase ?? phase)
      ? 'request'
      : (row?.phase ?? phase);
  return { outcome, phase: at, cause, row, words: reason?.match?.groups, message, evidence };
}

/** Phases that a DLE has not come to when planner speaks of it, whatever the words mean elsewhere. */
const LATER: ReadonlySet<Phase> = new Set(['dump', 'write', 'flush', 'vault']);

/** The cause that a row names, where the line stands in a place that makes another of it. */
function inPlace(cause: string, reason: Reason | undefined, course: Course | undefined): string | undefined {
  const { tag, program } = reason?.statement ?? {};
  // taper's own word is no-tape, whatever keeps it from one.
  if (tag === 'ERROR' && program === 'taper' && NO_TAPE.has(cause)) return 'log/no-tape';
  // A dumper that finds its driver gone.
  if (cause === 'log/interrupted' && course?.driverDied) return 'log/driver-died';
  // The consequence of something that no line at hand tells.
  if (cause === 'log/interrupted' && reason?.statement.text === 'Aborted by driver') return undefined;
  // What a client says of an application, selfcheck and sendsize say in the same words.
  if (cause === 'log/selfcheck-error' && (program === 'planner' || program === 'dump'))
    return 'log/estimate-failed';
  if (cause === 'log/selfcheck-error' && program === 'dumper') return 'log/dump-failed';
  return cause;
}

const NO_TAPE: ReadonlySet<string> = new Set(['log/changer-error', 'log/label-error']);

/** What a line means for a DLE, in plain words. */
function words(trail: Trail, reason: Reason | undefined, phase: Phase): Pick<Verdict, 'cause' | 'message'> {
  const { host, disk } = trail;
  const text = reason?.statement.text ?? '';
  if (reason?.match) {
    return { cause: reason.match.row.cause, message: sentenceOf(reason.match, { host, disk }, text) };
  }
  const said = reason?.statement.details.some((line) => line.text.startsWith('sendbackup: error'));
  if (said) {
    const message = `The backup program of ${host} ${disk} failed on the client: ${text}.`;
    return { cause: 'log/dump-failed', message };
  }
  if (reason?.statement.tag === 'ERROR' && reason.statement.program === 'taper') {
    const message = `No tape could be used, so ${host} ${disk} is not on tape; Amanda says: ${text}.`;
    return { cause: 'log/no-tape', message };
  }
  if (text === '') {
    return { message: `${host} ${disk} failed, and its logs do not say why (in phase ${phase}).` };
  }
  return { message: `${host} ${disk} failed; Amanda says: ${text}.` };
}

/** planner gave the DLE up. */
function refused(
  trail: Trail,
  lines: readonly Statement[],
  course: Course,
  client: Client | undefined,
): Verdict {
  const found = failure(trail, lines, 'estimate', course);
  if (found.cause === 'log/estimate-timeout') return timedOut(trail, found, course, client);
  if (found.cause === 'log/format-error') return unread(found, trail.host, course, client);
  return found;
}

/** What a UDP packet carries at the most, less the header that planner's log leaves out (measured with 3.5.1). */
const LARGEST_BODY = 65_503 - 71;

/** The client could not read the request: why, by the request itself where a log has it. */
function unread(found: Verdict, host: string, course: Course, client: Client | undefined): Verdict {
  const request = client?.request ?? requestTo(host, course);
  if (!request) return found;
  const { bytes, auth, complete, closed, whole, place, glued } = request;
  const size = `${numberText(bytes)} bytes${auth === undefined ? '' : ` by auth ${auth}`}`;
  const cut = client?.request ? closed && !complete : bytes > LARGEST_BODY;
  const said = client?.request
    ? `: ${count(whole, 'DLE')} ${whole === 1 ? 'was' : 'were'} complete, and the client could read none of it`
    : ', as planner wrote it: more than one UDP packet carries';
  const message = cut
    ? `The request to ${host} was cut off; it has ${size}${said}.`
    : glued
      ? `The request to ${host} (${size}) asks for a program that no client knows, CALCSIZEGNUTAR: so Amanda 3.4.0 to 3.5.1 writes \`estimate calcsize\` to clients before 2.6. Use \`estimate client\` or \`server\` there.`
      : `The request to ${host} arrived whole (${size}), so its size is not the reason: the client could not read what is in it, such as an \`&\` or \`<\` in the program of a custom compression or encryption.`;
  return { ...found, message, more: [{ place, text: `the request: ${size}` }] };
}

/** The request as planner's debug log has it: it tells of what was asked, and of the size before it was cut. */
function requestTo(host: string, course: Course) {
  const name = host.toLowerCase();
  return course.run.server
    .flatMap(({ packets }) => packets)
    .findLast(
      ({ type, service, hostname, disks, glued, bytes }) =>
        type === 'REQ' &&
        service === 'sendsize' &&
        disks.length > 0 &&
        hostname?.toLowerCase() === name &&
        (glued || bytes > LARGEST_BODY),
    );
}

/** planner stopped waiting for the host's estimates: why, as far as the client's log or amdump.N tells. */
function timedOut(trail: Trail, found: Verdict, course: Course, client: Client | undefined): Verdict {
  const { host, disk } = trail;
  if (client?.estimated && client.unended.length > 0) {
    const own = client.unended.find((one) => one.disk === disk);
    const hung = own ?? client.unended[0];
    if (hung) {
      const level = hung.level === undefined ? '' : ` (level ${hung.level})`;
      const began = hung.clock === undefined ? 'began' : `began at ${hung.clock}`;
      const others = own ? '' : `, so this DLE and all others of ${host} failed`;
      const why = hung.killed
        ? 'its process was killed'
        : 'a mount that does not answer, or a process that was killed';
      return {
        ...found,
        cause: 'log/estimate-hung',
        message: `The estimate of ${hung.disk}${level} ${began} and never ended${others}: ${why}.`,
        more: [{ place: hung.place, text: `the last that the client says of ${hung.disk}` }],
        blamed: hung.disk,
      };
    }
  }
  if (client?.estimated && client.ended && client.seconds !== undefined) {
    const place = client.endStatement?.run.finishPlace ?? client.endStatement?.run.place;
    const more = place ? [{ place, text: `the client was done after ${secondsText(client.seconds)}` }] : [];
    const waited = course.gaveUpAfter;
    const confirmed = client.statements.find((one) => explained(one)?.row.cause === 'log/reply-lost');
    if (waited !== undefined ? client.seconds >= waited - 1 : confirmed === undefined) {
      const { slowest } = client;
      const most = slowest ? ` Most of it went into ${slowest.disk} (${secondsText(slowest.seconds)}).` : '';
      const took = secondsText(client.seconds);
      // They differ by less than a second: the same figure twice would explain nothing.
      const close = waited !== undefined && secondsText(waited) === took;
      const limit = waited === undefined || close ? '' : `: it waited ${secondsText(waited)}`;
      return {
        ...found,
        cause: 'log/finished-late',
        message: `The estimates of ${host} took ${took}, and the server had ${close ? 'just given up' : 'given up by then'}${limit}.${most}`,
        more,
        blamed: slowest?.disk,
      };
    }
    const lines = confirmed ? [...more, evidenceOf(confirmed)] : more;
    return {
      ...found,
      cause: 'log/reply-lost',
      message: `${host} had its estimates ready after ${secondsText(client.seconds)} and sent them, but the server${waited === undefined ? '' : `, which waited ${secondsText(waited)},`} never got the reply: a firewall on the way drops it.`,
      more: lines,
    };
  }
  return partly(trail, found, course) ?? found;
}

/** The DLEs of a host of which amdump.N has a partial result, and those of them without one. */
interface Partial {
  readonly all: number;
  readonly lacking: ReadonlyMap<string, Estimated>;
  readonly first: Estimated | undefined;
  /** The first names. */
  readonly shown: readonly string[];
}

const partials = new WeakMap<LogFacts, ReadonlyMap<string, Partial>>();

/** By host in lower case; worked out once a log, because each DLE of a large site asks. */
function partialOf(amdump: LogFacts): ReadonlyMap<string, Partial> {
  let known = partials.get(amdump);
  if (known) return known;
  const hosts = new Map<string, Map<string, Estimated>>();
  for (const one of amdump.results) {
    if (!one.partial) continue;
    const name = one.host.toLowerCase();
    const newest = hosts.get(name) ?? new Map<string, Estimated>();
    hosts.set(name, newest);
    newest.set(one.disk, one);
  }
  known = new Map(
    [...hosts].map(([name, newest]): [string, Partial] => {
      // -2 up to 3.0, -3 later: no result has come for the level (facts of planner's messages).
      const lacking = [...newest.values()].filter(({ sizes }) => sizes.some(({ kib }) => kib <= -2));
      return [
        name,
        {
          all: newest.size,
          lacking: new Map(lacking.map((one) => [one.disk, one])),
          first: lacking[0],
          shown: lacking.slice(0, 3).map(({ disk }) => disk),
        },
      ];
    }),
  );
  partials.set(amdump, known);
  return known;
}

/** Without the client's log: amdump.N shows of which DLEs a result had come (server-src/planner.c, handle_result). */
function partly(trail: Trail, found: Verdict, course: Course): Verdict | undefined {
  const part = course.run.amdump && partialOf(course.run.amdump).get(trail.host.toLowerCase());
  if (!part || part.lacking.size === 0 || part.lacking.size === part.all) return undefined;
  const own_ = part.lacking.get(trail.disk);
  const blamed = own_ ?? part.first;
  if (!blamed) return undefined;
  const more = part.lacking.size - part.shown.length;
  const shown = part.shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
  const { disk, host } = trail;
  const others = blamed.disk === disk ? '' : `, and with it this DLE failed too`;
  return {
    ...found,
    // What came in is lost with the rest: of this DLE the client had sent its estimate.
    cause: own_ ? 'log/estimate-hung' : found.cause,
    message: `No result came for ${shown} of ${host} until the server gave up, while other DLEs had theirs${others}: a mount there does not answer, a process was killed, or it needs longer than Amanda waits.`,
    more: [{ place: blamed.place, text: `amdump: no result for ${blamed.disk}` }],
    blamed: blamed.disk,
  };
}

/** The run is over and no line says what became of it. */
function missing(trail: Trail, course: Course, client: Client | undefined): Verdict {
  const { host, disk } = trail;
  const outcome = 'missing';
  const died = warnings(trail);
  if (died.length > 0) return { ...failure(trail, died, 'dump', course), outcome };
  const error = course.hostErrors.get(host.toLowerCase());
  if (error) {
    const match = explained(error);
    const text = match ? sentenceOf(match, { host, disk }, error.text) : `Amanda says: ${error.text}.`;
    const found: Verdict = {
      outcome,
      phase: match?.row.phase ?? 'request',
      cause: match?.row.cause ?? 'log/results-missing',
      row: match?.row,
      words: match?.groups,
      message: text,
      evidence: [error, trail.first],
    };
    if (found.cause === 'log/estimate-timeout') return timedOut(trail, found, course, client);
    return found.cause === 'log/format-error' ? unread(found, host, course, client) : found;
  }
  if (course.fatal) {
    const found = failure(trail, [course.fatal], 'schedule');
    return { ...found, outcome, cause: found.cause ?? 'log/planner-died' };
  }
  if (course.plannerDied) {
    const message = `planner died before it had a schedule, so ${host} ${disk} was not dumped and is RESULTS MISSING.`;
    return {
      outcome,
      phase: 'estimate',
      cause: 'log/planner-died',
      message,
      evidence: [course.plannerDied, trail.first],
    };
  }
  if (course.driverDied) {
    const message = `driver died before ${host} ${disk} was done, so nothing tells of it: RESULTS MISSING.`;
    return {
      outcome,
      phase: 'dump',
      cause: 'log/driver-died',
      message,
      evidence: [course.driverDied, trail.first],
    };
  }
  const message = `Amanda has no word on what became of ${host} ${disk}: RESULTS MISSING.`;
  return { outcome, phase: 'estimate', cause: 'log/results-missing', message, evidence: [trail.first] };
}

/** The run goes on: nothing is missing yet. */
function pending(trail: Trail, client: Client | undefined, course: Course): Verdict {
  const { host, disk, scheduled } = trail;
  const [died] = warnings(trail);
  if (died) {
    const found = failure(trail, [died], 'dump');
    return { ...found, outcome: 'pending' };
  }
  const own = client?.unended.find((one) => one.disk === disk);
  const outcome = 'pending';
  if (scheduled) {
    const message =
      course.state === 'running'
        ? `${host} ${disk} is in tonight's schedule and waits for its dump.`
        : `${host} ${disk} was in the schedule; what became of it the log of the run (log.${course.run.datestamp}.0) tells.`;
    return { outcome, phase: 'schedule', message, evidence: [scheduled], level: scheduled.level };
  }
  if (own && !own.killed) {
    const message = `The estimate of ${host} ${disk} is under way${own.clock === undefined ? '' : ` since ${own.clock}`}.`;
    const more = [{ place: own.place, text: `the last that the client says of ${disk}` }];
    return { outcome, phase: 'estimate', message, evidence: [trail.first], more };
  }
  const message =
    course.state === 'running'
      ? `The run goes on, as far as its logs tell: nothing is said of ${host} ${disk} yet.`
      : `amdump does not say what became of ${host} ${disk}; the log of the run (log.${course.run.datestamp}.0) does.`;
  return { outcome, phase: 'estimate', message, evidence: [trail.first] };
}

/** A flush of the holding disk, or a copy: the date of a line is that of the dump, not of the run. */
function flushOf(trail: Trail, course: Course): Verdict {
  const { host, disk, flushed, reported: rows } = trail;
  const vault = course.run.program === 'amvault';
  const phase = vault ? 'vault' : 'flush';
  const done = vault ? 'copied' : 'flushed to tape';
  const lines = [...flushed.values()];
  const failed = lines.filter((one) => !isOk(one));
  if (failed.length > 0) {
    const partial = failed.every(({ tag }) => tag === 'PARTIAL');
    const found = failure(
      trail,
      failed,
      'write',
      course,
      partial ? 'partial' : vault ? 'failed' : 'not-flushed',
    );
    return { ...found, phase };
  }
  const level = lines[0]?.level;
  const left = [...trail.due.values()].filter((one) => !lines.some((l) => l.timestamp === one.timestamp));
  if (lines.length > 0 && left.length > 0) return leftOver(trail, lines, left, phase, course);
  if (lines.length > 0) {
    return { outcome: 'ok', phase, message: `${host} ${disk} was ${done}.`, evidence: lines, level };
  }
  const errors = trail.driver.concat(trail.planner).filter(({ tag }) => tag === 'FAIL');
  if (errors.length > 0) return { ...failure(trail, errors, 'write', course, 'not-flushed'), phase };
  if (rows.length > 0) return { ...reported(trail, course), phase };
  if (course.state === 'running') {
    const message = `The run goes on: ${host} ${disk} is not ${done} yet.`;
    return { outcome: 'pending', phase, message, evidence: [trail.first] };
  }
  if (course.tape && !isHarmless(course.tape)) {
    const found = failure(trail, [course.tape], 'write', course, vault ? 'failed' : 'not-flushed');
    return { ...found, phase, evidence: [...found.evidence, trail.first] };
  }
  if (course.fatal) {
    const found = failure(trail, [course.fatal], 'write', course, vault ? 'failed' : 'not-flushed');
    return { ...found, phase, evidence: [...found.evidence, trail.first] };
  }
  const cause =
    (course.driverDied ?? (course.state === 'died' && course.last)) ? 'log/driver-died' : 'log/not-flushed';
  const message = `${host} ${disk} was to be ${done}, and no line says that it was: it is still ${vault ? 'only where it was' : 'on the holding disk'}.`;
  return { outcome: vault ? 'failed' : 'not-flushed', phase, cause, message, evidence: [trail.first] };
}

/** Some dumps of the DLE are on tape, others have not had their turn. */
function leftOver(
  { host, disk }: Trail,
  done: readonly Statement[],
  left: readonly Statement[],
  phase: Phase,
  course: Course,
): Verdict {
  const dates = left.map(({ timestamp }) => timestamp).join(', ');
  const said = `${done.length} of ${count(done.length + left.length, 'dump')} of ${host} ${disk}`;
  if (course.state === 'running') {
    const message = `The run goes on: ${said} are on tape so far.`;
    return { outcome: 'pending', phase, message, evidence: [...left, ...done] };
  }
  const why = course.tape && !isHarmless(course.tape) ? `; Amanda says: ${course.tape.text}` : '';
  const message = `Only ${said} were flushed to tape, and the one of ${dates} is still on the holding disk${why}.`;
  const tape = course.tape ? [course.tape] : [];
  return { outcome: 'not-flushed', phase, cause: 'log/not-flushed', message, evidence: [...left, ...tape] };
}

/** What a report says, where the logs that it was made from are not at hand. */
function reported(trail: Trail, course: Course): Verdict {
  const { host, disk, reported: rows } = trail;
  const has = (tag: Statement['tag']) => rows.find((one) => one.tag === tag);
  const row = has('DONE') ?? has('SUCCESS');
  const failed = rows.filter(
    ({ tag, text, program }) => tag === 'FAIL' && (text !== '' || program !== 'amreport'),
  );
  const retried = has('RETRIED');
  const strange = has('STRANGE');
  if (has('MISSING')) {
    const found = missing(trail, course, undefined);
    return { ...found, evidence: [...found.evidence.slice(0, 1), ...rows] };
  }
  if (
    failed.length > 0 &&
    !retried &&
    !(row && failed.every((one) => one.place.span.start > row.place.span.start))
  ) {
    const taper = failed.every(({ program }) => program === 'taper');
    // What has details is of the dumper; the summary does not tell the program.
    const detailed = failed.filter(({ details }) => details.length > 0);
    const inFull = (one: Statement) => detailed.find(({ text }) => text === one.text) ?? one;
    const lines = [...new Set(failed.map(inFull))];
    return failure(trail, lines, taper ? 'write' : 'dump', course, taper ? 'not-flushed' : 'failed');
  }
  const partial = rows.find(({ tag, text }) => tag === 'PARTIAL' && !text.includes('successfully taped'));
  if (partial && !retried) return failure(trail, [partial], 'write', course, 'partial');
  const bare = rows.find(({ tag }) => tag === 'FAIL' || tag === 'PARTIAL');
  if (bare && !retried && !row) return failure(trail, [bare], 'dump', course);
  const unflushed = has('NOT-FLUSHED');
  if (unflushed) {
    if (course.tape) return failure(trail, [course.tape, unflushed], 'write', course, 'not-flushed');
    const message = `${host} ${disk} was not flushed: it is still on the holding disk.`;
    return {
      outcome: 'not-flushed',
      phase: 'flush',
      cause: 'log/not-flushed',
      message,
      evidence: [unflushed],
    };
  }
  const skipped = has('SKIPPED');
  if (skipped) {
    const message = `${host} ${disk} was skipped as configured.`;
    return { outcome: 'skipped', phase: 'schedule', message, evidence: [skipped] };
  }
  const evidence = [strange, row, retried].filter((one) => one !== undefined);
  if (row?.tag === 'SUCCESS') return held(trail, { dumper: strange ?? row }, course);
  if (strange) {
    const message = `${host} ${disk} was dumped, and the backup program said something strange${strangeWords(strange)}.`;
    return { outcome: 'strange', phase: 'write', message, evidence, level: row?.level };
  }
  const again = retried ? ' at the second attempt' : '';
  return {
    outcome: 'ok',
    phase: 'write',
    message: `${host} ${disk} was dumped${again}.`,
    evidence,
    level: row?.level,
  };
}
