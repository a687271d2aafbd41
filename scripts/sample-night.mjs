// The night of samples/logs: a real run of the sample configuration in which nine million small files take longer than
// the server waits, and the machine goes down before the planner has given up. See samples/README.md.
//
// A night is played at a hundredth of its length: etimeout is 3 s instead of 300 s, and a stand-in for runtar sleeps
// instead of reading disks. Afterwards every time in the logs is stretched by 100. All else is as Amanda wrote it.
import fs from 'node:fs';
import path from 'node:path';

const STRETCH = 100;
const NIGHT = Date.UTC(2026, 10, 20, 0, 45, 1) / 1000;
const DAY = 86_400;
/** Seconds of real time after which the machine goes down: 70 minutes into the night. */
const POWER_OFF = 42;

/** Per directory: seconds (already divided by 100) and KiB of the estimates at level 0, 1 and 2. */
const ESTIMATES = {
  '/etc': [0.02, 18_400, 0.01, 320],
  '/var/lib/amanda/DailySet1': [0.05, 240_000, 0.02, 12_000],
  '/srv/exports': [0.11, 48_000_000, 0.06, 7_200_000, 0.05, 2_400_000],
  '/home': [1.41, 92_000_000, 0.62, 810_000],
  '/srv/projects': [0.88, 36_500_000, 0.41, 2_950_000, 0.33, 410_000],
  '/srv/archive': [32.04, 61_300_000, 13.1, 96_000],
  '/var': [0.11, 3_800_000, 0.04, 140_000],
  '/space': [0.01, 2_100_000, 0.01, 4_000],
  '/boot': [0.01, 38_000, 0.01, 10],
  '/': [2.18, 5_600_000, 0.26, 45_000],
};

const runtar = (real) => `#!/bin/sh
# Stand-in for runtar: answers estimates from a table, leaves the rest to the real one.
case "$*" in *'--file /dev/null'*) ;; *) exec ${real} "$@";; esac
directory=; level=0
while [ $# -gt 0 ]; do
  case "$1" in
    --directory) directory=$2;;
    --listed-incremental) case "$2" in *_1.new) level=1;; *_2.new) level=2;; esac;;
  esac
  shift
done
case "$directory $level" in
${Object.entries(ESTIMATES)
  .flatMap(([dir, row]) =>
    [0, 1, 2]
      .filter((level) => row[2 * level] !== undefined)
      .map((level) => `  '${dir} ${level}') s=${row[2 * level]} k=${row[2 * level + 1]};;`),
  )
  .join('\n')}
  *' 0') s=0.01 k=52000;;
  *) s=0.01 k=900;;
esac
sleep $s
echo "Total bytes written: $(( k * 1024 )) ($(( k / 1024 ))MiB, 96MiB/s)" >&2
`;

/** What `amadmin import` reads: a full dump some days ago and one incremental last night. */
function history(host, disk, sizes, now, age) {
  const [, full = 52_000, , incremental = 900] = sizes ?? [];
  const dates = [now - age * DAY, now - DAY];
  return `host: ${host}
disk: ${disk}
command: 0
last_level: 1
consecutive_runs: 1
full-rate: 8000.000000 8000.000000 8000.000000
full-comp: 0.600000 0.600000 0.600000
incr-rate: 4000.000000 4000.000000 4000.000000
incr-comp: 0.500000 0.500000 0.500000
stats: 0 ${full} ${Math.round(full * 0.6)} ${Math.round(full / 8000)} ${dates[0]} 0
stats: 1 ${incremental} ${Math.round(incremental / 2)} ${Math.round(incremental / 4000)} ${dates[1]} 0
//
`;
}

/** Plain lines and blocks of the sample disklist as [host, disk] pairs; it needs no more than this. */
function entries(disklist) {
  return [...disklist.matchAll(/^([a-z][\w.]*)\s+(\S+)/gm)].map((m) => [m[1], m[2]]);
}

