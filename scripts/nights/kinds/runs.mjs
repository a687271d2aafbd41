// Nights of several runs, of other programs than amdump, and runs that a killed process ends.
import fs from 'node:fs';
import { amandaConf } from '../conf.mjs';
import { must, sleep, until } from '../process.mjs';
import {
  either,
  failed,
  lost,
  missing,
  night,
  notFlushed,
  ok,
  pending,
  serverTells,
  skipped,
  noReport,
} from '../truth.mjs';

const HOST = 'www.example.com';
const HOME = `${HOST} /srv/home`;
const ARCHIVE = `${HOST} /srv/archive`;
const TWO = `${HOME} user-tar\n${ARCHIVE} user-tar\n`;
/** A name of a slot or of a second: runs that begin in one second would share their datestamp. */
const nextSecond = () => sleep(1.1);

function addSlots(count) {
  for (let i = 1; i <= count; i++) fs.mkdirSync(`/var/lib/amanda/vtapes/slot${i}`, { recursive: true });
  must('chown', '-R', 'backup:backup', '/var/lib/amanda/vtapes');
}

const driverKilled = (...causes) =>
  night(
    {
      [HOME]: either(['ok', 'not-flushed', 'missing', 'failed'], null, ...causes),
      [ARCHIVE]: lost(...causes),
    },
    { state: causes.includes(null) ? ['finished', 'died', 'running'] : 'died' },
  );

async function machineGoesDown(world) {
  world.start('amdump', 'DailySet1');
  await until('tar to write', () => world.reached('dump_srv_archive'));
  for (const name of ['amdump', 'driver', /^dumper\d/, 'taper', 'chunker']) world.killAll(name);
  await sleep(1);
}

/** A storage of its own for the copies. */
const VAULT = `vault-storage "vault"
define changer vault-slots {
    tpchanger "chg-disk:/var/lib/amanda/vault"
}
define storage vault {
    tpchanger "vault-slots"
    tapepool "vault"
    tapetype "HARDDISK"
    labelstr "^Vault-[0-9][0-9]*$"
    autolabel "Vault-%%" any
}
`;
function vaultSlots(count) {
  fs.mkdirSync('/var/lib/amanda/vault');
  for (let i = 1; i <= count; i++) fs.mkdirSync(`/var/lib/amanda/vault/slot${i}`);
  must('chown', '-R', 'backup:backup', '/var/lib/amanda/vault');
}
async function vault(world) {
  await world.amdump();
  await nextSecond();
  world.outputs['amvault.txt'] = (await world.run('amvault', '--latest-fulls', 'DailySet1')).output;
}

const same = (dle) => night({ [HOME]: dle, [ARCHIVE]: dle });
/** They get in each other's way now and then, about files of tar: a dump may be STRANGE. */
const besides = either(['ok', 'strange'], null, 'log/strange');

