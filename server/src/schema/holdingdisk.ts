import { rows } from './row';

/** The parameters of a holdingdisk block (conffile.c, holding_var). */
export const holdingdiskParameters = rows('holdingdisk', [
  {
    name: 'directory',
    kind: 'string',
    default: '""',
    doc: 'Folder of the holding disk. It must exist; otherwise amcheck reports an error and dumps go straight to the volume.',
    syntax: 'directory "PATH"',
    example: 'directory "/holding/amanda"',
  },
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'use',
    kind: 'int64',
    unit: 'KiB',
    default: '0',
    validation: 'holding-use',
    doc: 'Space that may be used, in KiB unless a suffix says otherwise. 0 (the default) uses all free space; a negative number leaves that much free. Rounded down to a multiple of 32 KiB.',
    syntax: 'use NUMBER[k|m|g|t]',
    example: 'use 100 gb',
  },
  {
    name: 'chunksize',
    kind: 'int64',
    unit: 'KiB',
    default: '1048576',
    validation: 'chunksize',
    doc: 'Largest file on the holding disk, in KiB unless a suffix says otherwise; bigger dumps are stored in several files. At least 64, 0 means no limit, default 1048576 (1 GiB). Rounded down to a multiple of 32 KiB.',
    syntax: 'chunksize NUMBER[k|m|g|t]',
    example: 'chunksize 1 gb',
  },
]);
