import { planHost } from '../../estimate/hostplan';
import { measured } from '../../estimate/measured';
import { globalValue } from '../../model/effective';
import type { Snapshot } from '../../model/snapshot';
import type { Dle, Host } from '../../model/types';
import { remediesFor } from '../../nights/advice';
import { fill, fillCommands } from '../../nights/causes/fill';
import type { CauseRow, RemedyKey } from '../../nights/causes/row';
import { secondsText } from '../../text/quantities';
import { baseName } from '../../text/uri';
import type { Fix } from '../check';
import { setForDle, setGlobal } from '../edit';
import { hostAuthFixes } from '../remedies/auth';
import { copyFix } from '../remedies/commands';
import { estimateFixes, etimeoutFix, roundUp } from '../remedies/estimate';
import { needed } from '../timing/judge';
import { findDle } from './run-time';

/** What helps against slow estimates, as fixes of the disklist and amanda.conf that a log leads to. */
export function timeFixes(snapshot: Snapshot, host: string | undefined, disk: string): readonly Fix[] {
  const dle = findDle(snapshot, host, disk);
  const known = dle && measured(snapshot, dle.host);
  const owner = dle && snapshot.disklist.hosts.find((one) => one.name === dle.host);
  return [
    ...(dle ? estimateFixes(snapshot, dle) : []),
    ...(known && owner ? etimeoutFix(snapshot, needed(known, owner, known.took)) : []),
  ];
}

/** Away from UDP, for packets that were cut off or lost; nothing for a host that does not use it. */
export function transportFixes(snapshot: Snapshot, host: string | undefined): readonly Fix[] {
  const owner = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === host?.toLowerCase());
  const plan = owner && planHost(snapshot, owner);
  return plan?.udp ? hostAuthFixes(snapshot, plan) : [];
}

/** What the configuration can do about a cause: one function a remedy of the catalogue. */
const MADE: Readonly<Partial<Record<RemedyKey, (the: Where) => readonly Fix[]>>> = {
  etimeout: ({ snapshot, host, disk }) => (disk === undefined ? [] : timeFixes(snapshot, host, disk)),
  estimate: ({ snapshot, dle }) => (dle ? estimateFixes(snapshot, dle) : []),
  'stream-auth': ({ snapshot, host }) => transportFixes(snapshot, host),
  'shorten-request': ({ snapshot, host }) => transportFixes(snapshot, host),
  'known-auth': ({ snapshot, owner }) => (owner ? hostAuthFixes(snapshot, planHost(snapshot, owner)) : []),
  ctimeout: ({ snapshot }) => longer(snapshot, 'ctimeout'),
  dtimeout: ({ snapshot }) => longer(snapshot, 'dtimeout'),
  runtapes: ({ snapshot }) => more(snapshot, 'runtapes', 1),
  reserve: ({ snapshot }) => reserveFix(snapshot),
  maxdumps: ({ snapshot, dle }) => forDle(snapshot, dle, 'maxdumps', '1'),
  holdingdisk: ({ snapshot, dle }) => forDle(snapshot, dle, 'holdingdisk', 'auto'),
  inparallel: ({ snapshot }) => fewer(snapshot, 'inparallel'),
  amandahosts: (the) => [amandahostsFix(the)],
};

interface Where {
  /** The names in the text. */
  readonly words: Readonly<Record<string, string | undefined>>;
  readonly snapshot: Snapshot;
  readonly host: string | undefined;
  readonly disk: string | undefined;
  readonly dle: Dle | undefined;
  readonly owner: Host | undefined;
}

/** What a night tells of a cause: the text that named it, the names in it, and the DLE to see to. */
export interface Told {
  readonly row?: CauseRow;
  readonly words?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly disk?: string;
}

