import type { CauseCheck } from './cause-check';

/** The dump itself: from the backup program on the client to the holding disk of the server. */
export const dumpCauses: readonly CauseCheck[] = [
  {
    id: 'log/dump-timeout',
    severity: 'error',
    title: 'No data came for longer than dtimeout',
    doc: `\`data timeout\`: for \`dtimeout\` seconds (default 1800) not one byte of the dump came, so the dumper gave up. It
is not the length of the dump that counts but the longest pause in it.

**Causes, the likeliest first**

1. The backup program is busy without sending: a large sparse file, a long list of unchanged files in an incremental,
   a database that is being locked, client compression of a huge file.
2. The client hangs: a dead mount, a failing disk, a frozen virtual machine.
3. A firewall closed the idle data connection without a word.
4. The other end could not take the data: a tape that repositions, a full holding disk.

**How to tell**

The client's \`sendbackup\` debug log: is the program still running, and what is the last file in the index? \`dmesg\` on
the client for disk errors.

**What to do**

Raise \`dtimeout\`; divide the DLE; exclude the sparse file; on the client unmount the dead mount; between the networks
turn on keep-alive.`,
  },
  {
    id: 'log/dump-failed',
    severity: 'error',
    title: 'The backup program failed on the client',
    doc: `tar, dump or the application ended with an error, so the dump is not complete and is not counted.

**How to tell**

The report shows the program's own words under \`FAILED DUMP DETAILS\`, lines that begin with \`?\`. \`dump (28074)
/bin/tar returned 2\` is only the last of them: the words before it name the file.

**Causes, the likeliest first**

1. A file or directory cannot be read (\`Permission denied\`, \`Input/output error\`): status 2 of tar.
2. The path does not exist, or an include pattern matches nothing (\`Cannot stat\`).
3. The program is not there, not executable, or not allowed by /etc/amanda-security.conf.
4. No space for the incremental lists (\`gnutar-listdir\`) or for temporary files on the client.
5. It was killed (\`got signal 9\`: often the out-of-memory killer; \`got signal 13\`: the connection broke first).

**What to do**

Mend or exclude what the words name. A file that merely changed (\`file changed as we read it\`) does not fail a dump.

**In Amanda's words**

    [dump (28074) /bin/tar returned 2]
    [Application (1234) /usr/lib/amanda/application/amgtar returned 2]
    [/bin/tar exited with status 2: see /var/log/amanda/client/daily/sendbackup.20261127013000.debug]`,
  },
  {
    id: 'log/client-lost',
    severity: 'error',
    title: 'The connection to the client broke during the dump',
    doc: `The dump had begun, and the connection ended before the client said that it was done: \`EOF on read from\`,
\`recv error: Connection reset by peer\`, \`mesg read: …\`, \`lost connection to\`.

**Causes, the likeliest first**

1. The client was switched off, rebooted, went to sleep or was suspended.
2. amandad or sendbackup was killed there: out of memory, a restart of inetd or of the systemd unit, a package upgrade.
3. A firewall or a VPN cut the connection after some time (often exactly 1 or 2 hours).
4. The network itself: a switch that was restarted, a bad cable.

**How to tell**

On the client: \`last -x reboot\`, the system log of that minute, and whether the \`sendbackup\` debug log has its
\`finish time\` line.

**What to do**

Keep the client awake during the backup window; raise the firewall's timeout or turn on TCP keep-alive; repeat the one
host with \`amdump CONFIG HOST\`.`,
  },
  {
    id: 'log/interrupted',
    severity: 'warning',
    title: 'The dump was stopped from outside',
    doc: `The dump did not fail by itself: another program of Amanda, or somebody, stopped it. \`Killed while dumping\`: the
driver ended while a dumper was at work. \`Aborted by driver\`: the driver took its command back, because the holding disk
or the tape behind it failed. \`killed by ctrl-c\`: somebody stopped amdump.

**How to tell**

Another line of the same log has the cause: a chunker, a tape or a holding disk that failed, or a driver that died. This
text is only its consequence.

**What to do**

Mend the other failure. After an interrupted run, \`amcleanup CONFIG\`.`,
  },
  {
    id: 'log/bad-data',
    severity: 'error',
    title: 'The dump came without its header, size or end',
    doc: `The client tells the server the size of the dump, and that it is complete, in words of its own (\`sendbackup: size
…\`, \`sendbackup: end\`). One of them is missing, so nobody knows whether the dump is whole: Amanda calls it failed.

**Causes, the likeliest first**

1. The backup program ended early; its own words stand above, in the details of the report.
2. sendbackup was killed, or the client went down.
3. A program writes other words than Amanda expects: another dump or tar than the one that the client was built for, a
   locale that is not C, a wrapper without the size line (\`no backup size line\`).
4. The header never came (\`got no header information\`, \`Got empty header\`): the dump ended before it began.

**How to tell**

The details of the report and the \`sendbackup\` debug log on the client, from its first \`error\`.

**What to do**

Mend the failure that stands above. If there is none, run the backup program by hand as in the debug log and look whether
it prints a line such as \`Total bytes written: …\`.`,
  },
  {
    id: 'log/crc-mismatch',
    severity: 'error',
    title: 'The checksum changed on the way',
    doc: `Since 3.4 each station computes a checksum of the dump. Two of them differ, so what was written is not what was
sent: the dump cannot be trusted.

**Causes, the likeliest first**

1. The dump was cut short: the sizes behind the colon differ. Another line of the log says why.
2. Bad memory on client or server: the sizes are equal and the checksums are not.
3. A network card or a driver that computes checksums wrongly (offloading).
4. The holding disk returned other bytes than it was given.

**What to do**

Repeat the dump with \`amdump CONFIG HOST\`. If it comes back with equal sizes, test the memory of both machines and the
holding disk (\`smartctl -a\`), and turn off offloading with \`ethtool -K\` as a test.

**In Amanda's words**

    client CRC (1a2b3c4d:10240) do not match data-in CRC (5e6f7a8b:10240)
    source server crc (1a2b3c4d:10240) and input server crc (5e6f7a8b:10240) differ)`,
  },
  {
    id: 'log/filter-failed',
    severity: 'error',
    title: 'The compression or encryption program failed',
    doc: `Between the backup program and the tape, a filter compresses or encrypts the dump, on the client or on the server.
It could not be started or ended with an error.

**Causes, the likeliest first**

1. The program of \`compress … custom\` or \`encrypt\` does not exist there, is not executable, or has options in the same
   word (Amanda starts the word as it is, without a shell).
2. Its key or passphrase cannot be read by the dump user.
3. It was killed with the rest of the dump: then another line of the log has the cause (signal 13 is a broken pipe).

**What to do**

As the dump user, \`echo test | PROGRAM | PROGRAM -d\` must give \`test\` back. Put options into a small script.

**In Amanda's words**

    ? data compress: exited with status 1
    couldn't exec server custom compression '/usr/local/bin/zstd-amanda'`,
  },
  {
    id: 'log/index-failed',
    severity: 'warning',
    title: 'The index of a dump is missing or damaged',
    doc: `The list of files that amrecover shows could not be written, or not completely. The dump itself can be good; only
finding single files in it is harder.

**Causes, the likeliest first**

1. The file system of \`indexdir\` on the server is full, or the directory does not belong to the dump user.
2. The connection broke with the dump.
3. The program that makes the index on the client failed (\`index tee cannot write\`: its reader, the server, was gone).

**What to do**

Make room in \`indexdir\` (\`amtrmidx CONFIG\` removes what is no longer needed), correct its owner, then repeat the DLE;
\`amrecover\` needs an index for each level. \`amreindex\` (3.4 and later) makes an index again from the tape.`,
  },
  {
    id: 'log/strange',
    severity: 'info',
    title: 'The dump worked, with words that Amanda does not know',
    doc: `\`STRANGE\`: the backup program ended well, and wrote lines that Amanda could not file under "normal". The dump is
on tape and is used for restores.

**How to tell**

The report shows them under \`STRANGE DUMP DETAILS\`, with \`?\` before each strange line: files that vanished or changed,
sockets, a directory that could not be opened.

**What to do**

Read them once. A file that cannot be read is *not* in the dump: mend it or exclude it. What is harmless can be declared
so: \`property "NORMAL" "regular expression"\` of the application amgtar, or a snapshot of the file system in place of the
live one.`,
  },
  {
    id: 'log/dumper-died',
    severity: 'error',
    title: 'A dumper process died',
    doc: `\`dumper3 died\`, \`dumper3 died while dumping HOST:DISK lev N\`: the process on the server that receives a dump
ended without a word. The driver tries the DLE again, with another dumper, until \`retry-dump\` attempts are through.

**Causes, the likeliest first**

1. It was killed: the out-of-memory killer (\`journalctl -k\`), or somebody with \`kill\`.
2. It stopped with an error of its own: a \`FATAL dumper\` line in the same log.
3. It crashed: its debug log ends in the middle.

**How to tell**

The newest \`dumper.*.debug\` below the server's debug directory has no \`finish time\` line.

**What to do**

Give the server memory or lower \`inparallel\`; mend what the FATAL line names; repeat with \`amdump CONFIG HOST\`.`,
  },
  {
    id: 'log/chunker-died',
    severity: 'error',
    title: 'A chunker process died',
    doc: `\`chunker0 died\`: the process on the server that writes the dump to the holding disk ended without a word.

**Causes, the likeliest first**

1. It was killed: the out-of-memory killer (\`journalctl -k\`), or somebody with \`kill\`.
2. The holding disk failed in a way that stopped it: an input/output error, a network mount that is gone.
3. It stopped with an error of its own: a \`FATAL chunker\` line.

**How to tell**

The newest \`chunker.*.debug\` on the server has no \`finish time\` line; \`dmesg\` shows disk errors.

**What to do**

Check the holding disk (\`df\`, \`df -i\`, \`dmesg\`), then repeat with \`amdump CONFIG HOST\`. Files that it left behind are
removed by \`amcleanupdisk CONFIG\`.`,
  },
  {
    id: 'log/driver-died',
    severity: 'error',
    title: 'The driver stopped before its end',
    doc: `The driver leads the whole run; without it, dumpers, chunkers and tapers end too. There is no \`FINISH driver\`
line, the DLEs that were not done are RESULTS MISSING, and those under way say \`Killed while dumping\`.

**Causes, the likeliest first**

1. The server was rebooted or the run was stopped (\`last -x reboot\`, the system log).
2. It was killed: out of memory.
3. It stopped with an error of its own: a \`FATAL driver\` line. Texts such as \`result_argc\` or \`syntax error\` mean that
   programs of different releases talk to each other, after half an upgrade.

**What to do**

\`amcleanup CONFIG\` (it makes the report and frees the log), then \`amflush CONFIG\` for what is on the holding disk, then
\`amdump CONFIG\` again.`,
  },
  {
    id: 'log/holding-full',
    severity: 'error',
    title: 'The holding disk is full, or too small for a dump',
    doc: `The dump needed more room on the holding disk than there was, and no other holding disk or tape could take it.

**Causes, the likeliest first**

1. Dumps of earlier nights are still there because the tape failed: \`amflush CONFIG\` writes them to tape.
2. \`use\` of the holding disk allows less than the dump needs, or keeps more free than there is.
3. In degraded mode (no tape) \`reserve\` keeps the room for incrementals.
4. Other programs fill the same file system.
5. The estimate was too small, because the DLE grew or compresses badly.

**How to tell**

\`df -h\` of the holding disk; \`amadmin CONFIG holding list\`.

**What to do**

Run amflush; enlarge \`use\` or add a holding disk; lower \`reserve\`; lower \`inparallel\` so that fewer dumps share it. A
\`holdingdisk auto\` DLE goes straight to tape when it does not fit, \`required\` does not.

**In Amanda's words**

    no more holding disk space
    out of holding space in degraded mode
    can't dump required holdingdisk when no holdingdisk space available
    Not enough holding disk space`,
  },
  {
    id: 'log/holding-error',
    severity: 'error',
    title: 'The holding disk cannot be used',
    doc: `The directory of a holding disk is missing, belongs to somebody else, or its disk returns errors. Amanda leaves that
holding disk out, and what does not fit elsewhere fails.

**Causes, the likeliest first**

1. The file system of the holding disk is not mounted.
2. The directory does not exist or is not writable for the dump user.
3. The disk fails: input/output errors, or it was remounted read-only.
4. A file on it is not one of Amanda's (\`cruft file\`), or was left by an interrupted run.

**What to do**

Mount it, \`chown\` it to the dump user, look at \`dmesg\`; \`amcheck -s CONFIG\` shows whether Amanda can use it again.

**In Amanda's words**

    ignoring holding disk /srv/holding: No such file or directory
    Failed to write data to holding file '/srv/holding/20261127/www._srv_home.0.tmp': Input/output error`,
  },
  {
    id: 'log/samba',
    severity: 'error',
    title: 'A Windows share could not be reached or logged in to',
    doc: `The client that backs up a Windows share with smbclient could not do it.

**Causes, the likeliest first**

1. The share is not in /etc/amandapass (or in the file of the property \`AMANDAPASS\`), or its entry is not
   \`user%password\`.
2. The file cannot be read by the dump user, or can be read by everyone, which Amanda refuses.
3. The password or the rights have changed on the Windows machine, or the machine is off.
4. smbclient is not installed, or the disk name is not \`//HOST/SHARE\`.

**What to do**

On the client that runs smbclient: \`smbclient //HOST/SHARE -U USER -c ls\`. Then correct /etc/amandapass, mode 0600.

**In Amanda's words**

    cannot find password for //win.example.com/data
    password field not 'user%pass' for //win.example.com/data`,
  },
  {
    id: 'log/client-permission',
    severity: 'error',
    title: 'The client lacks a right or a setuid bit',
    doc: `A program on the client could not become root, or may not use a file.

**Causes, the likeliest first**

1. \`runtar\`, \`rundump\`, \`calcsize\`, \`killpgrp\` or an application has lost its setuid bit: it must belong to root
   with mode \`rwsr-x---\` and the dump user's group.
2. /etc/amanda-security.conf does not list the program, lists another path (/bin/tar or /usr/bin/tar), or is itself
   writable by others.
3. The file system is mounted \`nosuid\`.
4. A directory on the way is writable by group or everyone, which Amanda refuses.

**What to do**

On the client: \`ls -lL\` of the file that is named, then \`chown root:GROUP\` and \`chmod 4750\`. In
/etc/amanda-security.conf add \`runtar:gnutar_path=/usr/bin/tar\` with the real path (\`readlink -f\`).

**In Amanda's words**

    could not become root (is the setuid bit set?)
    security file '/etc/amanda-security.conf' do not allow to run '/bin/tar' as root for 'runtar:gnutar_path'`,
  },
  {
    id: 'log/client-error',
    severity: 'error',
    title: 'The client ran into trouble of its own',
    doc: `A program of Amanda on the client could not do something that has nothing to do with the data: no process, no
pipe, no file descriptor, no room for its lists and logs.

**Causes, the likeliest first**

1. A file system is full there (/tmp, the debug directory, \`gnutar-listdir\`, /var/lib/amanda).
2. Too many processes or open files for the dump user (\`ulimit -a\`).
3. Not enough memory.
4. A directory belongs to another user after a restore or an upgrade.

**What to do**

On the client: \`df -h; df -i; free -m\`, the system log of that minute, and the owner of the file that is named. Then
\`amcheck -c CONFIG HOST\` from the server.`,
  },
];
