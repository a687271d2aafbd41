import { hasSince } from './versions';

/** One setting of a built-in dumptype, in amanda.conf syntax. */
export interface BuiltinDumptype {
  readonly name: string;
  readonly parameter: string;
  readonly value: string;
  readonly doc: string;
  /** The release that first had it; absent where it was always there. */
  readonly since?: string;
  /** The first release without it. */
  readonly until?: string;
}

/**
 * The dumptypes that exist without being defined and cannot be redefined (conffile.c, end of init_defaults), in the
 * program's order. Each sets one parameter and leaves the others at their defaults.
 */
export const builtinDumptypes: readonly BuiltinDumptype[] = [
  { name: 'NO-COMPRESS', parameter: 'compress', value: 'none', doc: 'Backs up without compression.' },
  {
    name: 'COMPRESS-FAST',
    parameter: 'compress',
    value: 'client fast',
    doc: 'Compresses on the client with `gzip --fast`.',
  },
  {
    name: 'COMPRESS-BEST',
    parameter: 'compress',
    value: 'client best',
    doc: 'Compresses on the client with `gzip --best`.',
  },
  {
    name: 'COMPRESS-CUST',
    parameter: 'compress',
    value: 'client custom',
    doc: 'Compresses on the client with the program that `client-custom-compress` names; it names none itself.',
  },
  {
    name: 'SRVCOMPRESS',
    parameter: 'compress',
    value: 'server fast',
    doc: 'Compresses on the server with `gzip --fast`.',
  },
  {
    name: 'BSD-AUTH',
    parameter: 'auth',
    value: '"BSD"',
    doc: 'Talks to the client over UDP with bsd authentication: the whole estimate request must fit one datagram.',
  },
  {
    name: 'BSDTCP-AUTH',
    parameter: 'auth',
    value: '"BSDTCP"',
    since: '3.3',
    doc: 'Talks to the client over one TCP connection with bsdtcp authentication.',
  },
  {
    name: 'NO-RECORD',
    parameter: 'record',
    value: 'no',
    doc: 'Does not note the backup on the client, so later incrementals ignore it.',
  },
  {
    name: 'NO-HOLD',
    parameter: 'holdingdisk',
    value: 'never',
    doc: 'Writes straight to the volume, never to a holding disk.',
  },
  {
    name: 'NO-FULL',
    parameter: 'strategy',
    value: 'nofull',
    doc: 'Never makes full dumps: level 1 every time.',
  },
];

/** The built-in dumptypes that are gone (conffile.c, init_defaults, up to 2.6.1). */
const goneDumptypes: readonly BuiltinDumptype[] = [
  {
    name: 'KRB4-AUTH',
    parameter: 'auth',
    value: '"KRB4"',
    until: '3.1',
    doc: 'Talks to the client with Kerberos 4 authentication.',
  },
];

/** The built-in dumptypes of a release. */
export function builtinsOf(version: string): readonly BuiltinDumptype[] {
  return [...builtinDumptypes, ...goneDumptypes].filter((one) =>
    hasSince(version, one.since ?? '2.4', one.until),
  );
}
