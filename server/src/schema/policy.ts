import { rows } from './row';

/** The parameters of a policy block (conffile.c, policy_var). */
export const policyParameters = rows('policy', [
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    since: '3.4',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'retention-tapes',
    kind: 'int',
    unit: 'tapes',
    default: '0',
    since: '3.4',
    doc: 'Number of the latest volumes that are not overwritten. Default: `tapecycle` - 1. It must exceed `runtapes`.',
    syntax: 'retention-tapes TAPES',
    example: 'retention-tapes 20',
  },
  {
    name: 'retention-days',
    kind: 'int',
    unit: 'days',
    default: '0',
    since: '3.4',
    doc: 'Days for which a volume is not overwritten after it was written. Default 0: no such rule.',
    syntax: 'retention-days DAYS',
    example: 'retention-days 30',
  },
  {
    name: 'retention-recover',
    kind: 'int',
    unit: 'days',
    default: '0',
    since: '3.4',
    doc: 'Keeps every volume needed to recover the state of any of the last so many days. Default 0: no such rule.',
    syntax: 'retention-recover DAYS',
  },
  {
    name: 'retention-full',
    kind: 'int',
    unit: 'count',
    default: '0',
    since: '3.4',
    doc: 'Keeps volumes with a full dump that is at most so many days old. Default 0: no such rule.',
    syntax: 'retention-full NUMBER',
  },
]);
