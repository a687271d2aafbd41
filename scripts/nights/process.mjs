// Commands and waiting, for all modules of the laboratory.
import { spawnSync } from 'node:child_process';

/** With this code a night ends that has to be played again (EX_TEMPFAIL). */
export const AGAIN = 75;

/** Runs a command that must succeed, as root. */
export function must(command, ...args) {
  const r = spawnSync(command, args, { encoding: 'utf8' });
  if (r.error || r.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${r.error ?? r.stderr}`);
  return r.stdout;
}

export const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Waits until `state()` is truthy and returns it.
 * @param seconds after which the night is given up with an error that names `what`
 */
export async function until(what, state, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await state();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await sleep(0.05);
  }
}
