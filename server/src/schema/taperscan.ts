import { rows } from './row';

/** The parameters of a taperscan block (conffile.c, taperscan_var). */
export const taperscanParameters = rows('taperscan', [
  { name: 'comment', kind: 'string', default: '""', since: '3.3', doc: '', syntax: 'comment "TEXT"' },
  { name: 'plugin', kind: 'string', default: '""', since: '3.3', doc: '', syntax: 'plugin "PROGRAM"' },
  {
    name: 'property',
    kind: 'property_visible',
    default: '',
    since: '3.3',
    doc: '',
    syntax: 'property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
]);
