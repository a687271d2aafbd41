import { check } from './check';
import type { Command } from './command';
import { disklist } from './disklist';
import { explainCommand } from './explain';
import { fix } from './fix';
import { hosts } from './hosts';
import { log } from './log';
import { night } from './night';
import { request } from './request';

/** The sub-commands, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  fix,
  disklist,
  hosts,
  request,
  log,
  night,
  explainCommand,
];
