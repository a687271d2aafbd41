import { rows } from './row';

/** The parameters of a interface block (conffile.c, interface_var). */
export const interfaceParameters = rows('interface', [
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'use',
    kind: 'int',
    unit: 'KiB/s',
    default: '80000',
    validation: 'positive',
    changes: [
      { before: '3.3', default: '8000' },
      { before: '2.6.0', default: '300' },
    ],
    doc: 'Bandwidth that dumps over this interface may take together, in KiB per second: driver compares it with dump rates in that unit, although the manual also writes Kbps. Amanda only decides with it when to start a dump; it does not slow one down. At least 1, default 80000.',
    syntax: 'use NUMBER[k|m|g|t]',
    example: 'use 100 mb',
  },
  {
    name: 'src-ip',
    kind: 'string',
    default: '"NULL"',
    since: '3.4',
    doc: 'Address that connections to clients on this interface start from. Default `"NULL"`: the system chooses. Since 3.4.',
    syntax: 'src-ip "TEXT"',
    example: 'src-ip "192.0.2.10"',
  },
]);
