import { ndmpLogin } from './devices';
import { property, yesNo, type CatalogEntry, type CatalogPlugin } from './entry';

const lockTimeout = property(
  'LOCK-TIMEOUT',
  'Seconds to wait for the lock of the state file. Default 1000.',
  undefined,
  '3.3.3',
);

const robotProperties: readonly CatalogEntry[] = [
  property(
    'TAPE-DEVICE',
    'Drives of the library: `0=tape:/dev/nst0`, one value each. `tapedev` means drive 0.',
  ),
  property('USE-SLOTS', 'Slots that may be used, such as `1-5,11-20`.'),
  property(
    'DRIVE-CHOICE',
    'Which drive to load: `lru` (default) the least recently used, `firstavail` the first free one.',
    ['lru', 'firstavail'],
  ),
  property('EJECT-BEFORE-UNLOAD', 'Whether the drive must eject before the robot takes the tape.', yesNo),
  property('EJECT-DELAY', 'Time between ejecting and unloading, with `s` or `m`. Default 0.'),
  property(
    'LOAD-POLL',
    'How to wait for a loaded tape: `DELAY [poll EVERY [until LIMIT]]`. Default `0s poll 3s until 2m`.',
  ),
  property('UNLOAD-DELAY', 'Time after an unload before anything else, with `s` or `m`. Default 0.'),
  property('STATUS-INTERVAL', 'Least time between two calls of mtx status. Default 2 seconds.'),
  property('FAST-SEARCH', 'Whether a label is found without a scan. Default yes.', yesNo),
  property('IGNORE-BARCODES', 'Whether barcodes are ignored.', yesNo),
  property('BROKEN-DRIVE-LOADED-SLOT', 'Whether mtx reports wrongly which slot is in a drive.', yesNo),
  property('MTX', 'Path of mtx.'),
  lockTimeout,
];

/** Properties of the changers that keep volumes in a folder. */
const removableDisk: readonly CatalogEntry[] = [
  property('AUTO-CREATE-SLOT', 'Whether missing slots are made. Default no.', yesNo, '3.3'),
  property(
    'REMOVABLE',
    'Whether the folder must be a mounted file system, so that nothing is written below an empty mount point.',
    yesNo,
    '3.3',
  ),
  property('MOUNT', 'Whether to mount the disk when it is not.', yesNo, '3.3'),
  property('UMOUNT', 'Whether to unmount the disk at the end.', yesNo, '3.3'),
  property('UMOUNT-LOCKFILE', 'Lock file outside of the disk; needed with UMOUNT.', undefined, '3.3'),
  property('UMOUNT-IDLE', 'Seconds without use after which to unmount; at least 1.', undefined, '3.3'),
];

/** The changers of the distribution (perl/Amanda/Changer/ and amanda-changers(7)). */
export const changers: readonly CatalogPlugin[] = [
  {
    name: 'chg-disk:',
    doc: 'Vtapes: folders slot1, slot2 … below the one given.',
    example: 'chg-disk:/var/lib/amanda/vtapes',
    properties: [
      property('NUM-SLOT', 'Least number of slots.', undefined, '3.3'),
      ...removableDisk,
      lockTimeout,
    ],
  },
  {
    name: 'chg-robot:',
    doc: "A tape library, driven with mtx: the robot's SCSI device.",
    example: 'chg-robot:/dev/sg3',
    since: '3.1',
    properties: robotProperties,
  },
  {
    name: 'chg-single:',
    doc: 'One drive whose volumes a person changes.',
    example: 'chg-single:tape:/dev/nst0',
    since: '3.1',
    properties: [],
  },
  {
    name: 'chg-multi:',
    doc: 'Several devices, one volume each, in turn.',
    example: 'chg-multi:{tape:/dev/nst0,tape:/dev/nst1}',
    since: '3.1',
    properties: [property('FIRST-SLOT', 'Number of the first slot. Default 1.'), lockTimeout],
  },
  {
    name: 'chg-aggregate:',
    doc: 'Several changers one after the other.',
    example: 'chg-aggregate:{robot0,robot1}',
    since: '3.3',
    properties: [
      property(
        'STATE-FILENAME',
        "State file. Default: the changer's name with `.state` in the configuration folder; 3.5.1 never finds this property and always takes the default.",
      ),
      property('ALLOW-MISSING-CHANGER', 'Whether a changer that cannot be opened is passed over.', yesNo),
      lockTimeout,
    ],
  },
  {
    name: 'chg-rait:',
    doc: 'Several changers as one RAIT device.',
    example: 'chg-rait:{vtape,robot}',
    since: '3.1',
    properties: [],
  },
  {
    name: 'chg-ndmp:',
    doc: 'A tape library on an NDMP server.',
    example: 'chg-ndmp:filer.example.com@/dev/sg0',
    since: '3.2',
    properties: [...robotProperties, ...ndmpLogin],
  },
  {
    name: 'chg-diskflat:',
    doc: 'Volumes that are single files in a folder (diskflat: devices).',
    example: 'chg-diskflat:/backup',
    since: '3.4',
    properties: [property('NUM-SLOT', 'Number of slots. Default 100.'), ...removableDisk, lockTimeout],
  },
  {
    name: 'chg-null:',
    doc: 'Always the null: device: for tests and inside chg-rait.',
    example: 'chg-null:',
    since: '3.1',
    properties: [],
  },
];
