import { property, type CatalogEntry, type CatalogPlugin } from './entry';

const bool: readonly string[] = ['true', 'false'];

/** Properties that any device takes (amanda-devices(7)); those Amanda only reports are left out. */
export const commonDeviceProperties: readonly CatalogEntry[] = [
  property(
    'BLOCK_SIZE',
    'Bytes of a block when writing; suffixes are allowed. Otherwise `blocksize` of the tapetype.',
  ),
  property(
    'READ_BLOCK_SIZE',
    'Bytes of a block when reading, at least BLOCK_SIZE. Otherwise `readblocksize` of the tapetype.',
  ),
  property('MIN_BLOCK_SIZE', 'Smallest block the device takes.'),
  property(
    'LEOM',
    'Whether the device notices that it is nearly full, so that no part needs to be cached.',
    bool,
  ),
  property('MAX_VOLUME_USAGE', 'Most bytes on a volume; 0 for no limit. Otherwise `length` of the tapetype.'),
  property(
    'ENFORCE_MAX_VOLUME_USAGE',
    'Whether MAX_VOLUME_USAGE ends a volume. Default true for file:, false for s3:.',
    bool,
  ),
  property('COMPRESSION', "Whether the drive compresses; many drives don't let software say.", bool),
  property('COMMENT', 'Free text; no device uses it.'),
  property('VERBOSE', 'Whether the device writes many debug messages.', bool),
];

const tapeProperties: readonly CatalogEntry[] = [
  property('BROKEN_GMT_ONLINE', 'Whether GMT_ONLINE of the driver is wrong, as with ide-tape.', bool),
  property('BSF', 'Whether the drive can wind back by files.', bool),
  property('BSF_AFTER_EOM', 'Whether to wind back one file after winding to the end, to append.', bool),
  property('BSR', 'Whether the drive can wind back by records.', bool),
  property('EOM', 'Whether the drive can wind to the end of data.', bool),
  property('FINAL_FILEMARKS', 'File marks at the end of data, 1 or 2.', ['1', '2']),
  property('FSF', 'Whether the drive can wind forward by files.', bool),
  property(
    'FSF_AFTER_FILEMARK',
    'Whether reading a file mark needs one more step forward; default true on Solaris.',
    bool,
  ),
  property('FSR', 'Whether the drive can wind forward by records.', bool),
  property('NONBLOCKING_OPEN', 'Whether to open with O_NONBLOCK; default true on Linux.', bool),
];

const vfsProperties: readonly CatalogEntry[] = [
  property('MONITOR_FREE_SPACE', 'Whether to watch the free space of the file system. Default true.', bool),
  property('USE_DATA', 'Whether to use the `data` folder: EXIST (default) if it is there.', [
    'EXIST',
    'YES',
    'NO',
  ]),
];

const s3Properties: readonly CatalogEntry[] = [
  property('S3_ACCESS_KEY', 'Access key of the account.'),
  property('S3_SECRET_KEY', 'Secret key of the account. Keep the file unreadable for others.'),
  property('S3_SESSION_TOKEN', 'Session token of temporary keys.'),
  property('S3_HOST', 'Server to talk to, `host:port`. Default `s3.amazonaws.com`.', undefined, '3.3'),
  property(
    'S3_BUCKET_LOCATION',
    'Region of a bucket that is created, such as `EU`; `*` for the default one.',
  ),
  property('STORAGE_API', 'Protocol of the cloud. Default AWS4 for amazonaws.com, S3 otherwise.', [
    ...['S3', 'AWS4', 'SWIFT-1.0', 'SWIFT-2.0', 'SWIFT-3', 'OAUTH2', 'CASTOR'],
  ]),
  property('S3_SSL', 'Whether to use TLS.', bool),
  property('SSL_CA_INFO', 'File with the certificate authorities to trust.'),
  property('S3_SUBDOMAIN', "Whether the bucket's name is part of the host name.", bool),
  property('S3_SERVICE_PATH', 'Path in front of every address.'),
  property('S3_STORAGE_CLASS', 'Storage class of new objects.', [
    ...['STANDARD', 'STANDARD_IA', 'REDUCED_REDUNDANCY', 'DURABLE_REDUCED_AVAILABILITY', 'NEARLINE'],
  ]),
  property('S3_SERVER_SIDE_ENCRYPTION', 'Encryption by the cloud: AES256.', ['AES256']),
  property(
    'S3_MULTI_DELETE',
    'Whether many objects are deleted in one request. Default yes with Amazon.',
    bool,
  ),
  property('S3_MULTI_PART_UPLOAD', 'Whether to upload in parts: fewer objects. Default no.', bool),
  property('S3_USER_TOKEN', "User token of Zmanda's edition."),
  property('NB_THREADS_BACKUP', 'Uploads at the same time.', undefined, '3.3'),
  property('NB_THREADS_RECOVERY', 'Downloads at the same time.', undefined, '3.3'),
  property('MAX_SEND_SPEED', 'Most bytes per second to send; at least 5120.'),
  property('MAX_RECV_SPEED', 'Most bytes per second to receive; at least 5120.'),
  property('TIMEOUT', 'Seconds after which a transfer is given up; 0 (default) never.'),
  property('REUSE-CONNECTION', 'Whether connections are used again. Default yes.', bool),
  property('CREATE-BUCKET', 'Whether Amanda creates and deletes the bucket. Default yes.', bool),
  property('CHUNKED', 'Whether to send chunked; not with Amazon. Default no.', bool),
  property('PROXY', 'Proxy, `host:port`.'),
  property('READ-FROM-GLACIER', 'Whether objects may have moved to Glacier. Default no.', bool, '3.4'),
  property(
    'TRANSITION-TO-GLACIER',
    'Days after which a volume that is not reused moves to Glacier; -1 (default) never.',
    undefined,
    '3.4',
  ),
  property('USERNAME', 'User, for Swift 2 and 3.'),
  property('PASSWORD', 'Password, for Swift 2 and 3.'),
  property('TENANT_ID', 'Tenant, for Swift 2.'),
  property('TENANT_NAME', 'Name of the tenant, for Swift 2.'),
  property('PROJECT_NAME', 'Project, for Swift 3. Default: USERNAME.', undefined, '3.5'),
  property('DOMAIN_NAME', 'Domain, for Swift 3. Default `Default`.', undefined, '3.5'),
  property('PROJECT-ID', 'Project, for Google.'),
  property('CLIENT_ID', 'Client id, for OAuth 2.'),
  property('CLIENT_SECRET', 'Client secret, for OAuth 2.'),
  property('REFRESH_TOKEN', 'Refresh token, for OAuth 2.'),
  property('OPENSTACK_SWIFT_API', 'Deprecated: set STORAGE_API to SWIFT-1.0.', bool),
];