export const runKinds = [
  {
    name: 'planner-killed',
    about: 'the planner is killed while it waits for the estimates',
    disklist: TWO,
    conf: amandaConf({ etimeout: '60' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('the hanging tar', () => world.reached('estimate_srv_archive'));
      await world.kill('planner');
      await done;
    },
    truth: serverTells(
      night({ [HOME]: missing('log/planner-died'), [ARCHIVE]: missing('log/planner-died') }),
    ),
  },
  {
    name: 'amflush',
    about: 'an amdump finds no tape, the next morning amflush writes its dumps to one',
    disklist: TWO,
    slots: 0,
    async run(world) {
      await world.amdump();
      addSlots(4);
      await nextSecond();
      world.outputs['amflush.txt'] = (await world.run('amflush', '-b', '-f', 'DailySet1')).output;
    },
    record: { server: [], client: [] },
    truth: serverTells([
      night({ [HOME]: ok, [ARCHIVE]: ok }, { program: 'amflush' }),
      night({ [HOME]: notFlushed('log/no-tape'), [ARCHIVE]: notFlushed('log/no-tape') }),
    ]),
  },
  {
    name: 'two-nights-mended',
    about: 'the first night the client lets in another server, the second night all is well',
    disklist: TWO,
    clients: { [HOST]: { allows: 'old.example.com' } },
    async run(world) {
      await world.amdump();
      await nextSecond();
      fs.writeFileSync(`${world.client(HOST).dir}/amandahosts`, 'amanda.example.com backup amdump\n');
      await world.amdump();
    },
    record: { services: ['noop', 'sendsize'] },
    truth: serverTells([
      night({ [HOME]: ok, [ARCHIVE]: ok }),
      night({ [HOME]: failed('log/refused-by-client'), [ARCHIVE]: failed('log/refused-by-client') }),
    ]),
  },
  {
    name: 'running-dumps',
    about: 'the logs are taken while /srv/archive is dumped; /srv/home is on tape already or on its way',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    async run(world) {
      world.start('amdump', 'DailySet1');
      await until('tar to write', () => world.reached('dump_srv_archive'));
      await sleep(3);
      await world.collect();
    },
    record: { client: ['sendsize', 'sendbackup'] },
    truth: noReport(night({ [HOME]: either(['ok', 'pending']), [ARCHIVE]: pending }, { state: 'running' })),
  },
  {
    name: 'two-nights-broken',
    about: 'the first night is healthy, in the second the client lets in another server',
    disklist: TWO,
    async run(world) {
      await world.amdump();
      await nextSecond();
      fs.writeFileSync(`${world.client(HOST).dir}/amandahosts`, 'old.example.com backup amdump\n');
      await world.amdump();
    },
    record: { services: ['noop', 'sendsize'] },
    truth: serverTells([
      night({ [HOME]: failed('log/refused-by-client'), [ARCHIVE]: failed('log/refused-by-client') }),
      night({ [HOME]: ok, [ARCHIVE]: ok }),
    ]),
  },
  {
    name: 'incremental',
    about: 'two healthy nights, the second at level 1',
    disklist: TWO,
    async run(world) {
      await world.amdump();
      await nextSecond();
      await world.amdump();
    },
    record: { server: [], client: ['sendsize'] },
    truth: serverTells([night({ [HOME]: ok, [ARCHIVE]: ok }), night({ [HOME]: ok, [ARCHIVE]: ok })]),
  },
  {
    name: 'driver-killed',
    about: 'the driver is killed while /srv/archive is dumped',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 3] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('tar to write', () => world.reached('dump_srv_archive'));
      await world.kill('driver');
      await done;
      await sleep(5);
    },
    truth: {
      ...serverTells(driverKilled('log/driver-died', 'log/interrupted')),
      // "Killed while dumping" alone does not say by whom.
      report: driverKilled('log/driver-died', 'log/interrupted', 'log/results-missing', null),
    },
  },
  {
    name: 'all-killed',
    about: 'the machine goes down during the dumps: nothing of Amanda is left, nobody writes an end',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    run: machineGoesDown,
    // Nothing in the logs tells this night from one that is under way.
    truth: noReport(
      night(
        {
          [HOME]: either(['ok', 'not-flushed', 'missing', 'failed', 'pending'], null, 'log/driver-died'),
          [ARCHIVE]: either(['pending', 'missing', 'failed'], null, 'log/driver-died'),
        },
        { state: ['running', 'died'] },
      ),
    ),
  },
  {
    name: 'all-killed-then-healthy',
    about: 'the same, and the next night is healthy: now the first one is known to be dead',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stallOnce'] } } } },
    async run(world) {
      await machineGoesDown(world);
      world.killAll(/^(amandad|sendbackup|tar|sleep)$/);
      await nextSecond();
      await world.run('amcleanup', 'DailySet1');
      await world.amdump();
    },
    record: { server: [], client: [] },
    truth: serverTells([
      night({ [HOME]: ok, [ARCHIVE]: ok }),
      night(
        {
          [HOME]: either(
            ['ok', 'not-flushed', 'missing', 'failed'],
            null,
            'log/driver-died',
            'log/interrupted',
          ),
          [ARCHIVE]: lost('log/driver-died', 'log/interrupted'),
        },
        { state: 'died' },
      ),
    ]),
  },
  {
    name: 'amflush-no-tape',
    about: 'an amdump finds no tape, and amflush finds none either',
    disklist: TWO,
    slots: 0,
    async run(world) {
      await world.amdump();
      await nextSecond();
      world.outputs['amflush.txt'] = (await world.run('amflush', '-b', '-f', 'DailySet1')).output;
    },
    record: { server: [], client: [] },
    truth: noReport([
      night(
        { [HOME]: notFlushed('log/no-tape'), [ARCHIVE]: notFlushed('log/no-tape') },
        { program: 'amflush' },
      ),
      night({ [HOME]: notFlushed('log/no-tape'), [ARCHIVE]: notFlushed('log/no-tape') }),
    ]),
  },
  {
    name: 'amvault',
    about: 'a healthy amdump, whose dumps amvault then copies',
    disklist: TWO,
    conf: amandaConf({}, { more: VAULT }),
    setup: () => vaultSlots(3),
    run: vault,
    record: { server: [], client: [] },
    truth: serverTells([
      night({ [HOME]: ok, [ARCHIVE]: ok }, { program: 'amvault' }),
      night({ [HOME]: ok, [ARCHIVE]: ok }),
    ]),
  },
  {
    name: 'amvault-no-tape',
    about: 'a healthy amdump; amvault has no tape to copy to',
    disklist: TWO,
    conf: amandaConf({}, { more: VAULT }),
    setup: () => vaultSlots(0),
    run: vault,
    record: { server: [], client: [] },
    truth: serverTells([
      night(
        {
          [HOME]: either(
            ['failed', 'partial', 'missing', 'not-flushed'],
            'log/no-tape',
            'log/tape-error',
            'log/changer-error',
          ),
          [ARCHIVE]: either(
            ['failed', 'partial', 'missing', 'not-flushed'],
            'log/no-tape',
            'log/tape-error',
            'log/changer-error',
          ),
        },
        { program: 'amvault', state: ['finished', 'died'] },
      ),
      night({ [HOME]: ok, [ARCHIVE]: ok }),
    ]),
  },
  {
    name: 'skipped',
    about: 'one DLE is ignored, one has the strategy skip, one may not have fulls; one is healthy',
    disklist: `${HOME} user-tar
${HOST} /srv/ignored {
    user-tar
    ignore yes
}
${HOST} /srv/skipped {
    user-tar
    strategy skip
}
${HOST} /srv/nofull {
    user-tar
    skip-full yes
}
`,
    record: { client: [] },
    truth: serverTells(
      night({
        [HOME]: ok,
        [`${HOST} /srv/ignored`]: skipped,
        [`${HOST} /srv/skipped`]: skipped,
        [`${HOST} /srv/nofull`]: skipped,
      }),
    ),
  },
  {
    name: 'amcheck',
    about:
      'amcheck before a run: a directory is missing on www, db lets in another server, files does not answer',
    disklist: `${HOME} user-tar
${HOST} /srv/gone user-tar
db.example.com /srv/db user-tar
files.example.com /srv/media udp-tar
`,
    sizes: { '/srv/gone': 0 },
    clients: { 'db.example.com': { allows: 'old.example.com' }, 'files.example.com': { down: true } },
    async run(world) {
      world.outputs['amcheck.txt'] = (await world.run('amcheck', 'DailySet1')).output;
    },
    record: { server: ['amcheck'], client: ['selfcheck'] },
    truth: {
      all: night(
        {},
        { program: 'amcheck', notes: ['log/selfcheck-error', 'log/refused-by-client', 'log/no-answer'] },
      ),
      server: night(
        {},
        { program: 'amcheck', notes: ['log/selfcheck-error', 'log/refused-by-client', 'log/no-answer'] },
      ),
    },
  },
  {
    name: 'two-at-once',
    about:
      'a second amdump runs while the first one waits for an estimate, which this version allows; both are as good as healthy',
    disklist: TWO,
    conf: amandaConf({ etimeout: '20' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['slow', 5] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('the slow tar', () => world.reached('estimate_srv_archive'));
      await world.amdump();
      await done;
    },
    record: { client: ['sendsize'] },
    truth: noReport([same(besides), same(besides)]),
  },
  {
    name: 'second-night-hung',
    about: 'the first night is healthy; in the second tar never returns from the estimate of /srv/archive',
    disklist: TWO,
    conf: amandaConf({ etimeout: '1' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['hangArmed'] } } } },
    async run(world) {
      await world.amdump();
      await nextSecond();
      world.arm();
      await world.amdump();
    },
    truth: {
      all: [same(failed('log/estimate-hung')), same(ok)],
      server: [same(failed('log/estimate-timeout', 'log/estimate-hung')), same(ok)],
    },
  },
  {
    name: 'server-estimate-instead',
    about:
      'the same with the estimate list "client server": the server takes its own estimate, and all is dumped',
    disklist: TWO,
    conf: amandaConf({ etimeout: '1' }, { global: 'estimate client server' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['hangArmed'] } } } },
    async run(world) {
      await world.amdump();
      await nextSecond();
      world.arm();
      await world.amdump();
    },
    truth: serverTells([same(ok), same(ok)]),
  },
];
