import { property, yesNo, type CatalogEntry, type CatalogPlugin } from './entry';

const directory = property(
  'DIRECTORY',
  "Folder to back up instead of the DLE's device; in a recovery, the folder to restore into.",
);
const restoreDirectory = property('DIRECTORY', 'Only for recovery: where the data is restored to.');
const options = property(
  'COMMAND-OPTIONS',
  'Further arguments, each as a value of its own: `property "COMMAND-OPTIONS" "--foo" "bar"`. Some break backups.',
);
const oneFileSystem = property(
  'ONE-FILE-SYSTEM',
  'YES (default) stays on the file system where the dump starts; NO crosses mount points.',
  yesNo,
);
const exitHandling = property(
  'EXIT-HANDLING',
  'Which exit codes of the program count as good, such as `1=GOOD 2=BAD`.',
);
const verbose = property('VERBOSE', 'YES writes more debug messages. Default NO.', yesNo);
const blockSize = property(
  'TAR-BLOCKSIZE',
  'Blocking factor: blocks of so many times 512 bytes. Default 20.',
);
const messages: readonly CatalogEntry[] = [
  property(
    'NORMAL',
    'Regular expressions for output lines that are normal: shown only when the dump is not clean.',
  ),
  property('IGNORE', 'Regular expressions for output lines that are never shown.'),
  property('STRANGE', 'Regular expressions for output lines that make the dump STRANGE.'),
];

/** The applications of the distribution (application-src/ and the man page of each). */
export const applications: readonly CatalogPlugin[] = [
  {
    name: 'amgtar',
    doc: 'GNU tar with all its options as properties: the usual choice, more flexible than `program "GNUTAR"`.',
    since: '2.6.1',
    properties: [
      property('ATIME-PRESERVE', 'YES (default) leaves access times alone; needs GNU tar 1.15.90.', yesNo),
      property(
        'CHECK-DEVICE',
        'YES (default) takes a changed device number for a changed file. NO helps where numbers change by themselves (LVM, NFS, FibreChannel).',
        yesNo,
      ),
      options,
      directory,
      property('GNUTAR-LISTDIR', 'Folder for the listed-incremental state.'),
      property('GNUTAR-PATH', 'Path of GNU tar.'),
      property('IGNORE-ZEROS', 'YES (default) reads past blocks of zeros in a recovery.', yesNo, '3.3.2'),
      property('INCLUDE-LIST-GLOB', 'Only for recovery: file with patterns to restore.'),
      property('EXCLUDE-LIST-GLOB', 'Only for recovery: file with patterns to leave out.'),
      oneFileSystem,
      blockSize,
      property('SPARSE', 'YES (default) stores files with holes without the holes.', yesNo),
      property(
        'NO-UNQUOTE',
        'YES allows backslashes in names, with GNU tar 1.16 or newer. Default NO.',
        yesNo,
      ),
      property('ACLS', 'YES keeps access control lists. Default NO.', yesNo, '3.1'),
      property('SELINUX', 'YES keeps SELinux labels. Default NO.', yesNo, '3.1'),
      property(
        'XATTRS',
        'YES keeps all extended attributes, ACLS and SELINUX included. Default NO.',
        yesNo,
        '3.1',
      ),
      exitHandling,
      ...messages,
      verbose,
    ],
  },
  {
    name: 'ambsdtar',
    doc: 'The tar of libarchive (bsdtar), with a state file of its own for incrementals.',
    since: '3.3',
    properties: [
      property('BSDTAR-PATH', 'Path of bsdtar.'),
      property('STATE-DIR', 'Folder for the state of incrementals.'),
      options,
      directory,
      oneFileSystem,
      property('SPARSE', 'YES (default) restores files with holes.', yesNo),
      blockSize,
      exitHandling,
      ...messages,
      verbose,
    ],
  },
  {
    name: 'amstar',
    doc: "Schily's star in dump mode: whole file systems only.",
    since: '2.6.1',
    properties: [
      property('STAR-PATH', 'Path of star.'),
      property('STAR-TARDUMP', "File with the state of star's dumps. Default `/etc/tardumps`."),
      property(
        'STAR-DLE-TARDUMP',
        'YES keeps a state file for each DLE, for old versions of star. Default NO.',
        yesNo,
      ),
      property('ACL', 'YES (default) keeps access control lists.', yesNo),
      property('SPARSE', 'YES (default) stores files with holes without the holes.', yesNo),
      property('ONE-FILE-SYSTEM', 'Deprecated: always YES.', yesNo),
      options,
      directory,
      ...messages,
    ],
  },
  {
    name: 'amsamba',
    doc: 'Windows shares through smbclient. Excludes and includes are plain paths, not patterns, unless REGEX-MATCH.',
    since: '2.6.1',
    properties: [
      property('SMBCLIENT-PATH', 'Path of smbclient.'),
      property('GNUTAR-PATH', 'Path of GNU tar, which makes the index.'),
      property(
        'AMANDAPASS',
        'File on the client with shares, users and passwords. Default `amandapass` in the configuration folder.',
      ),
      property(
        'ALLOW-ANONYMOUS',
        'User to connect as, without a password, where AMANDAPASS has no line for the share.',
        undefined,
        '3.1',
      ),
      property('RECOVER-MODE', 'Where a recovery writes: `tar` (default) here, `smb` to the share.', [
        'tar',
        'smb',
      ]),
      property(
        'REGEX-MATCH',
        'YES matches excludes and includes as regular expressions; slow. Default NO.',
        yesNo,
      ),
      restoreDirectory,
    ],
  },
  {
    name: 'amsuntar',
    doc: "Solaris's tar.",
    since: '3.1',
    properties: [
      property('SUNTAR-PATH', 'Path of the tar program.'),
      property('BLOCK-SIZE', 'Block size of tar. Default 256.'),
      property('EXTENDED-ATTRIBUTES', 'YES (default) keeps extended attributes.', yesNo),
      property('EXTENDED-HEADERS', 'YES (default) keeps long names, large files and exact times.', yesNo),
      property('LANG', 'Locale to run in; names in UTF-8 need one such as `en_US.UTF-8`. Default `C`.'),
      directory,
      ...messages,
      property('ERROR', 'Regular expressions for output lines that make the dump fail.'),
    ],
  },
  {
    name: 'ampgsql',
    doc: 'A PostgreSQL cluster: a base backup as level 0, its WAL files as incrementals.',
    since: '3.1',
    properties: [
      property('ARCHIVEDIR', "Folder to which the server's archive_command copies WAL files."),
      property('CLEANUPWAL', 'YES (default) removes WAL files that no level needs any more.', yesNo),
      property('DB', 'Database to connect to. Default `template1`.'),
      property('HOST', 'Host, or folder of the socket, to connect to.'),
      property('PORT', 'Port to connect to. Default 5432.'),
      property('USER', 'User to connect as; a superuser.'),
      property('PASSFILE', 'File with the password, in the format of .pgpass, readable by the user only.'),
      property('PSQL-PATH', 'Path of psql. Default: looked for in PATH.'),
      property(
        'FULL-WAL',
        'WAL files in a full dump: `FULL` since the last full dump, `INCR` (default) since the last dump, `NO` those it needs.',
        ['FULL', 'INCR', 'NO'],
      ),
      property(
        'INCREMENTAL',
        'YES dumps only the WAL files since the last dump of any level; recovery is then by hand. Default NO.',
        yesNo,
        '3.5',
      ),
      property('MAX-WAL-WAIT', 'Seconds to wait for the last WAL file; 0 waits for ever. Default 60.'),
      property(
        'REMOVE-FULL-WAL',
        'YES (default) removes the WAL files that a full dump holds.',
        yesNo,
        '3.5',
      ),
      property(
        'REMOVE-INCREMENTAL-WAL',
        'YES removes the WAL files that an incremental holds. Default NO.',
        yesNo,
        '3.5',
      ),
      property('STATEDIR', 'Folder for the state of earlier dumps.'),
      property('TMPDIR', 'Folder for temporary files, large enough for the whole database.'),
      property('GNUTAR-PATH', 'Path of GNU tar.'),
      property('VERBOSE', 'YES runs psql without --quiet.', yesNo),
      restoreDirectory,
    ],
  },
  {
    name: 'amraw',
    doc: 'One file or device, byte for byte. Full dumps only.',
    since: '3.1',
    properties: [restoreDirectory],
  },
  {
    name: 'amzfs-sendrecv',
    doc: 'A ZFS file system with `zfs send`.',
    since: '2.6.1',
    properties: [
      property('KEEP-SNAPSHOT', 'YES (default) keeps snapshots, which incrementals need.', yesNo),
      ...zfs(),
    ],
  },
  {
    name: 'amrandom',
    doc: 'Random data of a given size, for tests of Amanda itself.',
    since: '3.4',
    properties: [
      property('SIZE', 'Size of the dump.'),
      property('SIZE-LEVEL-1', 'Size of an incremental dump.'),
      property('MIN-SIZE', 'Smallest size of the dump.'),
      property('MAX-SIZE', 'Largest size of the dump.'),
      property('BLOCK-SIZE', 'Size of a block.'),
      property('MIN-BLOCK-SIZE', 'Smallest size of a block.'),
      property('MAX-BLOCK-SIZE', 'Largest size of a block.'),
    ],
  },
];

