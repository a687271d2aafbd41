// Records the logs of the real Amanda for test/fixtures/logs/3.5 (see its README). Run as root on a machine that has
// Amanda's server and client: `node scripts/record-logs.mjs [SCENARIO ...]`.
//
// Everything happens in private mount, network and host-name namespaces with empty /etc/amanda, /var/lib/amanda and
// /var/log/amanda, so that neither the machine's own Amanda nor another run is touched, and port 10080 is free.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { INETD } from './nights/inetd.mjs';
import { sampleNight } from './sample-night.mjs';

const self = fileURLToPath(import.meta.url);
const target = path.resolve(path.dirname(self), '../test/fixtures/logs/3.5');
const CONFIG = 'DailySet1';
const SERVER = ['192.0.2.1', 'amanda.example.com'];
const CLIENTS = [
  ['192.0.2.11', 'www.example.com'],
  ['192.0.2.12', 'db.example.com'],
  ['192.0.2.13', 'files.example.com'],
  ['192.0.2.14', 'mail.example.com'],
  ['192.0.2.15', 'myclient.example.com'],
];
const backup = { uid: 34, gid: 34 };

const run = (command, args, options = {}) => {
  const r = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (r.error) throw r.error;
  return r;
};
const asBackup = (command, args, options = {}) =>
  run(command, args, {
    ...backup,
    cwd: '/tmp',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/var/backups' },
    ...options,
  });
const write = (file, text, mode = 0o640) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode });
  run('chown', ['-R', 'backup:backup', path.dirname(file)]);
};

if (process.env.RECORD_LOGS !== 'inside') {
  if (process.getuid?.() !== 0) throw new Error('run as root: Amanda must be started as the user backup');
  if (!fs.existsSync('/usr/lib/amanda/amandad'))
    throw new Error('install amanda-server and amanda-client first');
  const r = spawnSync(
    'unshare',
    ['-mnup', '--fork', '--mount-proc', process.execPath, self, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, RECORD_LOGS: 'inside' },
    },
  );
  process.exit(r.status ?? 1);
}

// ---- inside the namespaces -------------------------------------------------------------------------------------
run('mount', ['--make-rprivate', '/']);
run('hostname', [SERVER[1]]);
run('ip', ['link', 'set', 'lo', 'up']);
for (const [address] of [SERVER, ...CLIENTS]) run('ip', ['addr', 'add', `${address}/32`, 'dev', 'lo']);
// Packets to a client come from the server's address, as they would over a wire.
for (const [address] of CLIENTS)
  run('ip', ['route', 'replace', 'local', address, 'dev', 'lo', 'table', 'local', 'src', SERVER[0]]);
const scratch = fs.mkdtempSync('/tmp/record-logs-');
fs.chmodSync(scratch, 0o755);
function replace(file, text, owner = 'root') {
  const copy = path.join(scratch, path.basename(file));
  fs.writeFileSync(copy, text, { mode: 0o644 });
  run('chown', [owner, copy]);
  if (owner === 'backup') fs.chmodSync(copy, 0o600);
  run('mount', ['--bind', copy, file]);
}
const etcHosts =
  [['127.0.0.1', 'localhost'], SERVER, ...CLIENTS].map((row) => row.join(' ')).join('\n') + '\n';
replace('/etc/hosts', etcHosts);
replace('/etc/services', fs.readFileSync('/etc/services', 'utf8') + 'amanda 10080/udp\n');
const hostsFile = ['localhost', SERVER[1], ...CLIENTS.map((c) => c[1])];
replace('/etc/amandahosts', hostsFile.map((h) => `${h} backup amdump\n`).join(''), 'backup');
for (const dir of ['/etc/amanda', '/var/lib/amanda', '/var/log/amanda']) {
  run('mount', ['-t', 'tmpfs', 'none', dir]);
  run('chown', ['backup:backup', dir]);
}
// An application of our own that takes its time, as a tar over millions of small files does.
const applications = path.join(scratch, 'application');
run('cp', ['-a', '/usr/lib/amanda/application', applications]); // with owner and set-uid bits
fs.writeFileSync(
  path.join(applications, 'amslow'),
  `#!/bin/sh
case "$1" in
  support) printf 'CONFIG YES\\nHOST YES\\nDISK YES\\nMAX-LEVEL 9\\nINDEX-LINE YES\\nINDEX-XML NO\\nMESSAGE-LINE YES\\nMESSAGE-XML NO\\nRECORD YES\\nINCLUDE-FILE NO\\nINCLUDE-LIST NO\\nEXCLUDE-FILE NO\\nEXCLUDE-LIST NO\\nCOLLECTION NO\\nCALCSIZE NO\\nCLIENT-ESTIMATE YES\\nMULTI-ESTIMATE NO\\n';;
  estimate) sleep "$(cat /var/lib/amanda/slow)"; while [ $# -gt 0 ]; do [ "$1" = --level ] && echo "$2 4096 1"; shift; done;;
esac
`,
  { mode: 0o755 },
);
run('mount', ['--bind', applications, '/usr/lib/amanda/application']);