const pad = (n, width = 2) => String(n).padStart(width, '0');
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Moves every time in `text` from the recording, begun at epoch second `t0`, to the night, and stretches it. */
export function stretch(text, t0) {
  const moved = (t) => NIGHT + (t - t0) * STRETCH;
  const near = (t) => t >= t0 - 5 && t < t0 + 600;
  const parts = (t) => {
    const d = new Date(Math.floor(t) * 1000);
    const clock = `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
    return { d, clock };
  };
  /** The moved time in the prefix of the line at hand: dates without a fraction would be off by up to 99 s. */
  let exact = 0;
  let exactSecond = 0;
  return text
    .replace(
      /\b[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(\.\d+)? ((?:UTC )?)(\d{4})\b/g,
      (all, month, day, h, m, s, fraction, zone, year) => {
        const t = Date.UTC(+year, MONTHS.indexOf(month), +day, +h, +m, +s) / 1000 + Number(fraction ?? 0);
        if (!near(t)) return all;
        if (fraction !== undefined) [exact, exactSecond] = [moved(t), Math.floor(t)];
        const to = fraction === undefined && exactSecond - t >= 0 && exactSecond - t <= 1 ? exact : moved(t);
        const { d, clock } = parts(to);
        const tail = fraction === undefined ? '' : `.${(to % 1).toFixed(fraction.length - 1).slice(2)}`;
        const date = `${WEEKDAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2)}`;
        return `${date} ${clock}${tail} ${zone}${d.getUTCFullYear()}`;
      },
    )
    .replace(/\b(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\b/g, (all, y, mo, d, h, mi, s) => {
      const t = Date.UTC(+y, +mo - 1, +d, +h, +mi, +s) / 1000;
      if (!near(t)) return all;
      const to = parts(moved(t));
      return `${to.d.toISOString().slice(0, 10)} ${to.clock}`;
    })
    .replace(/\b(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?=\D|\d{3}\b|$)/g, (all, y, mo, d, h, mi, s) => {
      const t = Date.UTC(+y, +mo - 1, +d, +h, +mi, +s) / 1000;
      if (!near(t)) return all;
      const to = parts(moved(t));
      return to.d.toISOString().slice(0, 10).replaceAll('-', '') + to.clock.replaceAll(':', '');
    })
    .replace(/(\btime |\btook |\bestimate time for .*: )(\d+\.\d+)\b/g, (all, before, seconds) => {
      return before + (Number(seconds) * STRETCH).toFixed(seconds.split('.')[1].length);
    })
    .replace(/^(amdump: datestamp )\d{8}$/m, '$120261120');
}

/** @param world the namespaces of record-logs.mjs: `run`, `asBackup`, `withClients`, `scratch`, `samples` */
export async function sampleNight({ run, asBackup, withClients, scratch, samples, debugFiles }) {
  const config = '/etc/amanda/DailySet1';
  for (const dir of ['/etc/amanda', '/var/lib/amanda', '/var/log/amanda'])
    for (const entry of fs.readdirSync(dir)) fs.rmSync(path.join(dir, entry), { recursive: true });
  fs.cpSync(path.join(samples, 'DailySet1'), config, { recursive: true });
  const conf = fs.readFileSync(path.join(config, 'amanda.conf'), 'utf8');
  fs.writeFileSync(path.join(config, 'amanda.conf'), conf.replace(/^etimeout 300\b/m, 'etimeout 3'));

  const real = path.join(scratch, 'runtar.real');
  run('cp', ['-a', '/usr/lib/amanda/runtar', real]);
  fs.writeFileSync(path.join(scratch, 'runtar'), runtar(real), { mode: 0o755 });
  run('mount', ['--bind', path.join(scratch, 'runtar'), '/usr/lib/amanda/runtar']);
  run('mount', ['-t', 'tmpfs', 'none', '/var/mail']);
  run('mount', ['-t', 'tmpfs', 'none', '/var/spool']);
  for (const box of ['anna', 'bert', 'maria', 'nora', 'otto', 'zoe'])
    fs.writeFileSync(`/var/mail/${box}`, 'mail\n'.repeat(20_000));
  fs.mkdirSync('/var/spool/amanda');
  for (const dir of [
    '/var/lib/amanda/DailySet1/curinfo',
    '/var/lib/amanda/DailySet1/index',
    '/var/lib/amanda/vtapes',
  ])
    fs.mkdirSync(dir, { recursive: true });
  fs.mkdirSync('/var/lib/amanda/vtapes/DailySet1');
  fs.mkdirSync('/var/lib/amanda/gnutar-lists');
  for (const [host, disk] of entries(fs.readFileSync(path.join(config, 'disklist'), 'utf8')))
    for (const level of [0, 1])
      fs.writeFileSync(`/var/lib/amanda/gnutar-lists/${host}${disk.replace(/[/:\\]/g, '_')}_${level}`, '');
  fs.mkdirSync('/var/log/amanda/DailySet1');
  run('chown', [
    '-R',
    'backup:backup',
    '/var/mail',
    '/var/spool/amanda',
    '/var/lib/amanda',
    '/var/log/amanda',
    config,
  ]);

  const now = Math.floor(Date.now() / 1000);
  const records = entries(fs.readFileSync(path.join(config, 'disklist'), 'utf8')).map(([host, disk], i) =>
    history(host, disk, ESTIMATES[disk], now, 2 + (i % 4)),
  );
  const header = 'CURINFO Version 3.5.1 CONF DailySet1\n#\n';
  const imported = asBackup('amadmin', ['DailySet1', 'import'], { input: header + records.join('') });
  if (imported.status !== 0) throw new Error(imported.stdout + imported.stderr);

  let t0 = 0;
  await withClients(() => {
    t0 = Math.floor(Date.now() / 1000);
    // timeout(1) gives amdump a process group of its own and kills all of it: the power failure.
    asBackup('timeout', ['-s', 'KILL', String(POWER_OFF), 'amdump', 'DailySet1']);
    // The client's machine is still up and goes on with its estimates.
    run('sleep', ['12']);
  });
  const logdir = '/var/log/amanda/DailySet1';
  asBackup('amcleanup', ['-k', 'DailySet1']);
  const target = path.join(samples, 'logs');
  const server = path.join(target, 'amanda.example.com');
  for (const host of fs.existsSync(target) ? fs.readdirSync(target) : [])
    if (host !== 'myclient.example.com') fs.rmSync(path.join(target, host), { recursive: true });
  fs.mkdirSync(server, { recursive: true });
  const put = (host, name, text) => {
    fs.mkdirSync(path.join(target, host), { recursive: true });
    // The stamp in a debug log's name is the second of its first line.
    const first = /^\S+ \S+ +\d+ (\d\d):(\d\d):(\d\d)\./.exec(text);
    const stamped = first && name.replace(/\.\d+\.debug$/, `.20261120${first.slice(1).join('')}.debug`);
    fs.writeFileSync(path.join(target, host, stamped ?? stretch(name, t0)), text);
  };
  const log = fs.readdirSync(logdir).find((n) => n.startsWith('log.2'));
  const amdump = fs.readdirSync(logdir).find((n) => /^amdump\.(1|2\d+)$/.test(n));
  const logText = stretch(fs.readFileSync(path.join(logdir, log), 'utf8'), t0);
  put('amanda.example.com', log, logText);
  put('amanda.example.com', 'amdump.1', stretch(fs.readFileSync(path.join(logdir, amdump), 'utf8'), t0));
  const stretched = path.join(scratch, 'log.20261120004501.0');
  fs.writeFileSync(stretched, logText, { mode: 0o644 });
  const report = asBackup('amreport', ['DailySet1', '--log', stretched, '--text=-']);
  const subject = 'Subject: DailySet1 FAIL: AMANDA MAIL REPORT FOR November 20, 2026';
  put(
    'amanda.example.com',
    'amreport.txt',
    `From: backup@amanda.example.com\nTo: amanda-admins@example.com\n${subject}\nDate: Fri, 20 Nov 2026 07:02:11 +0000\n\n${report.stdout}`,
  );
  const hostOf = (text) =>
    /hostname=([\w.]+)/.exec(text)?.[1] ??
    (text.includes('/srv/archive')
      ? 'files.example.com'
      : text.includes('REQ packet is bogus')
        ? 'www.example.com'
        : undefined);
  for (const file of debugFiles()) {
    const name = path.basename(file);
    const program = name.split('.')[0];
    const text = fs.readFileSync(file, 'utf8');
    const host = program === 'planner' ? 'amanda.example.com' : hostOf(text);
    const wanted =
      ['files.example.com', 'www.example.com', 'db.example.com'].includes(host) && text.includes('sendsize');
    if (program === 'planner' || (wanted && ['sendsize', 'amandad'].includes(program)))
      put(host, name, stretch(text, t0));
  }
}
