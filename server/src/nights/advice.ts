import { fill } from './causes/fill';
import type { CauseRow, Remedy } from './causes/row';

/** What to do about causes that are read from several logs together, so that no row of the catalogue stands for them. */
const INFERRED: Readonly<Record<string, readonly Remedy[]>> = {
  'log/estimate-hung': [
    {
      title: 'Look on {host} for a mount that does not answer, and for the process that hangs',
      run: {
        on: 'client',
        commands: `# on {host}, as root: each command must answer at once; the one that does not names the culprit
timeout 10 stat -f {disk} || echo 'no answer from {disk}'
timeout 20 df -P || echo 'a mounted file system does not answer'
# what the estimate is waiting for (D in the column STAT: for a disk or a server)
ps -eo pid,etime,stat,wchan:24,args | grep -E '[s]endsize|[c]alcsize|[t]ar |[d]ump '`,
      },
    },
    { title: 'Unmount the dead mount on {host}, or exclude its mount point from {disk}' },
    { title: 'Use `estimate calcsize` or `estimate server` for {disk}', fix: 'estimate' },
  ],
  'log/finished-late': [
    { title: 'Use `estimate calcsize` or `estimate server` for {disk}', fix: 'estimate' },
    { title: 'Raise `etimeout`', fix: 'etimeout' },
  ],
  'log/reply-lost': [
    { title: 'Use `auth "bsdtcp"` for {host}', fix: 'stream-auth' },
    { title: 'Raise the time for which the firewall keeps UDP connections on port 10080' },
  ],
  'log/planner-died': [
    {
      title: 'Look for why planner died: its debug log, and the messages of the kernel (out of memory)',
      run: {
        on: 'server',
        commands: `# on the Amanda server
ls -t /var/log/amanda/server/{config}/planner.*.debug /tmp/amanda/server/{config}/planner.*.debug 2>/dev/null | head -3
dmesg -T | grep -iE 'killed process|out of memory|segfault' | tail`,
      },
    },
    { title: 'Run `amdump {config}` again' },
  ],
  'log/driver-died': [
    { title: 'Run `amcleanup {config}`, then `amflush {config}` for the dumps on the holding disk' },
    {
      title: 'Look for why driver died',
      run: {
        on: 'server',
        commands: `# on the Amanda server
ls -t /var/log/amanda/server/{config}/driver.*.debug /tmp/amanda/server/{config}/driver.*.debug 2>/dev/null | head -3
dmesg -T | grep -iE 'killed process|out of memory|segfault' | tail`,
      },
    },
  ],
  'log/not-flushed': [{ title: 'Run `amflush {config}`' }],
  'log/results-missing': [{ title: 'Walk through the checklist "Results missing" for {host}' }],
};

/** What to do about a cause: the remedies of the text that named it, else those of what several logs show together. */
export function remediesFor(cause: string, row: CauseRow | undefined): readonly Remedy[] {
  return row?.cause === cause ? row.remedies : (INFERRED[cause] ?? []);
}

/**
 * The same in words, for a host and a disk; `plain`: only what is neither a quick fix nor a text to copy;
 * `udp` is false for a host whose auth is a stream already.
 */
export function adviceFor(
  cause: string,
  row: CauseRow | undefined,
  words: Readonly<Record<string, string | undefined>>,
  { plain = false, udp = true }: { readonly plain?: boolean; readonly udp?: boolean } = {},
): readonly string[] {
  const all = remediesFor(cause, row).filter(
    ({ fix, run }) => (!plain || (!fix && !run)) && (udp || fix !== 'stream-auth'),
  );
  return all.map(({ title }) => fill(title, words));
}