/** Properties with which ndmp: devices and chg-ndmp: log in. */
export const ndmpLogin: readonly CatalogEntry[] = [
  property('NDMP_USERNAME', 'User on the NDMP server. Default `ndmp`.'),
  property('NDMP_PASSWORD', 'Password on the NDMP server. Default `ndmp`.'),
  property('NDMP_AUTH', 'How to log in. Default md5.', ['md5', 'text', 'none', 'void']),
];

/** The device schemes of the distribution (device-src/ and amanda-devices(7)). */
export const devices: readonly CatalogPlugin[] = [
  {
    name: 'tape:',
    doc: 'A tape drive: the non-rewinding device file.',
    example: 'tape:/dev/nst0',
    properties: tapeProperties,
  },
  {
    name: 'file:',
    doc: 'A folder that acts as a volume (vtape); it must exist.',
    example: 'file:/var/lib/amanda/vtapes/slot1',
    properties: vfsProperties,
  },
  {
    name: 's3:',
    doc: 'Amazon S3 or another cloud: bucket and prefix of the objects. Use blocks of more than 1 MiB.',
    example: 's3:my-bucket/DailySet1-',
    properties: s3Properties,
  },
  {
    name: 'rait:',
    doc: 'Several devices as one: two are mirrored, more are striped with parity.',
    example: 'rait:{tape:/dev/nst0,tape:/dev/nst1}',
    properties: [],
  },
  {
    name: 'ndmp:',
    doc: 'A tape drive of an NDMP server.',
    example: 'ndmp:filer.example.com:10000@st1',
    since: '3.1',
    properties: [
      ...ndmpLogin,
      property('INDIRECT', 'Whether to go the indirect way; default yes.', bool, '3.3.2'),
    ],
  },
  {
    name: 'diskflat:',
    doc: 'One file for one volume. Needs `max-dle-by-volume 1` and chg-multi.',
    example: 'diskflat:/backup/label-001',
    since: '3.4',
    properties: [
      property(
        'MONITOR_FREE_SPACE',
        'Whether to watch the free space of the file system. Default true.',
        bool,
      ),
    ],
  },
  {
    name: 'dvdrw:',
    doc: 'DVDs: a cache folder and the drive.',
    example: 'dvdrw:/var/cache/amanda/dvd:/dev/scd0',
    since: '3.1',
    properties: [
      property(
        'DVDRW_MOUNT_POINT',
        'Where the disc is mounted; required, and other users must be able to mount there.',
      ),
      property('DVDRW_KEEP_CACHE', 'Whether the cache stays after writing. Default false.', bool),
      property(
        'DVDRW_UNLABELLED_WHEN_UNMOUNTABLE',
        'Whether a disc that cannot be mounted counts as empty; needed to label new discs.',
        bool,
      ),
      property('DVDRW_GROWISOFS_COMMAND', 'Program that writes the disc.'),
      property('DVDRW_MOUNT_COMMAND', 'Program that mounts the disc.'),
      property('DVDRW_UMOUNT_COMMAND', 'Program that unmounts the disc.'),
      ...vfsProperties,
    ],
  },
  { name: 'null:', doc: 'Throws everything away: for tests only.', example: 'null:', properties: [] },
];
