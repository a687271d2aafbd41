import { clientSince, dashed, serverGone, serverSince } from './keyword-history';
import type { BlockKind } from './types';
import { grammarOf, hasSince, newestVersion } from './versions';

/** What a keyword is mainly for. Many words have two uses (`client`, `holdingdisk`); lookup() in index.ts tells whether a parameter has that name in a context. */
export type KeywordClass = 'structure' | 'parameter' | 'value';

/** Every word that is a keyword in amanda.conf (conffile.c, server_keytab), by its main use. */
export const serverKeywords: Readonly<Record<KeywordClass, readonly string[]>> = {
  structure: 'application-tool changer define device dumptype includefile interface script-tool'.split(' '),
  parameter: (
    'active-storage allow-split amandad-path amrecover-changer amrecover-check-label ' +
    'amrecover-do-fsf application auth autoflush autolabel blocksize bumpdays bumpmult ' +
    'bumppercent bumpsize changerdev changerfile chunksize client-custom-compress ' +
    'client-decrypt-option client-encrypt client-name client-port client-username columnspec ' +
    'command-file comment comprate compress compress-index connect-tries ctimeout data-path ' +
    'debug-amandad debug-amidxtaped debug-amindexd debug-amrecover debug-auth debug-chunker ' +
    'debug-days debug-driver debug-dumper debug-event debug-holding debug-planner ' +
    'debug-protocol debug-recovery debug-selfcheck debug-sendbackup debug-sendsize debug-taper ' +
    'device-output-buffer-size device-property directory diskfile displayunit dtimeout ' +
    'dump-limit dump-selection dumpcycle dumporder dumpuser eject-volume encrypt ' +
    'erase-on-failure erase-on-full erase-volume estimate etimeout exclude execute-on ' +
    'execute-where fallback-splitsize filemark flush-threshold-dumped flush-threshold-scheduled ' +
    'holdingdisk ignore include index indexdir infofile inparallel interactivity kencrypt ' +
    'krb5keytab krb5principal label-new-tapes labelstr lbl-templ length logdir mailer mailto ' +
    'max-dle-by-volume max-warnings maxdumps maxdumpsize maxpromoteday meta-autolabel netusage ' +
    'order org part-cache-dir part-cache-max-size part-cache-type part-size plugin policy ' +
    'printer priority program property readblocksize record recovery-limit rep-tries ' +
    'report-format report-next-media report-use-media req-tries reserve reserved-tcp-port ' +
    'reserved-udp-port rest-api-port rest-ssl-cert rest-ssl-key retention-days retention-full ' +
    'retention-recover retention-tapes retry-dump runspercycle runtapes script send-amreport-on ' +
    'server-custom-compress server-decrypt-option server-encrypt set-no-reuse single-execution ' +
    'skip-full skip-incr sort-index speed split-diskbuffer src-ip ssh-keys ssl-ca-cert-file ' +
    'ssl-cert-file ssl-check-certificate-host ssl-check-fingerprint ssl-check-host ' +
    'ssl-cipher-list ssl-dir ssl-fingerprint-file ssl-key-file starttime storage strategy tag ' +
    'tape-splitsize tapecycle tapedev tapelist tapepool taper-parallel-write taperalgo ' +
    'taperflush taperscan tapetype tmpdir tpchanger unreserved-tcp-port use usetimestamps vault ' +
    'vault-storage'
  ).split(' '),
  value: (
    'all amanda any append auto best calcsize client custom directtcp disk empty error ' +
    'exclude-file exclude-list fast file first firstfit full hanoi hidden high incr incronly ' +
    'inter-level-recover largest largestfit last list low match-autolabel medium memory never ' +
    'nofull noinc non-amanda none optional other other-config post-amcheck post-backup ' +
    'post-dle-amcheck post-dle-backup post-dle-estimate post-estimate post-host-amcheck ' +
    'post-host-backup post-host-estimate post-level-recover post-recover pre-amcheck pre-backup ' +
    'pre-dle-amcheck pre-dle-backup pre-dle-estimate pre-estimate pre-host-amcheck ' +
    'pre-host-backup pre-host-estimate pre-level-recover pre-recover required same-host server ' +
    'skip smallest standard strange visible volume-error'
  ).split(' '),
};