/** The quick fixes for a cause, those of the text's own row first; none that changes nothing. */
export function fixesFor(
  snapshot: Snapshot,
  cause: string,
  { row, words: told, host, disk }: Told,
): readonly Fix[] {
  const owner = snapshot.disklist.hosts.find((one) => one.name.toLowerCase() === host?.toLowerCase());
  const dle = disk === undefined ? undefined : findDle(snapshot, host, disk);
  const where = { snapshot, host, disk, dle, owner, words: told ?? {} };
  const own = remediesFor(cause, row);
  const fixes = [...new Set(own.flatMap(({ fix }) => fix ?? []))].flatMap((key) => MADE[key]?.(where) ?? []);
  const words = { ...told, host, disk, config: baseName(snapshot.config.folder) };
  for (const { title, run } of own) {
    if (run)
      fixes.push(
        copyFix(`${fill(title, words)} (copies the commands)`, `${fillCommands(run.commands, words)}\n`),
      );
  }
  const seen = new Set<string>();
  return fixes.filter(({ title }) => !seen.has(title) && seen.add(title));
}

/**
 * The line that lets the server in, with the name that the client resolves for it, as its refusal tells it
 * (common-src/security-util.c, check_user_amandahosts): a name, never an address.
 */
function amandahostsFix({ snapshot, host, words }: Where): Fix {
  const dumpuser = globalValue(snapshot.config, 'dumpuser')?.value;
  const user = words['program'] ?? (dumpuser?.t === 'string' ? dumpuser.s : 'backup');
  const server = words['path']?.replace(/^[^@]*@/, '') ?? 'SERVER';
  const line = /add the line "([^"]+)"/.exec(words['line'] ?? '')?.[1] ?? `${server} ${user} amdump`;
  const client = host ?? 'the client';
  const copy = `# on ${client}, as root: ${server} is the name that ${client} resolves for the server
echo ${quoteWord(line)} >> ~${user}/.amandahosts
chown ${user} ~${user}/.amandahosts && chmod 600 ~${user}/.amandahosts
# Debian: ~${user}/.amandahosts is a link to /etc/amandahosts
`;
  return copyFix(
    `Copy the line for .amandahosts on ${client}: ${line}`,
    copy,
    'Then test it with `amcheck -c`.',
  );
}

/** A word in single quotes, whatever is in it. */
function quoteWord(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}

function numberOf(snapshot: Snapshot, name: string, otherwise: number): number {
  const value = globalValue(snapshot.config, name)?.value;
  return value?.t === 'int' || value?.t === 'int64' ? Number(value.n) : otherwise;
}

/** Amanda's defaults, in seconds (common-src/conffile.c, CNF_CTIMEOUT and CNF_DTIMEOUT). */
const SECONDS: Readonly<Record<string, number>> = { ctimeout: 30, dtimeout: 1800 };

function longer(snapshot: Snapshot, name: 'ctimeout' | 'dtimeout'): readonly Fix[] {
  const seconds = roundUp(numberOf(snapshot, name, SECONDS[name] ?? 0) * 2);
  return globalFix(snapshot, name, seconds, `Amanda then waits ${secondsText(seconds)} where nothing comes.`);
}

function more(snapshot: Snapshot, name: 'runtapes', by: number): readonly Fix[] {
  return globalFix(
    snapshot,
    name,
    numberOf(snapshot, name, 1) + by,
    'The run may then use one tape more; see that the changer has one that it may write to.',
  );
}

function fewer(snapshot: Snapshot, name: 'inparallel'): readonly Fix[] {
  const now = numberOf(snapshot, name, 10);
  return now > 1 ? globalFix(snapshot, name, Math.max(1, Math.floor(now / 2))) : [];
}

/** How much of the holding disk is kept for incrementals when there is no tape, in percent; Amanda's default is all of it. */
function reserveFix(snapshot: Snapshot): readonly Fix[] {
  const now = numberOf(snapshot, 'reserve', 100);
  if (now <= 30) return [];
  return globalFix(
    snapshot,
    'reserve',
    30,
    'Without a tape Amanda then makes full dumps too, until 70 % of the holding disk is used.',
  );
}

function globalFix(snapshot: Snapshot, name: string, value: number, note?: string): readonly Fix[] {
  const made = setGlobal(snapshot, name, String(value));
  return made ? [{ title: `Set ${name} ${String(value)}`, edits: [made], note }] : [];
}

function forDle(snapshot: Snapshot, dle: Dle | undefined, name: string, value: string): readonly Fix[] {
  const made = dle && setForDle(snapshot, dle, name, value);
  return made && dle
    ? [{ title: `Set ${name} ${value} for this DLE (${dle.host} ${dle.disk})`, edits: [made] }]
    : [];
}
