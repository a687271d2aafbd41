import { rows } from './row';

/** The parameters of a holdingdisk block (conffile.c, holding_var). */
export const holdingdiskParameters = rows('holdingdisk', [
  { name: 'directory', kind: 'string', default: '""', doc: '', syntax: 'directory "PATH"' },
  { name: 'comment', kind: 'string', default: '""', doc: '', syntax: 'comment "TEXT"' },
  {
    name: 'use',
    kind: 'int64',
    unit: 'KiB',
    default: '0',
    validation: 'holding-use',
    doc: '',
    syntax: 'use NUMBER[k|m|g|t]',
  },
  {
    name: 'chunksize',
    kind: 'int64',
    unit: 'KiB',
    default: '1048576',
    validation: 'chunksize',
    doc: '',
    syntax: 'chunksize NUMBER[k|m|g|t]',
  },
]);
