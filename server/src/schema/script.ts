import { rows } from './row';

/** The parameters of a script block (conffile.c, pp_script_var). */
export const scriptParameters = rows('script', [
  { name: 'comment', kind: 'string', default: '""', since: '2.6.1', doc: '', syntax: 'comment "TEXT"' },
  { name: 'plugin', kind: 'string', default: '""', since: '2.6.1', doc: '', syntax: 'plugin "PROGRAM"' },
  {
    name: 'property',
    kind: 'property_visible',
    default: '',
    since: '2.6.1',
    doc: '',
    syntax: 'property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
  {
    name: 'execute-on',
    kind: 'execute_on',
    default: '',
    since: '2.6.1',
    doc: '',
    syntax: 'execute-on POINT, ...',
  },
  {
    name: 'execute-where',
    kind: 'enum',
    values: ['client', 'server'],
    default: 'client',
    since: '2.6.1',
    doc: '',
    syntax: 'execute-where client|server',
  },
  {
    name: 'order',
    kind: 'int',
    unit: 'count',
    default: '5000',
    since: '3.1',
    doc: '',
    syntax: 'order NUMBER',
  },
  {
    name: 'single-execution',
    kind: 'bool',
    default: 'no',
    since: '3.3',
    doc: '',
    syntax: 'single-execution yes|no',
  },
  { name: 'client-name', kind: 'string', default: '""', since: '3.3', doc: '', syntax: 'client-name "TEXT"' },
]);
