// The truth about a night: what the fault does to each DLE, written before any parser has seen the logs. A value that the
// fault leaves open is a list of what may be said.

const list = (value) => (Array.isArray(value) ? value : [value]);

const dle = (outcome, cause = null) => ({ outcome: list(outcome), cause: list(cause) });

export const ok = dle('ok');
export const strange = dle('strange', [null, 'log/strange']);
export const skipped = dle('skipped');
/** Nothing at hand tells, or the night goes on. */
export const pending = dle('pending');
/** Failed or missing: which of them depends on whether a program of the server lived to write it down. */
export const failed = (...cause) => dle('failed', cause);
export const missing = (...cause) => dle('missing', cause);
export const lost = (...cause) => dle(['failed', 'missing'], cause);
export const either = (outcomes, ...cause) => dle(outcomes, cause.length ? cause : null);
export const notFlushed = (...cause) => dle('not-flushed', cause);
export const partial = (...cause) => dle(['partial', 'failed'], cause);

/**
 * One run.
 * @param dles by "HOST DISK"
 * @param notes ids that must be among the notes of the night
 */
export const night = (dles, { program = 'amdump', state = 'finished', notes = [] } = {}) => ({
  program,
  state: list(state),
  dles,
  notes,
});

/** A report has no more than a day and what became of each DLE: the rest of the truth is not in it. */
function inReport(of) {
  const dles = Object.entries(of.dles).map(([key, { outcome, cause }]) => {
    const extra = [];
    if (outcome.includes('missing')) extra.push('log/results-missing');
    if (outcome.includes('not-flushed')) extra.push('log/not-flushed');
    return [key, { outcome, cause: [...cause, ...extra] }];
  });
  return { ...of, dles: Object.fromEntries(dles), state: ['finished', 'died', 'running'] };
}

/**
 * One amdump.N and nothing else: what the driver says of dumps and tapes is in it as well, but it need not be read from
 * there. What is said must be true.
 */
function amdumpAlone(of) {
  const dles = Object.entries(of.dles).map(([key, { outcome, cause }]) => [
    key,
    // That a dump was strange is not in it.
    outcome.includes('strange')
      ? { outcome: [...outcome, 'ok', 'pending'], cause: [...new Set([...cause, null])] }
      : outcome.includes('ok')
        ? { outcome: [...outcome, 'pending'], cause: [...new Set([...cause, null])] }
        : {
            outcome: [...outcome, 'pending', 'missing'],
            cause: [...new Set([...cause, null, 'log/results-missing'])],
          },
  ]);
  return { ...of, dles: Object.fromEntries(dles), state: [...new Set([...of.state, 'running'])] };
}

/**
 * The views of a night whose clients' logs add nothing: all logs, the server's, and the newest report.
 * @param nights one, or several with the newest first
 */
export function serverTells(nights) {
  const [newest, ...older] = list(nights);
  const alone = older.length === 0 && newest.program === 'amdump' ? { amdump: amdumpAlone(newest) } : {};
  return { all: nights, server: nights, report: inReport(newest), ...alone };
}

/** The views of a night whose report would say less than nothing: it is under way, or the report does not tell what it is of. */
export function noReport(of) {
  return { all: of, server: of };
}

/**
 * The views as truth.json has them: the paths within the folder of the night (a star for a datestamp), and the nights,
 * newest first.
 */
export function views(truth) {
  const runs = Math.max(...Object.values(truth).map((nights) => list(nights).length));
  const paths = {
    all: ['server', 'client'],
    server: ['server'],
    client: ['client'],
    amdump: ['server/amdump.*'],
    report: [`server/report${runs > 1 ? `.${runs}` : ''}.txt`],
  };
  return Object.fromEntries(
    Object.entries(truth).map(([name, nights]) => [name, { paths: paths[name], nights: list(nights) }]),
  );
}
