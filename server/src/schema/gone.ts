import { rows } from './row';
import type { Parameter } from './types';

/**
 * The parameters that older releases have and 3.5 has not. Sources: conffile.c of 2.5.2p1 to 3.1.5, amanda-compatibility(7)
 * and, for diskdir and disksize, docs/whatwasnew.txt of 2.5.2, which calls them the old syntax.
 */
export const goneParameters: readonly Parameter[] = [
  ...rows('global', [
    {
      name: 'tapebufs',
      kind: 'int',
      unit: 'count',
      default: '20',
      validation: 'positive',
      until: '3.2',
      deprecated: { since: '2.6.1', replacement: 'device-output-buffer-size' },
      doc: 'Number of 32 KiB buffers between taper and the tape drive. Up to 3.1; since 2.6.0 `device-output-buffer-size` does its work, in bytes. Default 20.',
      syntax: 'tapebufs NUMBER',
      example: 'tapebufs 20',
    },
    {
      name: 'rawtapedev',
      kind: 'string',
      default: '"/dev/rawft0"',
      until: '3.1',
      deprecated: { since: '2.6.0', replacement: 'tapedev' },
      doc: 'The raw device of a floppy tape drive, beside `tapedev`. Up to 2.6.1, which only warn about it; `tapedev` names the device for everything.',
      syntax: 'rawtapedev "DEVICE"',
    },
    {
      name: 'diskdir',
      kind: 'string',
      default: '""',
      until: '2.5.0',
      doc: 'Folder of a holding disk, in the syntax before there were `holdingdisk` blocks: `directory` in such a block does its work.',
      syntax: 'diskdir "PATH"',
    },
    {
      name: 'disksize',
      kind: 'int64',
      unit: 'KiB',
      default: '0',
      until: '2.5.0',
      doc: 'Space that the holding disk of the `diskdir` before it may use: `use` in a `holdingdisk` block does its work.',
      syntax: 'disksize NUMBER[k|m|g]',
    },
  ]),
  ...rows('tapetype', [
    {
      name: 'file-pad',
      kind: 'bool',
      default: 'yes',
      until: '3.2',
      doc: 'Whether each file on the tape is filled up to a whole block. Up to 3.1; 2.6.0 and later always fill it. Default yes.',
      syntax: 'file-pad yes|no',
    },
  ]),
];
