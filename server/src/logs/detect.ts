import type { LogKind } from './types';
import { findPrefixes, type Prefix } from './prefix';

const BY_NAME: readonly { readonly name: RegExp; readonly kind: LogKind }[] = [
  { name: /\.debug$/, kind: 'debug' },
  { name: /^amdump(?:\.\d+|\.\d{14})?$/, kind: 'amdump' },
  { name: /^log\.\d{8,14}\.\d+$/, kind: 'log' },
  { name: /^log$/, kind: 'log' },
  { name: /amcheck/, kind: 'amcheck' },
  { name: /report|mail|\.eml$/, kind: 'report' },
];

const BY_TEXT: readonly { readonly text: RegExp; readonly kind: LogKind }[] = [
  { text: /^(?:amdump|amflush|amvault): (?:start at|datestamp)/m, kind: 'amdump' },
  {
    text: /^(?:START|FINISH|INFO|DISK|STATS|FATAL|ERROR|WARNING|FAIL|SUCCESS|STRANGE|PARTIAL|PART|DONE) (?:amdump|planner|driver|dumper|chunker|taper|amflush|amvault) /m,
    kind: 'log',
  },
  { text: /^Amanda (?:Tape Server Host|Server Host|Backup Client Hosts) Check/m, kind: 'amcheck' },
  {
    text: /^(?:FAILURE(?: AND STRANGE)? DUMP SUMMARY|(?:FLUSH )?DUMP SUMMARY):|^(?:These dumps were to|The dumps were flushed) |^STATISTICS:\r?\n +Total +Full|^Hostname: .*\r?\nOrg +: |^Subject: .* AM(?:ANDA|FLUSH|VAULT) MAIL REPORT/m,
    kind: 'report',
  },
];

/**
 * Which kind of log this is, from its content first and its name second; undefined when it is none of Amanda's.
 * `head` is the beginning of the file, a few kilobytes are enough.
 */
export function detectLog(fileName: string, head: string): LogKind | undefined {
  const text = head.slice(0, 16384);
  const first = text.split('\n', 40);
  // A log that was damaged holds some NUL bytes; a binary file holds many.
  const nuls = text.split('\0').length - 1;
  if (nuls * 50 <= text.length) {
    for (const row of BY_TEXT) if (row.text.test(text)) return row.kind;
  }
  const known = first.filter((line) => findPrefixes(line).some((prefix) => isOurs(line, prefix)));
  if (known.length > 0) return 'debug';
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  const named = BY_NAME.find((row) => row.name.test(base));
  // A .debug file without one readable prefix belongs to another program.
  return named && named.kind !== 'debug' && /^(?:ERROR|WARNING|NOTE): /m.test(text) ? named.kind : undefined;
}

/** True for a prefix that only Amanda writes: others put a date or a name before their lines too. */
function isOurs(line: string, { generation, program, pid, seconds, end }: Prefix): boolean {
  if (/: thd-(?:0x|\(nil\))/.test(line)) return true;
  if (!isProgram(program)) return false;
  return (
    generation === 'new' ||
    pid !== undefined ||
    seconds !== undefined ||
    /^(?:debug \d+ pid|version|build:) /.test(line.slice(end))
  );
}

const NAMES = new Set(
  (
    'amandad sendsize sendbackup selfcheck planner driver dumper taper chunker amcheck amdump amflush amrecover amidxtaped ' +
    'amindexd calcsize rundump runtar killpgrp amreport amtrmidx amtrmlog amlogroll amadmin amtape amlabel amrestore ' +
    'amfetchdump amvault amcheckdump amcleanup ambackupd noop amgtar ampgsql amsamba amstar amraw amservice amdumpd ' +
    'ambsdtar amsuntar amdump_client amlog amstatus amrmtape amzfs amnotify restore script'
  ).split(' '),
);

const SERVER_NAMES = new Set(
  (
    'planner driver dumper taper chunker amcheck amdump amflush amreport amtrmidx amtrmlog amadmin amtape amlabel ' +
    'amvault amcheckdump amfetchdump amcleanup ambackupd'
  ).split(' '),
);

/** True for programs that run on the server and speak of many clients in one log. */
export function isServerProgram(name: string | undefined): boolean {
  return name !== undefined && SERVER_NAMES.has(name.replace(/-\w+$/, ''));
}

/** True for the names of Amanda's programs, with or without a suffix. */
export function isProgram(name: string): boolean {
  return NAMES.has(name.replace(/-\w+$/, ''));
}
