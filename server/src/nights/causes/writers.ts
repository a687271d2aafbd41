import type { Writer } from './row';

// Who may repeat whose words: a row about a client's text is also looked at for texts of the server's program that asked
// the client, because the server's log has only that program's name.

export const SECURITY: readonly Writer[] = ['security', 'planner', 'dumper', 'amcheck', 'amandad'];
export const SENDBACKUP: readonly Writer[] = ['sendbackup', 'application', 'dumper'];
/** What every program of a client may say; the server's program repeats it. */
export const CLIENT: readonly Writer[] = [
  'sendsize',
  'sendbackup',
  'selfcheck',
  'application',
  'planner',
  'dumper',
  'amcheck',
];
/** Errors of volumes and changers: whoever opens one. */
export const VOLUME: readonly Writer[] = ['taper', 'amcheck', 'amflush', 'amvault', 'driver'];
/** What every program of the server may say about its configuration and its machine. */
export const SERVER: readonly Writer[] = [
  'planner',
  'driver',
  'dumper',
  'chunker',
  'taper',
  'amflush',
  'amvault',
  'amdump',
  'amreport',
  'amcheck',
];
/** Programs of Amanda that write under their own names, on the server and on clients. */
export const PROGRAMS: ReadonlySet<string> = new Set<Writer>([
  ...SERVER,
  'amandad',
  'sendsize',
  'sendbackup',
  'selfcheck',
]);
