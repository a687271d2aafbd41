import { rows } from './row';

/** The parameters of a application block (conffile.c, application_var). */
export const applicationParameters = rows('application', [
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
  { name: 'client-name', kind: 'string', default: '""', since: '3.3', doc: '', syntax: 'client-name "TEXT"' },
]);