function zfs(): readonly CatalogEntry[] {
  return [
    property('DF-PATH', 'Path of df. Default: looked for in PATH.'),
    property('ZFS-PATH', 'Path of zfs. Default: looked for in PATH.'),
    property('PFEXEC-PATH', 'Path of pfexec. Default: looked for in PATH.'),
    property('PFEXEC', 'YES runs zfs through pfexec. Default NO.', yesNo),
  ];
}

/** The scripts of the distribution. */
export const scripts: readonly CatalogPlugin[] = [
  {
    name: 'script-email',
    doc: 'Mails what Amanda is about to do, or has done, at the points in `execute-on`.',
    since: '2.6.1',
    properties: [property('MAILTO', 'Addresses, each as a value of its own.')],
  },
  {
    name: 'amzfs-snapshot',
    doc: 'Makes a ZFS snapshot before the DLE is read and removes it afterwards, so that amgtar backs up the snapshot. Needs all six pre-dle and post-dle points, on the client.',
    since: '2.6.1',
    properties: zfs(),
  },
  {
    name: 'amlog-script',
    doc: 'Appends a line to a log file at each of its points; a model for scripts of your own.',
    since: '3.1',
    properties: [property('LOGFILE', 'File to append to.'), property('TEXT', 'Text to write.')],
  },
  {
    name: 'script-fail',
    doc: 'Fails at each of its points, for tests of Amanda itself.',
    since: '3.4',
    properties: [],
  },
];
