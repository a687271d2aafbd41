import { property, type CatalogEntry, type CatalogPlugin } from './entry';

const emailProperties: readonly CatalogEntry[] = [
  property('MAILTO', 'Addresses; otherwise `mailto` of the top level.'),
  property('RESEND-DELAY', 'Seconds after which the mail is sent again; 0 (default) sends one only.'),
  property(
    'CHECK-FILE',
    'File that a person touches when the volume is in, or writes a changer name or `abort` to.',
  ),
  property('CHECK-FILE-DELAY', 'Seconds between looks at CHECK-FILE. Default 10.'),
];

/** Plugins for `interactivity` blocks (perl/Amanda/Interactivity/, amanda-interactivity(7)). */
export const interactivities: readonly CatalogPlugin[] = [
  { name: 'tty', doc: 'Asks on the terminal; needs one.', properties: [] },
  { name: 'email', doc: 'Asks by mail and reads the answer from a file.', properties: emailProperties },
  {
    name: 'tty_email',
    doc: 'Asks on the terminal if there is one, by mail otherwise.',
    properties: emailProperties,
  },
  { name: 'stdin', doc: 'Asks on standard input and output.', properties: [] },
];

/** Plugins for `taperscan` blocks (perl/Amanda/Taper/Scan/, amanda-taperscan(7)). None takes properties. */
export const taperscans: readonly CatalogPlugin[] = [
  {
    name: 'traditional',
    doc: 'The oldest volume that may be overwritten, else the first usable one from the current slot on. New volumes come late.',
    properties: [],
  },
  {
    name: 'oldest',
    doc: "The oldest usable volume in the changer's inventory, new and unlabelled ones included.",
    properties: [],
  },
  {
    name: 'lexical',
    doc: "The usable volume whose label follows the last one's in the alphabet.",
    properties: [],
  },
];

/** What stands for something else in label templates (`autolabel`, `labelstr match-autolabel`, `tapepool`). */
export const labelVariables: readonly CatalogEntry[] = [
  { name: '%', doc: 'One digit of a running number: `%%%` gives 001, 002 …' },
  { name: '!', doc: 'One letter of a running sequence: `!!!` gives AAA, AAB …', since: '3.4' },
  { name: '$c', doc: 'Name of the configuration.', since: '3.3' },
  { name: '$o', doc: 'Value of `org`.', since: '3.3' },
  { name: '$b', doc: 'Barcode of the volume.', since: '3.3' },
  { name: '$m', doc: 'Meta label.', since: '3.3' },
  { name: '$s', doc: 'Slot; `$3s` with at least three digits.', since: '3.3.1' },
  { name: '$r', doc: 'Name of the storage.', since: '3.4' },
];

/** Programs for `client-encrypt` and `server-encrypt` that the distribution has (server-src/ and the man page of each). */
const encryptPrograms: readonly CatalogEntry[] = [
  { name: '/usr/sbin/amcrypt', doc: 'Symmetric encryption with aespipe, its key locked with gpg.' },
  {
    name: '/usr/sbin/amcrypt-ossl',
    doc: "Symmetric encryption with OpenSSL; the passphrase is in the user's `.am_passphrase`.",
  },
  {
    name: '/usr/sbin/amcrypt-ossl-asym',
    doc: 'Encryption with an OpenSSL key pair: only a recovery needs the private key.',
  },
  {
    name: '/usr/sbin/amcryptsimple',
    doc: "Symmetric encryption with gpg; the passphrase is in the user's `.am_passphrase`.",
  },
  { name: '/usr/sbin/amgpgcrypt', doc: 'Encryption with gpg alone.' },
];

/** Programs for `client-custom-compress` and `server-custom-compress`; each takes `-d`. */
const compressPrograms: readonly CatalogEntry[] = [
  { name: '/usr/bin/pigz', doc: 'gzip on all processors.' },
  { name: '/usr/bin/zstd', doc: 'Fast, with small results.' },
  { name: '/usr/bin/xz', doc: 'Slow, with the smallest results.' },
  { name: '/usr/bin/bzip2', doc: 'Slow, with small results.' },
];

/** Programs to offer for the parameters that name one with its path. */
export const programsByParameter: Readonly<Partial<Record<string, readonly CatalogEntry[]>>> = {
  'client-encrypt': encryptPrograms,
  'server-encrypt': encryptPrograms,
  'client-custom-compress': compressPrograms,
  'server-custom-compress': compressPrograms,
};

/** Letters of `dumporder`, one for each dumper (server-src/driver.c, start_some_dumps). */
export const dumpOrders: readonly CatalogEntry[] = [
  { name: 's', doc: 'The smallest dump first.' },
  { name: 'S', doc: 'The largest dump first.' },
  { name: 't', doc: 'The dump that takes the shortest time first.' },
  { name: 'T', doc: 'The dump that takes the longest time first.' },
  { name: 'b', doc: 'The dump that needs the least bandwidth first.' },
  { name: 'B', doc: 'The dump that needs the most bandwidth first.' },
];

/** Columns of `columnspec` (perl/Amanda/Report/human.pm). */
export const reportColumns: readonly CatalogEntry[] = [
  { name: 'HostName', doc: 'The client.' },
  { name: 'Disk', doc: 'The disk name.' },
  { name: 'Level', doc: 'The dump level.' },
  { name: 'OrigKB', doc: 'Size before compression.' },
  { name: 'OutKB', doc: 'Size after compression.' },
  { name: 'Compress', doc: 'Compression in percent.' },
  { name: 'DumpTime', doc: 'Time of the dump.' },
  { name: 'DumpRate', doc: 'KB per second of the dump.' },
  { name: 'TapeTime', doc: 'Time of writing to the volume.' },
  { name: 'TapeRate', doc: 'KB per second of writing to the volume.' },
];
