import type { CauseCheck } from './cause-check';

/** Estimates, and the plan that is made of them. */
export const estimateCauses: readonly CauseCheck[] = [
  {
    id: 'log/results-missing',
    severity: 'error',
    title: 'RESULTS MISSING',
    doc: `amreport prints \`RESULTS MISSING\` for a DLE that the planner listed and that no later line of the log mentions:
Amanda has no word on what became of it. It is never a cause, always the trace of one.

**Causes, the likeliest first**

1. The planner or the driver died: there is no \`FINISH planner\` or \`FINISH driver\` line, and all DLEs are missing.
2. The auth of the host does not exist: the planner then writes one ERROR line and none for the DLEs.
3. The run was stopped: by amcleanup, by a reboot, by somebody with a keyboard.
4. The run is still going on, and the report was made from an unfinished log.

**How to tell**

Read the first \`ERROR\`, \`FATAL\` and \`WARNING\` lines of log.DATE.N, then the end of amdump.1.

**What to do**

Mend the first failure of that run; then \`amcleanup CONFIG\` when no program of Amanda runs any more, and
\`amdump CONFIG HOST\` for the host alone.`,
  },
  {
    id: 'log/estimate-timeout',
    severity: 'error',
    title: 'The server gave up waiting for the estimates',
    doc: `\`Some estimate timeout on HOST\` (older: \`Estimate timeout from HOST\`, \`timeout waiting for REP\`): the client
confirmed the request, and no reply came while the planner waited. It waits \`etimeout\` × (DLEs × levels) of the host, or
the whole of a negative \`etimeout\`, and it asks up to three times. All DLEs of the host fail, those that were estimated
included.

**Causes, the likeliest first**

1. One DLE takes longer than the whole host is allowed: millions of small files, a slow disk.
2. One estimate hangs: a mount that does not answer, see \`log/estimate-hung\`.
3. The estimates ended in time and the reply was lost: see \`log/reply-lost\`.

**How to tell**

The client's \`sendsize\` debug log has \`getting size via … for DISK level N\` at the beginning and \`estimate time for
DISK level N: S\` at the end of each estimate. A line without an end names the DLE; an end within the time points to the
network.

**What to do**

In the configuration: \`estimate calcsize\` or \`estimate server\` for the DLE that takes the time, or a larger
\`etimeout\`. On the client: exclude the cache directories and mounts that make it slow.`,
  },
  {
    id: 'log/estimate-hung',
    severity: 'error',
    title: 'An estimate began and never ended',
    doc: `The client began to estimate a DLE and never came back from it; all DLEs of the host failed with it.

**How to tell**

The client's \`sendsize\` debug log ends at \`getting size via gnutar for /srv/archive level 0\`, without \`estimate time
for /srv/archive\` behind it. In amdump.N of the server the DLEs stand as \`got partial result for host … 0 -> -3K\`: -3
stands for each level without a result.

**Causes, the likeliest first**

1. A mount point inside the DLE does not answer: NFS, CIFS or a FUSE mount whose server is gone. tar calls \`stat()\` on
   every mount point that it meets, excluded or not, and waits in the kernel.
2. A disk that is failing: the kernel repeats reads for minutes (\`dmesg\` tells).
3. The estimate was killed, or the machine went down.
4. It is only slow: the process still uses CPU or disk.

**What to do**

On the client: \`timeout 10 stat -f PATH\` for each mount point below the DLE, \`ps axo pid,stat,wchan:20,etime,args\` (a
state of D waits for a device), then unmount it with \`umount -l\` or bring its server back. In the configuration,
\`estimate server\` for the DLE keeps one hang from taking the host's other DLEs down.`,
  },
  {
    id: 'log/dead-mount',
    severity: 'warning',
    title: 'A mount on the client does not answer',
    doc: `GNU tar calls \`stat()\` on every mount point it meets; only then does it know that it would cross a file system. A
server that does not answer (NFS and other network file systems) blocks it for minutes, or for ever with a hard mount.

**How to tell**

\`Stale file handle\`, \`Transport endpoint is not connected\`, \`Host is down\` or \`Permission denied\` at a mount point
in the client's tar messages; \`timeout 10 stat -f PATH\` does not come back. An \`Input/output error\` at an ordinary file
is a failing disk and not a mount.

**What to do**

On the client: unmount it (\`umount -l PATH\`) or bring its server back; let automounters unmount what nobody uses; mount
it with \`soft\` where losing writes does not matter. Excluding the mount point itself does not stop tar from looking at
it; excluding the directory above does. Better still, mount such things outside of what is backed up.`,
  },
  {
    id: 'log/missing-result',
    severity: 'error',
    title: 'The reply had no line for this DLE',
    doc: `\`missing result for DISK in HOST response\`: the client's reply came, without an estimate for this DLE.

**Causes, the likeliest first**

1. sendsize on the client stopped in the middle: killed, out of memory, a full debug disk.
2. The client does not know the DLE's name as the server wrote it (special characters, an old client).
3. The reply was cut off: over UDP, from macOS or FreeBSD, it may have 9,216 bytes at most.

**How to tell**

The client's \`sendsize\` debug log: is there a line for this DLE, and does the log end with \`pid … finish time\`?

**What to do**

Run \`amcheck -c CONFIG HOST\`; look at the client's system log of that minute for the out-of-memory killer; set
\`auth "bsdtcp"\` where replies are long.`,
  },
  {
    id: 'log/estimate-failed',
    severity: 'error',
    title: 'The estimate failed on the client',
    doc: `The client tried to estimate the DLE, and the program that it ran gave no size: \`all estimate failed\`, \`no size
line match in /bin/tar output\`, \`/bin/tar exited with status 2: see /var/log/amanda/…\`.

**Causes, the likeliest first**

1. The path does not exist on the client, or the disk is not mounted (\`No such file or directory\`).
2. tar cannot read something: a status of 2 means that it met an error which it could not ignore. A file that changed
   while it was read gives status 1, which is fine.
3. \`runtar\`, \`rundump\`, \`calcsize\` or the application is not setuid root, or /etc/amanda-security.conf does not
   allow the program.
4. tar speaks another language than Amanda expects, or a wrapper swallows its output.
5. An include pattern matches nothing.

**How to tell**

The client's \`sendsize\` debug log has the very words of tar, between \`getting size via\` and \`estimate size for\`.

**What to do**

Run the program by hand as the dump user with the arguments of that log. Correct the path in the disklist; add what
cannot be read to the excludes.`,
  },
  {
    id: 'log/planner-died',
    severity: 'error',
    title: 'The planner stopped before its end',
    doc: `The planner writes \`START planner\` first and \`FINISH planner\` last. Without the last one, it died on the way: no
DLE was scheduled, and the report says RESULTS MISSING for all of them, or only a fatal error.

**How to tell**

log.DATE.N has no \`FINISH planner\`; the driver says \`got empty schedule from planner\` or \`Did not get DATE line from
planner\`. A \`FATAL planner …\` line gives the reason; without one it was killed by a signal.

**Causes, the likeliest first**

1. An error of the configuration, the disklist, the tapelist or the info database that stops it (\`FATAL planner\`).
2. The kernel's out-of-memory killer, or somebody with \`kill\` (\`journalctl -k\`).
3. A crash: \`amdump.1\` ends in the middle of a line.

**What to do**

Mend what the FATAL line names; check the configuration with \`amcheck -s CONFIG\`; then \`amcleanup CONFIG\` and run
\`amdump CONFIG\` again.`,
  },
  {
    id: 'log/empty-schedule',
    severity: 'warning',
    title: 'There was nothing to do in this run',
    doc: `The driver got no DLE from the planner, or amflush and amvault found nothing to flush or to copy.

**Causes, the likeliest first**

1. All DLEs failed in the estimate phase: their own lines say why.
2. The planner died: see \`log/planner-died\`.
3. All DLEs have \`strategy skip\`, \`ignore\`, or the arguments of amdump match no DLE.
4. amflush: the holding disk is empty, which is good.

**In Amanda's words**

    WARNING: got empty schedule from planner
    no DLE to backup
    Nothing to flush`,
  },
  {
    id: 'log/dump-too-large',
    severity: 'error',
    title: 'A dump is larger than the tape space of a run',
    doc: `The planner found that a dump does not fit on the tapes of one run (\`runtapes\` × the tape's \`length\`), and put it
off, made an incremental of it, or skipped it. It stays so until the configuration changes: a full that is too large is
never done.

**Causes, the likeliest first**

1. The DLE has grown beyond the tape.
2. \`length\` in the tapetype is smaller than the tape really is (or was left at a default).
3. \`runtapes 1\` with a DLE that needs two.
4. The dump may not be split over tapes: \`allow-split no\`, or no \`part-size\` (before 3.2 \`tape-splitsize\`).

**What to do**

Allow splitting and raise \`runtapes\`; correct \`length\`; or divide the DLE in several with \`include\` and \`exclude\`.

**In Amanda's words**

    disk www.example.com:/srv/home, full dump (512000000KB) will be larger than available tape space
    dump larger than available tape space, 512000000 KB, skipping incremental
    dumps way too big, 512000000 KB, must skip incremental dumps`,
  },
  {
    id: 'log/degraded-mode',
    severity: 'warning',
    title: 'A dump was skipped because the run was in degraded mode',
    doc: `Without a usable tape, Amanda goes on in degraded mode: it dumps to the holding disk only, and of those DLEs whose
full does not fit it makes incrementals. What can have neither is skipped, and its line says why: a new disk has nothing to
be incremental to, a forced full must not become an incremental, \`strategy noinc\` forbids it.

**How to tell**

The same log has a \`no-tape\` line, a tape error, or a full holding disk: that is the cause, this is its consequence.

**What to do**

Mend the tape first. So that the next night without a tape saves more: enlarge the holding disk, and lower \`reserve\`
(the share of the holding disk that only incrementals may use in degraded mode; the default of 100 forbids all fulls).

**In Amanda's words**

    Skipping: new disk can't be dumped in degraded mode
    can't dump 'holdingdisk never' dle in degraded mode`,
  },
  {
    id: 'log/schedule-note',
    severity: 'hint',
    title: 'The planner moved a dump, or could not do as it was told',
    doc: `Notes of the planner about its plan. Promotions (\`Full dump … promoted from 3 days ahead\`), bumps (\`Incremental …
bumped to level 2\`) and new disks are ordinary work: it evens out the nights. Nothing is to be done.

A note that begins with \`Cannot force\` or \`Ignoring\` is different: \`amadmin force\`, \`force-bump\` or \`skip-full\` was
given for a DLE whose strategy or dumptype forbids it, and was not obeyed.

**What to do**

Nothing for the first kind. For the second, change \`strategy\`, \`skip-full\` or \`skip-incr\` in the dumptype, or take the
command back with \`amadmin CONFIG unforce HOST DISK\`.`,
  },
  {
    id: 'log/retention',
    severity: 'warning',
    title: 'The last full dump is about to be overwritten',
    doc: `Amanda is about to write over the tape that holds the last full dump of a DLE, or the numbers of the configuration
make that happen sooner or later. Nothing failed; but when it happens, the incrementals that build on that full are
worthless.

**Causes, the likeliest first**

1. The DLE had no full dump for a whole tape cycle, because it fails or is put off each time. Mend that first.
2. \`tapecycle\` is not larger than \`runspercycle\` × \`runtapes\`: there are too few tapes for one dump cycle.
3. \`dumpcycle\` is longer than the tapes last.

**What to do**

Label more tapes and raise \`tapecycle\` (or the policy's retention), or shorten \`dumpcycle\`. For the one DLE:
\`amadmin CONFIG force HOST DISK\`, and see that it works this night. \`amadmin CONFIG due\` and \`balance\` show the rest.

**In Amanda's words**

    Last full dump of www.example.com:/srv/home on tape DailySet1-04 overwritten on this run.
    tapecycle (5) <= runspercycle (5)`,
  },
  {
    id: 'log/refused-by-server',
    severity: 'error',
    title: 'The server refused the options of a DLE',
    doc: `The planner or the driver read the dumptype of a DLE and refused to dump it, before the client was asked.

**Causes, the likeliest first**

1. Options that exclude each other: \`data-path directtcp\` with compression, encryption or a holding disk; client
   encryption with server compression; custom compression without a program.
2. \`strategy incronly\` and no full dump has ever been made.
3. The tags of the DLE match no active storage (3.5).
4. \`holdingdisk required\` or \`never\`, where the run has no holding disk or no tape.

**What to do**

Change the dumptype of the DLE; the check \`amcheck -c CONFIG HOST\` says the same without a night in between.

**In Amanda's words**

    Can't compress directtcp data-path
    Skipping incronly because no full dump were done
    Client encryption with server compression is not supported. See amanda.conf(5) for detail.`,
  },
];
