import { rows } from './row';

/** The parameters of a device block (conffile.c, device_config_var). */
export const deviceParameters = rows('device', [
  { name: 'comment', kind: 'string', default: '""', since: '2.6.1', doc: '', syntax: 'comment "TEXT"' },
  {
    name: 'device-property',
    kind: 'property_visible',
    default: '',
    since: '2.6.1',
    doc: '',
    syntax: 'device-property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
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
]);