async function withClients(body) {
  const child = spawn(
    'perl',
    ['-e', INETD, '10080', 'bsd', 'bsdtcp', SERVER[0], ...CLIENTS.map((c) => c[0])],
    {
      ...backup,
      detached: true,
      cwd: '/tmp',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/var/backups' },
    },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  try {
    body();
  } finally {
    // An amandad that still waits would keep its port, so the whole process group ends here.
    process.kill(-child.pid, 'SIGKILL');
    execFileSync('sleep', ['1']);
  }
}

const DATA = '/var/lib/amanda/data';
const conf = (extra = '', base = 'auth "bsd"') => `
org "${CONFIG}"
mailto ""
dumpuser "backup"
dumpcycle 7
runspercycle 7
tapecycle 12 tapes
runtapes 1
etimeout 4
ctimeout 4
dtimeout 60
inparallel 4
bumpsize 1 kb
bumpdays 1
bumpmult 1
netusage 80000 kbps
infofile "/var/lib/amanda/${CONFIG}/curinfo"
logdir "/var/log/amanda/${CONFIG}"
indexdir "/var/lib/amanda/${CONFIG}/index"
tapelist "/etc/amanda/${CONFIG}/tapelist"
tpchanger "chg-disk:/var/lib/amanda/vtapes"
tapetype HARDDISK
labelstr "^${CONFIG}-[0-9][0-9]*$"
autolabel "${CONFIG}-%%" any
define tapetype HARDDISK {
    length 500 mbytes
}
define application-tool app_amgtar {
    plugin "amgtar"
}
define application-tool app_slow {
    plugin "amslow"
}
define dumptype global {
    ${base}
    index yes
    holdingdisk never
}
define dumptype user-tar {
    global
    program "APPLICATION"
    application "app_amgtar"
}
define dumptype plain-tar {
    global
    program "GNUTAR"
}
define dumptype calc-tar {
    plain-tar
    estimate calcsize
}
define dumptype server-tar {
    user-tar
    estimate server
}
define dumptype slow {
    global
    program "APPLICATION"
    application "app_slow"
}
${extra}`;

function configure(disklist, configuration = conf()) {
  for (const dir of ['/etc/amanda', '/var/lib/amanda', '/var/log/amanda']) {
    for (const entry of fs.readdirSync(dir)) fs.rmSync(path.join(dir, entry), { recursive: true });
  }
  write(`/etc/amanda/${CONFIG}/amanda.conf`, configuration);
  write(`/etc/amanda/${CONFIG}/disklist`, disklist);
  for (const dir of ['curinfo', 'index', '../vtapes', '../gnutar-lists', '../data'])
    fs.mkdirSync(`/var/lib/amanda/${CONFIG}/${dir}`, { recursive: true });
  for (let i = 1; i <= 12; i++) fs.mkdirSync(`/var/lib/amanda/vtapes/slot${i}`);
  fs.mkdirSync(`/var/log/amanda/${CONFIG}`, { recursive: true });
  let size = 20_000;
  for (const name of ['home', 'var', 'space', 'my files']) {
    fs.mkdirSync(`${DATA}/${name}/sub`, { recursive: true });
    fs.writeFileSync(`${DATA}/${name}/one`, 'x'.repeat((size *= 3)));
    fs.writeFileSync(`${DATA}/${name}/sub/two`, 'y'.repeat(size));
  }
  run('chown', ['-R', 'backup:backup', '/var/lib/amanda', '/var/log/amanda', '/etc/amanda']);
}

const amdump = () => asBackup('amdump', [CONFIG]);
const clearLogs = () => {
  for (const dir of ['amandad', 'client', 'server'])
    fs.rmSync(`/var/log/amanda/${dir}`, { recursive: true, force: true });
};

const debugFiles = () =>
  execFileSync('find', ['/var/log/amanda', '-name', '*.debug'], { encoding: 'utf8' }).trim().split('\n');

/**
 * Copies the debug logs of `programs`, those with `text` in them, and the files of the last run to the fixture folder of
 * `scenario`.
 */
function collect(scenario, programs, text = '') {
  const to = path.join(target, scenario);
  fs.rmSync(to, { recursive: true, force: true });
  fs.mkdirSync(to, { recursive: true });
  for (const file of debugFiles())
    if (
      programs.includes(path.basename(file).split('.')[0]) &&
      (!file.includes('amandad') || fs.readFileSync(file, 'utf8').includes(text))
    )
      fs.copyFileSync(file, path.join(to, path.basename(file)));
  const logdir = `/var/log/amanda/${CONFIG}`;
  const log = fs
    .readdirSync(logdir)
    .filter((n) => n.startsWith('log.2'))
    .sort()
    .at(-1);
  if (log !== undefined) {
    fs.copyFileSync(path.join(logdir, log), path.join(to, log));
    const dump = fs
      .readdirSync(logdir)
      .filter((n) => /^amdump\.(1|2\d+)$/.test(n))
      .sort();
    fs.copyFileSync(path.join(logdir, dump.at(0) ?? ''), path.join(to, 'amdump.1'));
    const report = asBackup('amreport', [CONFIG, '--log', path.join(logdir, log), '--text=-']);
    fs.writeFileSync(path.join(to, 'amreport.txt'), report.stdout + report.stderr);
  }
  fs.copyFileSync(`/etc/amanda/${CONFIG}/amanda.conf`, path.join(to, 'amanda.conf'));
  fs.copyFileSync(`/etc/amanda/${CONFIG}/disklist`, path.join(to, 'disklist'));
  for (const name of fs.readdirSync(to)) fs.chmodSync(path.join(to, name), 0o644);
}

const ALL = [
  'planner',
  'sendsize',
  'amandad',
  'sendbackup',
  'selfcheck',
  'driver',
  'dumper',
  'amcheck',
  'amdump',
];
const MIXED = `www.example.com ${DATA}/home user-tar
www.example.com ${DATA}/var plain-tar
www.example.com "${DATA}/my files" calc-tar
www.example.com ${DATA}/space server-tar
`;

const scenarios = {
  async estimates() {
    configure(MIXED);
    await withClients(() => {
      amdump();
      collect('estimates-first-day', ['planner', 'sendsize', 'amandad', 'amdump']);
      for (let day = 0; day < 2; day++) {
        clearLogs();
        // After a night at level 1 the planner asks for three levels: 0, 1 and 2.
        if (day === 0) asBackup('amadmin', [CONFIG, 'force-level-1', 'www.example.com']);
        fs.appendFileSync(`${DATA}/home/sub/two`, 'z'.repeat(40_000));
        amdump();
      }
      collect('estimates', ALL);
    });
  },
  async failures() {
    configure(`www.example.com ${DATA}/home user-tar
www.example.com /no/such/directory user-tar
www.example.com /nor/this calc-tar
`);
    await withClients(amdump);
    collect('failures', ['planner', 'sendsize']);
  },
  async cut() {
    const line = (i) => `www.example.com /srv/d${String(i).padStart(3, '0')} plain-tar\n`;
    configure(Array.from({ length: 280 }, (_, i) => line(i)).join(''));
    await withClients(amdump);
    collect('cut', ['planner', 'sendsize', 'amandad']);
  },
  async 'no-ack'() {
    configure(`db.example.com ${DATA}/home user-tar\ndb.example.com ${DATA}/var user-tar\n`);
    amdump();
    collect('no-ack', ['planner']);
  },
  async slow() {
    configure(`files.example.com ${DATA}/home user-tar\nfiles.example.com ${DATA}/space slow\n`);
    write('/var/lib/amanda/slow', '30\n');
    await withClients(() => {
      amdump();
      // The client goes on after the server has given up: its log shows when it finished.
      execFileSync('sleep', ['15']);
    });
    collect('slow', ['planner', 'sendsize', 'amandad']);
  },
  async 'results-missing'() {
    configure(
      `www.example.com ${DATA}/home user-tar
db.example.com ${DATA}/home kerberos
db.example.com ${DATA}/var kerberos
`,
      conf('define dumptype kerberos {\n    user-tar\n    auth "krb5"\n}\n'),
    );
    await withClients(amdump);
    collect('results-missing', ['planner']);
  },
  async nak() {
    configure(`www.example.com ${DATA}/home user-tar\n`);
    fs.writeFileSync('/etc/amandahosts', 'other.example.com backup amdump\n');
    try {
      await withClients(amdump);
    } finally {
      fs.writeFileSync('/etc/amandahosts', hostsFile.map((h) => `${h} backup amdump\n`).join(''));
    }
    collect('nak', ['planner', 'amandad']);
  },
  async hosts() {
    const tcp = 'define dumptype tcp-tar {\n    user-tar\n    auth "bsdtcp"\n}\n';
    configure(
      `WWW.Example.com ${DATA}/home user-tar
WWW.Example.com ${DATA}/var plain-tar
db.example.com ${DATA}/home plain-tar
db.example.com ${DATA}/var calc-tar
mail.example.com ${DATA}/home tcp-tar
mail.example.com ${DATA}/space tcp-tar
files.example.com ${DATA}/home user-tar
nosuch.example.com ${DATA}/home user-tar
nosuch2.example.com ${DATA}/home tcp-tar
myclient.example.com /no/such/dir plain-tar
`,
      conf(tcp),
    );
    await withClients(() => {
      amdump();
      clearLogs();
      amdump();
    });
    collect('hosts', ['planner', 'sendsize', 'amandad'], 'SERVICE sendsize');
  },
  async names() {
    configure(`www.example.com "my files" "${DATA}/my files" user-tar
www.example.com "say \\"hi\\" there" ${DATA}/home plain-tar
www.example.com "bücher ü" ${DATA}/var calc-tar
www.example.com "tab\\there" ${DATA}/space plain-tar
www.example.com backslash ${DATA}/home user-tar
db.example.com "${DATA}/my files" user-tar
db.example.com "a level 0: 5" ${DATA}/home plain-tar
`);
    await withClients(() => {
      amdump();
      clearLogs();
      amdump();
    });
    collect('names', ['sendsize', 'amandad'], 'SERVICE sendsize');
    for (const name of fs.readdirSync(path.join(target, 'names')))
      if (/^amdump|^log/.test(name)) fs.rmSync(path.join(target, 'names', name));
  },
  async strange() {
    const program = (name) => `define application-tool app_${name} {
    plugin "am${name}"
}
define dumptype ${name} {
    global
    program "APPLICATION"
    application "app_${name}"
}
`;
    const slow = fs.readFileSync(path.join(applications, 'amslow'), 'utf8');
    const backups = {
      amstrange: `echo '? /bin/tar: ./x: file changed as we read it' >&3; head -c 20000 /dev/zero; echo 'sendbackup: size 20' >&3`,
      amfailing: `echo 'sendbackup: error [cannot read it]' >&3; exit 3`,
    };
    for (const [name, backup] of Object.entries(backups)) {
      const text = slow.replace(/sleep [^;]*; /, '').replace('esac', `  backup) ${backup};;\nesac`);
      fs.writeFileSync(path.join(applications, name), text, { mode: 0o755 });
    }
    configure(
      `www.example.com ${DATA}/home strange
www.example.com ${DATA}/var failing
www.example.com ${DATA}/space user-tar
`,
      conf(program('strange') + program('failing')),
    );
    await withClients(amdump);
    collect('strange', []);
  },
  async amcheck() {
    configure(MIXED + `www.example.com /no/such/directory user-tar\n`);
    let output = '';
    await withClients(() => {
      const r = asBackup('amcheck', [CONFIG]);
      output = r.stdout + r.stderr;
    });
    const silent = asBackup('amcheck', ['-c', CONFIG]);
    collect('amcheck', ['amcheck', 'selfcheck']);
    fs.writeFileSync(path.join(target, 'amcheck/amcheck.txt'), output);
    fs.writeFileSync(path.join(target, 'amcheck/amcheck-no-client.txt'), silent.stdout + silent.stderr);
  },
};

scenarios.sample = () =>
  sampleNight({
    run,
    asBackup,
    withClients,
    scratch,
    debugFiles,
    samples: path.resolve(target, '../../../../samples'),
  });

const wanted = process.argv.slice(2);
try {
  for (const [name, record] of Object.entries(scenarios)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`recording ${name}`);
    await record();
  }
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
