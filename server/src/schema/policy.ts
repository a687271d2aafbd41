import { rows } from './row';

/** The parameters of a policy block (conffile.c, policy_var). */
export const policyParameters = rows('policy', [
  { name: 'comment', kind: 'string', default: '""', since: '3.4', doc: '', syntax: 'comment "TEXT"' },
  {
    name: 'retention-tapes',
    kind: 'int',
    unit: 'tapes',
    default: '0',
    since: '3.4',
    doc: '',
    syntax: 'retention-tapes TAPES',
  },
  {
    name: 'retention-days',
    kind: 'int',
    unit: 'days',
    default: '0',
    since: '3.4',
    doc: '',
    syntax: 'retention-days DAYS',
  },
  {
    name: 'retention-recover',
    kind: 'int',
    unit: 'days',
    default: '0',
    since: '3.4',
    doc: '',
    syntax: 'retention-recover DAYS',
  },
  {
    name: 'retention-full',
    kind: 'int',
    unit: 'count',
    default: '0',
    since: '3.4',
    doc: '',
    syntax: 'retention-full NUMBER',
  },
]);
