import { rows } from './row';

/** The parameters of a interface block (conffile.c, interface_var). */
export const interfaceParameters = rows('interface', [
  { name: 'comment', kind: 'string', default: '""', doc: '', syntax: 'comment "TEXT"' },
  {
    name: 'use',
    kind: 'int',
    unit: 'Kbps',
    default: '80000',
    validation: 'positive',
    doc: '',
    syntax: 'use NUMBER[k|m|g|t]',
  },
  { name: 'src-ip', kind: 'string', default: '"NULL"', since: '3.4', doc: '', syntax: 'src-ip "TEXT"' },
]);
