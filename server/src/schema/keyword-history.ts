/**
 * Since which release a word is a keyword, for those that came after 2.4, and which are gone again. Read from the keyword
 * tables of the releases from 2.5.2 on (conffile.c, server_keytab and client_keytab); older rows rest on ChangeLog, NEWS and
 * the manual pages.
 */

/** The words of amanda.conf and of the blocks in a disklist, by the release that first had them. */
export const serverSince: Readonly<Record<string, string>> = {
  '2.4.5': 'bumppercent displayunit estimate',
  '2.5.0':
    'client-custom-compress client-decrypt-option client-encrypt encrypt fallback-splitsize ' +
    'kencrypt label-new-tapes server-custom-compress server-decrypt-option server-encrypt ' +
    'split-diskbuffer ssh-keys tape-splitsize',
  '2.5.1': 'amandad-path client-username connect-tries rep-tries req-tries usetimestamps',
  '2.5.2':
    'debug-amandad debug-amidxtaped debug-amindexd debug-amrecover debug-auth debug-chunker ' +
    'debug-driver debug-dumper debug-event debug-holding debug-planner debug-protocol ' +
    'debug-selfcheck debug-sendbackup debug-sendsize debug-taper krb5keytab krb5principal ' +
    'readblocksize reserved-tcp-port reserved-udp-port unreserved-tcp-port',
  '2.6.0':
    'device-output-buffer-size device-property flush-threshold-dumped flush-threshold-scheduled ' +
    'taperflush',
  '2.6.1':
    'all application application-tool changer device error execute-on execute-where ' +
    'inter-level-recover mailer plugin post-dle-amcheck post-dle-backup post-dle-estimate ' +
    'post-host-amcheck post-host-backup post-host-estimate post-level-recover post-recover ' +
    'pre-dle-amcheck pre-dle-backup pre-dle-estimate pre-host-amcheck pre-host-backup ' +
    'pre-host-estimate pre-level-recover pre-recover property script script-tool send-amreport-on ' +
    'strange',
  '3.1':
    'amanda any autolabel client-port data-path debug-days debug-recovery directtcp empty ' +
    'non-amanda order other-config volume-error',
  '3.2':
    'allow-split disk memory part-cache-dir part-cache-max-size part-cache-type part-size ' +
    'recovery-limit same-host taper-parallel-write',
  '3.3':
    'client-name dump-limit eject-volume interactivity max-dle-by-volume max-warnings ' +
    'meta-autolabel post-amcheck post-backup post-estimate pre-amcheck pre-backup pre-estimate ' +
    'report-format report-next-media report-use-media single-execution taperscan tmpdir',
  '3.4':
    'active-storage command-file compress-index dump-selection erase-on-failure erase-on-full ' +
    'erase-volume full incr match-autolabel other policy rest-api-port rest-ssl-cert rest-ssl-key ' +
    'retention-days retention-full retention-recover retention-tapes retry-dump set-no-reuse ' +
    'sort-index src-ip ssl-ca-cert-file ssl-cert-file ssl-check-certificate-host ' +
    'ssl-check-fingerprint ssl-check-host ssl-cipher-list ssl-dir ssl-fingerprint-file ' +
    'ssl-key-file storage tag tapepool vault vault-storage',
  '3.5': 'hidden visible',
};

/** The words of amanda-client.conf. */
export const clientSince: Readonly<Record<string, string>> = {
  '2.5.1':
    'amandad-path amandates auth client-username conf connect-tries gnutar-list-dir index-server ' +
    'rep-tries req-tries ssh-keys tape-server tapedev',
  '2.5.2':
    'debug-amandad debug-amidxtaped debug-amindexd debug-amrecover debug-auth debug-chunker ' +
    'debug-driver debug-dumper debug-event debug-holding debug-planner debug-protocol ' +
    'debug-selfcheck debug-sendbackup debug-sendsize debug-taper krb5keytab krb5principal ' +
    'unreserved-tcp-port',
  '2.6.0': 'reserved-tcp-port reserved-udp-port',
  '2.6.1':
    'append application application-tool client comment define execute-on execute-where ' +
    'inter-level-recover mailer plugin post-dle-amcheck post-dle-backup post-dle-estimate ' +
    'post-host-amcheck post-host-backup post-host-estimate post-level-recover post-recover ' +
    'pre-dle-amcheck pre-dle-backup pre-dle-estimate pre-host-amcheck pre-host-backup ' +
    'pre-host-estimate pre-level-recover pre-recover priority property script script-tool server',
  '3.1': 'client-port debug-days debug-recovery order',
  '3.3':
    'amdump-server client-name post-amcheck post-backup post-estimate pre-amcheck pre-backup ' +
    'pre-estimate',
  '3.4':
    'ctimeout hostname ssl-ca-cert-file ssl-cert-file ssl-check-certificate-host ' +
    'ssl-check-fingerprint ssl-check-host ssl-cipher-list ssl-dir ssl-fingerprint-file ' +
    'ssl-key-file',
  '3.5': 'hidden visible',
};

/** Words of amanda.conf that are no keywords any more, by the first release without them. */
export const serverGone: Readonly<Record<string, string>> = {
  '2.5.0': 'diskdir disksize',
  '3.1': 'rawtapedev',
  '3.2': 'file-pad tapebufs',
};

/** Where 2.5.2 and 2.6.0 do not fold, a keyword is written with `_`; these are written with `-` (conffile.c, server_keytab). */
export const dashed: ReadonlySet<string> = new Set(
  (
    'exclude-file exclude-list file-pad lbl-templ reserved-udp-port reserved-tcp-port skip-full skip-incr ' +
    'unreserved-tcp-port flush-threshold-dumped flush-threshold-scheduled'
  ).split(' '),
);
