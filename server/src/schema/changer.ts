import { rows } from './row';

/** The parameters of a changer block (conffile.c, changer_config_var). */
export const changerParameters = rows('changer', [
  { name: 'comment', kind: 'string', default: '""', since: '2.6.1', doc: '', syntax: 'comment "TEXT"' },
  {
    name: 'tapedev',
    kind: 'string',
    default: '""',
    refers: 'device',
    unchecked: true,
    since: '2.6.1',
    doc: '',
    syntax: 'tapedev "DEVICE"',
  },
  {
    name: 'tpchanger',
    kind: 'string',
    default: '""',
    refers: 'changer',
    unchecked: true,
    since: '2.6.1',
    doc: '',
    syntax: 'tpchanger "CHANGER"',
  },
  { name: 'changerdev', kind: 'string', default: '""', since: '2.6.1', doc: '', syntax: 'changerdev "TEXT"' },
  {
    name: 'changerfile',
    kind: 'string',
    default: '""',
    since: '2.6.1',
    doc: '',
    syntax: 'changerfile "PATH"',
  },
  {
    name: 'property',
    kind: 'property_visible',
    default: '',
    since: '3.1',
    doc: '',
    syntax: 'property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
  {
    name: 'device-property',
    kind: 'property_visible',
    default: '',
    since: '3.1',
    doc: '',
    syntax: 'device-property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
]);
