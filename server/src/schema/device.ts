import { rows } from './row';

/** The parameters of a device block (conffile.c, device_config_var). */
export const deviceParameters = rows('device', [
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    since: '2.6.1',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'device-property',
    kind: 'property_visible',
    default: '',
    since: '2.6.1',
    doc: 'Sets a property of the device, such as `"BLOCK_SIZE" "256k"`. Case and `-`/`_` do not matter in the name; a later line of the same name replaces the values unless `append` stands in front.',
    syntax: 'device-property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
    example: 'device-property "BLOCK_SIZE" "256k"',
  },
  {
    name: 'tapedev',
    kind: 'string',
    default: '""',
    refers: 'device',
    unchecked: true,
    since: '2.6.1',
    doc: 'The device itself, such as `"tape:/dev/nst0"` or `"s3:bucket/prefix-"`, or the name of another `device` block.',
    syntax: 'tapedev "DEVICE"',
    example: 'tapedev "tape:/dev/nst0"',
  },
]);