/** Every word that is a keyword in amanda-client.conf (conffile.c, client_keytab), by its main use. */
export const clientKeywords: Readonly<Record<KeywordClass, readonly string[]>> = {
  structure: 'application-tool define includefile script-tool'.split(' '),
  parameter: (
    'amandad-path amandates amdump-server application auth client-name client-port ' +
    'client-username comment conf connect-tries ctimeout debug-amandad debug-amidxtaped ' +
    'debug-amindexd debug-amrecover debug-auth debug-chunker debug-days debug-driver ' +
    'debug-dumper debug-event debug-holding debug-planner debug-protocol debug-recovery ' +
    'debug-selfcheck debug-sendbackup debug-sendsize debug-taper execute-on execute-where ' +
    'gnutar-list-dir hostname index-server krb5keytab krb5principal mailer order plugin ' +
    'property rep-tries req-tries reserved-tcp-port reserved-udp-port script ssh-keys ' +
    'ssl-ca-cert-file ssl-cert-file ssl-check-certificate-host ssl-check-fingerprint ' +
    'ssl-check-host ssl-cipher-list ssl-dir ssl-fingerprint-file ssl-key-file tape-server ' +
    'tapedev unreserved-tcp-port'
  ).split(' '),
  value: (
    'append client hidden inter-level-recover post-amcheck post-backup post-dle-amcheck ' +
    'post-dle-backup post-dle-estimate post-estimate post-host-amcheck post-host-backup ' +
    'post-host-estimate post-level-recover post-recover pre-amcheck pre-backup pre-dle-amcheck ' +
    'pre-dle-backup pre-dle-estimate pre-estimate pre-host-amcheck pre-host-backup ' +
    'pre-host-estimate pre-level-recover pre-recover priority server visible'
  ).split(' '),
};

/** Amanda compares keywords without regard to case and with `_` and `-` equal (conffile.c, lookup_keyword). */
export function fold(word: string): string {
  return word.toLowerCase().replaceAll('_', '-');
}

function byWord(table: Readonly<Record<KeywordClass, readonly string[]>>): ReadonlyMap<string, KeywordClass> {
  const map = new Map<string, KeywordClass>();
  for (const kind of ['structure', 'parameter', 'value'] as const)
    for (const word of table[kind]) map.set(word, kind);
  return map;
}

const server = byWord(serverKeywords);
const client = byWord(clientKeywords);

/** The releases between which each word of a table is listed. */
function byRelease(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([release, words]) => words.split(' ').map((w) => [w, release])),
  );
}

const since = { server: byRelease(serverSince), client: byRelease(clientSince) };
const gone = byRelease(serverGone);

/**
 * The class of a word if it is a keyword of amanda.conf (or, with `isClient`, of amanda-client.conf) in a release, in
 * the spellings that the release takes; undefined for names and for words that are only a unit or a boolean.
 */
export function keywordClass(
  word: string,
  isClient = false,
  version = newestVersion,
): KeywordClass | undefined {
  const name = fold(word);
  const found = (isClient ? client : server).get(name);
  if (version === newestVersion) return found;
  const life = keywordLife(name, isClient);
  if (!life || !hasSince(version, life.since, life.until)) return undefined;
  if (!grammarOf(version).foldsKeywords && word.toLowerCase() !== spelling(name, version)) return undefined;
  return found ?? 'parameter';
}

/** Since and until which release a word is a keyword; undefined for one that no release has. */
export function keywordLife(
  word: string,
  isClient = false,
): { readonly since: string; readonly until?: string } | undefined {
  const name = fold(word);
  const until = isClient ? undefined : gone.get(name);
  if (until === undefined && !(isClient ? client : server).has(name)) return undefined;
  const first = since[isClient ? 'client' : 'server'].get(name) ?? '2.4';
  return until === undefined ? { since: first } : { since: first, until };
}

/** How a keyword is written in a release, in lower case: up to 2.6.0 there is one way only, mostly with `_`. */
export function spelling(keyword: string, version: string): string {
  if (version === newestVersion || grammarOf(version).foldsKeywords) return keyword;
  return dashed.has(keyword) ? keyword : keyword.replaceAll('-', '_');
}

/** The words after `define` and the kind of block they open (conffile.c, read_confline); grammar.ts says where. */
export const defineWords: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['dumptype', 'dumptype'],
  ['tapetype', 'tapetype'],
  ['interface', 'interface'],
  ['holdingdisk', 'holdingdisk'],
  ['application', 'application'],
  ['application-tool', 'application'],
  ['script', 'script'],
  ['script-tool', 'script'],
  ['device', 'device'],
  ['changer', 'changer'],
  ['interactivity', 'interactivity'],
  ['taperscan', 'taperscan'],
  ['policy', 'policy'],
  ['storage', 'storage'],
]);

/** The words that amanda-client.conf takes after `define`. */
export const clientDefineWords: ReadonlySet<string> = new Set([
  'application',
  'application-tool',
  'script',
  'script-tool',
]);
