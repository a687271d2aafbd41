// Faults of a client's disks, by a wrapper in place of tar: it does nothing but what a tar does on a disk that hangs,
// is slow or cannot be read.
import fs from 'node:fs';
import path from 'node:path';

/** A process that waits for ever as one before a mount that does not answer. */
const HANG = 'exec sleep 86400';

/** What the wrapper does in a directory; run is tar (the last command), $MARK a file that says that the fault is reached. */
const ACTIONS = {
  /** Never ends. */
  hang: () => `touch "$MARK"; ${HANG}`,
  /** The same, from the moment on that the night is armed (world.arm). */
  hangArmed: () => `[ -e "$(dirname "$MARK")/armed" ] && { touch "$MARK"; ${HANG}; }; run "$@"`,
  /** Takes some seconds longer. */
  slow: (seconds) => `touch "$MARK"; sleep ${seconds}; run "$@"`,
  /** A file that cannot be read: tar goes on and says so. */
  unreadable: (status) =>
    `(run "$@"); echo "/bin/tar: ./y: Cannot read: Input/output error" >&2; ${status ? 'echo "/bin/tar: Exiting with failure status due to previous errors" >&2; ' : ''}exit ${status}`,
  /** tar's own words for a file that grew. */
  strange: () => `(run "$@"); echo "/bin/tar: ./one: file changed as we read it" >&2; exit 1`,
  /** Ends at once with an error. */
  fail: (text) => `echo "/bin/tar: ${text}" >&2; exit 2`,
  /** The same, but only the first time. */
  failOnce: (text) => `[ -e "$MARK" ] || { touch "$MARK"; echo "/bin/tar: ${text}" >&2; exit 2; }; run "$@"`,
  /** An estimate of so many bytes, whatever there is. */
  claim: (bytes) => `echo "Total bytes written: ${bytes} (1KiB, 1MiB/s)" >&2; exit 0`,
  /** Writes some data, then fails. */
  breakOff: (text) =>
    `(run "$@" 2>/dev/null) | head -c 40960; touch "$MARK"; echo "/bin/tar: ${text}" >&2; exit 2`,
  /** Writes some data, then nothing more. */
  stall: () => `(run "$@") | { head -c 40960; touch "$MARK"; ${HANG}; }`,
  /** The same, but only the first time. */
  stallOnce: () =>
    `[ -e "$MARK" ] || { (run "$@") | { head -c 40960; touch "$MARK"; ${HANG}; }; exit 2; }; run "$@"`,
  /** Writes some data, waits until the fault has been served, then goes on. */
  pause: (seconds) => `(run "$@") | { head -c 40960; touch "$MARK"; sleep ${seconds}; exec cat; }`,
};

/**
 * Puts the wrapper into the client's folder.
 * @param faults by directory: `{ estimate: [action, argument], dump: [action, argument] }`
 */
export function tarWrapper(world, dir, faults) {
  const marks = path.join(world.dir, 'marks');
  fs.mkdirSync(marks, { recursive: true });
  fs.chmodSync(marks, 0o777);
  const real = path.join(world.dir, 'tar.real');
  if (!fs.existsSync(real)) fs.copyFileSync(fs.realpathSync('/bin/tar'), real);
  const cases = Object.entries(faults).flatMap(([disk, phases]) =>
    Object.entries(phases).map(([phase, [action, argument]]) => {
      const mark = path.join(marks, markOf(phase, disk));
      return `  "${phase} ${disk}") MARK=${mark}; ${ACTIONS[action](argument)};;`;
    }),
  );
  fs.writeFileSync(
    path.join(dir, 'tar'),
    `#!/bin/bash
# tar calls itself in its messages what it was called.
run() { exec -a /bin/tar ${real} "$@"; }
case " $* " in *" --file /dev/null "*) phase=estimate;; *" --create "*) phase=dump;; *) run "$@";; esac
disk=; previous=
for word in "$@"; do [ "$previous" = --directory ] && disk=$word; previous=$word; done
case "$phase $disk" in
${cases.join('\n')}
esac
run "$@"
`,
    { mode: 0o755 },
  );
}

/** The name of the mark that the wrapper leaves: `estimate_srv_home`. */
export function markOf(phase, disk) {
  return phase + disk.replaceAll('/', '_');
}
