import type { CauseCheck } from './cause-check';

/** The run as a whole: its checks beforehand, its configuration, the server it runs on, and its report. */
export const runCauses: readonly CauseCheck[] = [
  {
    id: 'log/selfcheck-error',
    severity: 'error',
    title: "The client's own check found a fault",
    doc: `\`amcheck -c\` asks each client to check itself (selfcheck), and this is what it found: something that will make the
next dump fail.

**Causes, the likeliest first**

1. A path of the disklist does not exist on the client, or the dump user may not look at it (\`Could not access\`).
2. A program is missing or not executable (\`GNUTAR program not available\`, \`can not execute\`).
3. A directory is missing or full: \`gnutar-listdir\`, /etc/dumpdates, the debug directory.
4. The dumptype asks what the program cannot do: an exclude list with DUMP or smbclient, calcsize with an application.

**How to tell**

The text names the file. On the client: \`ls -ld\`, \`df -h\`, as the dump user.

**What to do**

Mend it on the client, or correct the DLE, then \`amcheck -c CONFIG HOST\` again.

**In Amanda's words**

    ERROR: www.example.com: Could not access /srv/home (/srv/home): No such file or directory
    ERROR: www.example.com: can not execute /bin/tar: No such file or directory`,
  },
  {
    id: 'log/amcheck-error',
    severity: 'error',
    title: 'amcheck found a fault on the server',
    doc: `\`amcheck -s\` looked at the server before the night: directories, programs, holding disks, tapelist, tape. What it
calls an ERROR makes the next run fail or lose something; a WARNING deserves a look.

**Causes, the likeliest first**

1. A directory of amanda.conf does not exist or does not belong to the dump user: logdir, infodir, indexdir, the tapelist.
2. A program has the wrong mode: setuid root and \`rwsr-x---\` where Amanda needs it.
3. The holding disk is too small or not mounted.
4. Options that do not go together: part-cache without part-size, thresholds in the wrong order.

**What to do**

Do as it says, as the dump user or root, and run \`amcheck CONFIG\` again until it finds 0 problems. amcheck must run as
the dump user: \`su -s /bin/sh backup -c "amcheck CONFIG"\`.`,
  },
  {
    id: 'log/config-error',
    severity: 'error',
    title: 'The configuration could not be used',
    doc: `A program of Amanda could not read amanda.conf, the disklist or the tapelist, or found in them something that does
not exist. The whole run ends there.

**Causes, the likeliest first**

1. An error in amanda.conf, an include or the disklist: the program printed the line before this text, and this editor
   shows it.
2. A file does not exist or is not readable for the dump user.
3. A changer, storage, tapetype or scan algorithm is named and not defined.
4. The disklist is empty, or the arguments match no DLE.

**What to do**

\`amcheck CONFIG\` and \`amadmin CONFIG disklist > /dev/null\` print file and line. Mend the first error; the others often
follow from it.

**In Amanda's words**

    errors processing config file
    could not load disklist "/etc/amanda/daily/disklist"
    no DLE to backup; no matching dle`,
  },
  {
    id: 'log/server-error',
    severity: 'error',
    title: 'The server ran into trouble of its own',
    doc: `A program of Amanda on the server could not do something that has nothing to do with the client: open or rename a
file, start a process, get memory or a pipe.

**Causes, the likeliest first**

1. A file system is full there: logs, index, info database, /tmp (\`No space left on device\`).
2. A file or directory belongs to root because somebody ran amdump or amcheck as root once (\`Permission denied\`).
3. Too many processes or open files for the dump user; not enough memory.
4. A failing disk (\`Input/output error\`, \`Read-only file system\`).

**How to tell**

The reason stands at the end of the text, in the words of the operating system. \`df -h; df -i; free -m; dmesg\`.

**What to do**

Mend it, then \`chown -R\` the directories of Amanda to the dump user, \`amcheck -s CONFIG\`, and \`amcleanup CONFIG\`.`,
  },
  {
    id: 'log/internal-error',
    severity: 'error',
    title: "Amanda's programs did not understand each other",
    doc: `The programs of one run talk to each other in a language of their own. One got a command that it does not know, or
with too few words: something that should never happen.

**Causes, the likeliest first**

1. Programs of different releases: an upgrade while a run was going on, or a second installation in another prefix.
2. One of them died in the middle of a sentence: look for \`died\`, \`FATAL\` or the out-of-memory killer.
3. A name with characters that this release cannot quote: a line feed, a quotation mark in a disk name.
4. A bug of Amanda.

**What to do**

Let no Amanda run during upgrades; \`amcleanup CONFIG\`, then repeat. If it comes back with one release only, report it with
the debug logs of both programs.`,
  },
  {
    id: 'log/already-running',
    severity: 'warning',
    title: 'Another run is going on, or did not end properly',
    doc: `amdump, amflush, amcheck or amvault found the log file of another run (\`logdir/log\`), and left at once.

**Causes, the likeliest first**

1. The run of last night still goes on: \`amstatus CONFIG\`.
2. A run was killed, or the server rebooted: the file was left behind.
3. Two cron entries start at the same time.
4. A file \`hold\` in the configuration's directory makes amdump wait for as long as it exists.

**What to do**

If \`amstatus CONFIG\` and \`ps\` show no program of Amanda, \`amcleanup CONFIG\` tidies up and sends the report of the
interrupted run. \`amcleanup -k CONFIG\` ends programs that hang.`,
  },
  {
    id: 'log/report-failed',
    severity: 'warning',
    title: 'The report could not be made or sent',
    doc: `The backup itself is not concerned: only nobody hears of it, and that is how failures grow old.

**Causes, the likeliest first**

1. \`mailer\` or \`lbl-templ\`/\`printer\` names a program that is not installed or not executable.
2. \`mailto\` holds characters that Amanda refuses.
3. The log file is gone or not readable.

**What to do**

\`amgetconf CONFIG mailer\` and \`amgetconf CONFIG mailto\` show what is used; \`echo test | MAILER -s test ADDRESS\` as the
dump user. \`amreport CONFIG\` makes the report again on the screen.`,
  },
  {
    id: 'log/unexplained',
    severity: 'warning',
    title: 'A text that is not in the catalogue',
    doc: `Amanda, or a program that it ran, wrote this text about a failure, and nothing here knows it. It is shown as it is:
a guess would cost more time than it saves.

**How to go on**

1. The words behind the last colon are often those of the operating system (\`Permission denied\`, \`No space left on
   device\`), and say what to look at.
2. The program that wrote it stands before it in the log; its debug log of the same minute has more: below the debug
   directory in \`server/CONFIG\`, \`client/CONFIG\` or \`amandad\`, or flat in one directory before 2.5.1.
3. Search for the fixed words of the text, without names and numbers, in Amanda's mailing list archives.`,
  },
];
