import type { CauseCheck } from './cause-check';

/** Tapes and what stands for them: devices, changers, labels, and what was not written. */
export const tapeCauses: readonly CauseCheck[] = [
  {
    id: 'log/no-tape',
    severity: 'error',
    title: 'No tape to write to',
    doc: `The taper looked through the changer and found no volume that it may write to. The run went on in degraded mode;
what was dumped waits on the holding disk.

**Causes, the likeliest first**

1. The expected tape is not in the drive or changer. A tape may be overwritten only when \`tapecycle\` others have been
   written since.
2. \`tapecycle\` is larger than the number of slots or tapes: the newest ones are all protected.
3. New volumes are there and \`autolabel\` does not allow to label them (the default is not to).
4. The labels do not match \`labelstr\`, or belong to another configuration or pool.
5. No volume was marked reusable (\`amadmin CONFIG reuse LABEL\`).

**How to tell**

\`amtape CONFIG inventory\` shows what is in the slots; \`amadmin CONFIG tape\` the label that Amanda expects.

**What to do**

Load the tape or label a new one (\`amlabel CONFIG LABEL\`), then \`amflush CONFIG\`. In the configuration: \`autolabel\`,
a smaller \`tapecycle\`, or more slots.

**In Amanda's words**

    no-tape error [No acceptable volumes found]
    *** A TAPE ERROR OCCURRED: [new tape not found in rack].
    No more writable valid tape found`,
  },
  {
    id: 'log/tape-full',
    severity: 'error',
    title: 'The tape is full, and no further one may be used',
    doc: `The dumps of this run did not fit: the tape came to its end, and \`runtapes\` does not allow another one, or there is
none. What did not fit stays on the holding disk, or has failed if it went straight to tape.

**Causes, the likeliest first**

1. \`runtapes\` is too small for what one night dumps.
2. \`length\` in the tapetype is larger than the tape: Amanda planned too much. Hardware compression does not help with
   dumps that are compressed already.
3. The tape is worn and writes less (\`amtapetype\` measures it).
4. A vtape's file system is full, before the length of the vtape is reached.

**What to do**

\`amflush CONFIG\` writes what is left. In the configuration: raise \`runtapes\`, correct \`length\`, allow splitting
(\`allow-split\`, \`part-size\`) so that a dump may go over two tapes. With vtapes: \`df -h\`.

**In Amanda's words**

    [out of tape]
    1 tapes filled; runtapes=1 does not allow additional tapes
    No space left on device`,
  },
  {
    id: 'log/tape-error',
    severity: 'error',
    title: 'The tape or its drive failed',
    doc: `Reading or writing a volume failed. The dump that was being written is not on that tape; Amanda tries the next tape
where \`runtapes\` allows it, and leaves the rest on the holding disk.

**Causes, the likeliest first**

1. No tape in the drive, the door open, or the tape write-protected.
2. The dump user may not open the device (group \`tape\`), or another program uses it.
3. A bad tape or a dirty drive: \`Input/output error\`. Clean the drive, try another tape.
4. The block size of the drive differs from \`blocksize\` of the tapetype (\`mt -f DEVICE setblk 0\` sets it to variable).
5. vtapes: the directory is not mounted, not writable, or holds a file that is none of Amanda's.
6. Cloud storage: wrong keys, no network, or the bucket is in another region.

**How to tell**

\`dmesg\` on the server, \`mt -f DEVICE status\`, \`amtape CONFIG show\`.

**What to do**

Mend the drive or the path, then \`amcheck -s CONFIG\` and \`amflush CONFIG\`.

**In Amanda's words**

    *** A TAPE ERROR OCCURRED: [Error writing block: Input/output error].
    Can't open tape device /dev/nst0: Permission denied`,
  },
  {
    id: 'log/changer-error',
    severity: 'error',
    title: 'The tape changer failed or is set up wrongly',
    doc: `The changer could not load a slot, find a volume or read its own state.

**Causes, the likeliest first**

1. \`tpchanger\`, \`changerfile\` or a property of the changer is wrong, or its directory does not exist (vtapes: the
   \`slotN\` directories, or \`num-slot\` with \`auto-create-slot\`).
2. The slot is in use: another program of Amanda, or one that died and left its lock.
3. The robot needs attention: a full mailbox, a stuck tape, a drive that it cannot unload.
4. \`mtx\` is missing or may not open the robot's device (/dev/sgN).

**How to tell**

\`amtape CONFIG show\`, \`amtape CONFIG inventory\`, and for a robot \`mtx -f DEVICE status\` as the dump user.

**What to do**

Correct the changer in amanda.conf; \`amtape CONFIG reset\`; when no program of Amanda runs, \`amtape CONFIG update\`.

**In Amanda's words**

    directory '/srv/vtapes' does not exist
    Slot 3 is already in use by drive 'drive0' and process '4711'`,
  },
  {
    id: 'log/label-error',
    severity: 'error',
    title: 'The label of a volume is not the one that Amanda may use',
    doc: `Amanda writes only to volumes whose label it knows and that are due. This one was read, and is not usable: another
label, another configuration, another pool, still active, or no label at all.

**Causes, the likeliest first**

1. The wrong tape is loaded.
2. The volume is new and \`autolabel\` does not allow to label it.
3. The label does not match \`labelstr\`, after a change of \`labelstr\` or of the template.
4. The label is not in the tapelist: a tape of another server, or a lost tapelist.
5. The template has no number left to give (\`All labels used\`).

**What to do**

\`amtape CONFIG inventory\` shows the labels. Label new volumes with \`amlabel CONFIG LABEL slot N\`; free an old one with
\`amrmtape CONFIG LABEL\`; or set \`autolabel "TEMPLATE" empty volume-error\` with care: \`any\` overwrites everything.`,
  },
  {
    id: 'log/not-flushed',
    severity: 'warning',
    title: 'Dumps are waiting on the holding disk',
    doc: `The dump is complete on the holding disk and is not on tape yet. It can be restored from there; but it lives on one
disk, and it takes room from the next night.

**Causes, the likeliest first**

1. There was no tape, or it was full or broken: see the other findings of the night.
2. \`flush-threshold-dumped\`, \`flush-threshold-scheduled\` or \`taperflush\` keeps dumps until there are enough to fill a
   tape. Then this is as configured, and \`taperflush criteria not met\` says so.
3. \`autoflush no\`: earlier nights are not written by the next one.

**What to do**

\`amflush CONFIG\` writes them now. \`autoflush yes\` in amanda.conf lets each night write what earlier ones left.

**In Amanda's words**

    Some dumps may have been left in the holding disk.
    There are 120G of dumps left in the holding disk.
    Run amflush to flush them to tape.
    Not using all tapes because taperflush criteria not met.`,
  },
  {
    id: 'log/taper-died',
    severity: 'error',
    title: 'The taper stopped before its end',
    doc: `The taper writes the dumps to tape; without it the run goes on in degraded mode (\`going into degraded mode because
of taper component error\`), and dumps stay on the holding disk.

**Causes, the likeliest first**

1. It was killed: out of memory, a reboot, somebody with \`kill\`.
2. It stopped with an error of its own: a \`FATAL taper\` line, often about the tapelist or the changer.
3. A Perl module or library is missing after an upgrade.

**How to tell**

The newest \`taper.*.debug\` below the server's debug directory: its last lines, and whether \`finish time\` is there.

**What to do**

Mend what it names, then \`amcheck -s CONFIG\` and \`amflush CONFIG\`. A smaller \`device-output-buffer-size\` needs less
memory.`,
  },
  {
    id: 'log/data-path',
    severity: 'error',
    title: 'The direct data path between client and tape failed',
    doc: `With \`data-path directtcp\` the data go straight from the client to an NDMP or similar device. The dumptype, the
device or the network does not allow it.

**Causes, the likeliest first**

1. The device of this configuration cannot do directtcp, or the client's application cannot.
2. The dumptype also compresses, encrypts or uses the holding disk, which excludes directtcp.
3. A firewall stops the direct connection.

**What to do**

Set \`data-path amanda\` in the dumptype, unless you have an NDMP device. Then \`amcheck CONFIG\`.`,
  },
];
