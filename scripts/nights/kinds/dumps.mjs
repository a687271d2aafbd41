// Nights whose fault is in the dumps.
import { spawnSync } from 'node:child_process';
import { amandaConf } from '../conf.mjs';
import { markOf } from '../faults.mjs';
import { must, sleep, until } from '../process.mjs';
import { either, failed, lost, night, ok, partial, serverTells, strange, noReport } from '../truth.mjs';

const HOST = 'www.example.com';
const TWO = `${HOST} /srv/home user-tar
${HOST} /srv/archive user-tar
`;
const record = { server: ['dumper'], client: ['sendbackup'], services: [] };
const recordHolding = { server: ['chunker'], client: [] };
/** One amdump, during which `fault` happens as soon as tar has written some of /srv/archive. */
const during = (fault) => async (world) => {
  const { done } = world.start('amdump', 'DailySet1');
  await until('tar to write', () => world.reached(markOf('dump', '/srv/archive')));
  await fault(world);
  await done;
};
/** One amdump, in which every process of that name is killed whenever tar has written some of /srv/archive. */
const duringEach = (name) => async (world) => {
  const { done } = world.start('amdump', 'DailySet1');
  let over = false;
  void done.then(() => (over = true));
  const mark = markOf('dump', '/srv/archive');
  while (!over)
    if (world.reached(mark)) {
      world.forget(mark);
      await world.kill(name);
    } else await sleep(0.1);
};
async function dumperKilled(world) {
  world.start('amdump', 'DailySet1');
  await until('tar to write', () => world.reached(markOf('dump', '/srv/archive')));
  await world.kill(/^dumper\d/);
  await until('the driver to see it', () => /dumper\d died/.test(world.log()));
  await sleep(2);
}

/** A file system of its own for the holding disk. */
const holdingOf = (size) =>
  must('mount', '-t', 'tmpfs', '-o', `size=${size},uid=34,gid=34`, 'none', '/var/lib/amanda/holding');

export const dumpKinds = [
  {
    name: 'data-timeout',
    about: 'tar stops in the middle of /srv/archive, dtimeout is 5 s',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    conf: amandaConf({ dtimeout: '5' }),
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    record,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: failed('log/dump-timeout') }),
    ),
  },
  {
    name: 'dump-failed',
    about: 'tar cannot go on with /srv/archive and returns 2, at the second try too',
    disklist: TWO,
    clients: {
      [HOST]: { tar: { '/srv/archive': { dump: ['fail', '/srv/archive: Cannot open: Permission denied'] } } },
    },
    record,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: failed('log/dump-failed') }),
    ),
  },
  {
    name: 'holding-stuck',
    about: 'no tape, and the holding disk fills up while /srv/archive (8 MB) is dumped to it',
    disklist: TWO,
    sizes: { '/srv/archive': 8000 },
    slots: 0,
    setup: () => holdingOf('12m'),
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 4] } } } },
    // The driver then waits for space for ever.
    async run(world) {
      world.start('amdump', 'DailySet1');
      await until('tar to write', () => world.reached(markOf('dump', '/srv/archive')));
      await until('/srv/home on the holding disk', () =>
        /^SUCCESS chunker \S+ \/srv\/home /m.test(world.log()),
      );
      spawnSync('sh', ['-c', 'cat /dev/zero > /var/lib/amanda/holding/something-else']);
      await until('the driver to give up', () => world.progress().includes('not enough diskspace'));
      await sleep(1);
      await world.collect();
    },
    record: recordHolding,
    truth: noReport(
      night(
        {
          [`${HOST} /srv/home`]: either(['pending', 'not-flushed'], null, 'log/no-tape'),
          [`${HOST} /srv/archive`]: either(['pending', 'failed'], null, 'log/holding-full'),
        },
        { state: 'running' },
      ),
    ),
  },
  {
    name: 'holding-small',
    about: 'no tape, and the holding disk is smaller than the estimate of /srv/archive',
    disklist: TWO,
    sizes: { '/srv/archive': 8000 },
    slots: 0,
    setup: () => holdingOf('4m'),
    record: recordHolding,
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: either('not-flushed', 'log/no-tape'),
        [`${HOST} /srv/archive`]: either(['failed', 'skipped'], 'log/holding-full', 'log/no-tape'),
      }),
    ),
  },
  {
    name: 'holding-overrun',
    about:
      'the estimate of /srv/archive is far too small: its 8 MB do not fit on the holding disk, so it goes to tape directly',
    disklist: TWO,
    sizes: { '/srv/archive': 8000 },
    conf: amandaConf({}, { holding: 'use 4 mbytes' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['claim', 51200] } } } },
    record: recordHolding,
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: ok,
        [`${HOST} /srv/archive`]: ok,
      }),
    ),
  },
  {
    name: 'holding-overrun-no-tape',
    about: 'the same without a tape',
    disklist: TWO,
    sizes: { '/srv/archive': 8000 },
    slots: 0,
    conf: amandaConf({}, { holding: 'use 4 mbytes' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['claim', 51200] } } } },
    record: recordHolding,
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: either('not-flushed', 'log/no-tape'),
        [`${HOST} /srv/archive`]: failed('log/holding-full'),
      }),
    ),
  },
  {
    name: 'holding-required',
    about: 'a dumptype requires a holding disk, and no space is left there',
    disklist: `${HOST} /srv/home direct-tar\n${HOST} /srv/archive held-tar\n`,
    sizes: { '/srv/archive': 8000 },
    conf: amandaConf(
      {},
      {
        holding: 'use 2 mbytes',
        more: 'define dumptype held-tar {\n    global\n    holdingdisk required\n}\n',
      },
    ),
    record: recordHolding,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: failed('log/holding-full') }),
    ),
  },
  {
    name: 'strange',
    about: 'a file of /srv/archive changes while tar reads it, the rest is healthy',
    disklist: TWO,
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['strange'] } } } },
    record,
    truth: serverTells(night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: strange })),
  },
  {
    name: 'retried',
    about: 'the first try of /srv/archive fails, the second succeeds',
    disklist: TWO,
    clients: {
      [HOST]: { tar: { '/srv/archive': { dump: ['failOnce', 'Cannot open: Stale file handle'] } } },
    },
    record,
    truth: serverTells(night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: ok })),
  },
  {
    name: 'dumper-killed',
    about: 'the dumpers are killed on the server while /srv/archive is dumped',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 5] } } } },
    // The driver then waits for ever: it has no more dumper for /srv/home.
    async run(world) {
      await dumperKilled(world);
      await world.collect();
    },
    record,
    truth: noReport(
      night(
        {
          [`${HOST} /srv/home`]: either('pending', null, 'log/dumper-died'),
          [`${HOST} /srv/archive`]: either(['failed', 'pending', 'missing'], null, 'log/dumper-died'),
        },
        { state: 'running' },
      ),
    ),
  },
  {
    name: 'dumper-killed-cleaned',
    about: 'the same, and amcleanup -k ends the run',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 5] } } } },
    async run(world) {
      await dumperKilled(world);
      world.outputs['amcleanup.txt'] = (await world.run('amcleanup', '-k', 'DailySet1')).output;
    },
    record,
    truth: serverTells(
      night(
        {
          [`${HOST} /srv/home`]: lost('log/dumper-died', 'log/driver-died'),
          [`${HOST} /srv/archive`]: lost('log/dumper-died'),
        },
        { state: 'died' },
      ),
    ),
  },
  {
    name: 'chunker-killed',
    about: 'the chunkers are killed on the server while /srv/archive is dumped',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 5] } } } },
    run: duringEach('chunker'),
    record: recordHolding,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: lost('log/chunker-died') }),
    ),
  },
  {
    name: 'chunker-killed-once',
    about: 'the same, only at the first try: the second succeeds',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 5] } } } },
    run: during((world) => world.kill('chunker')),
    record: recordHolding,
    truth: serverTells(night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: ok })),
  },
  {
    name: 'sendbackup-killed',
    about: 'sendbackup is killed on the client while /srv/archive is dumped, at each try',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 3] } } } },
    conf: amandaConf({ dtimeout: '5' }),
    run: duringEach('sendbackup'),
    record,
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: ok,
        [`${HOST} /srv/archive`]: failed('log/client-lost', 'log/dump-timeout'),
      }),
    ),
  },
  {
    name: 'dump-tar-killed',
    about: 'tar is killed on the client while /srv/archive is dumped, at each try',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    run: duringEach(/^(tar|sleep)$/),
    record,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: partial('log/dump-failed') }),
    ),
  },
  {
    name: 'amandad-killed',
    about: 'amandad is killed on the client while /srv/archive is dumped, at each try',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    run: duringEach('amandad'),
    record,
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: failed('log/client-lost') }),
    ),
  },
  {
    name: 'direct-broken-off',
    about: 'dumps go to tape directly, tar breaks off in the middle of /srv/archive',
    disklist: `${HOST} /srv/home direct-tar\n${HOST} /srv/archive direct-tar\n`,
    sizes: { '/srv/archive': 400 },
    conf: amandaConf({ dtimeout: '5' }),
    clients: {
      [HOST]: { tar: { '/srv/archive': { dump: ['breakOff', 'Error is not recoverable: exiting now'] } } },
    },
    record: { server: ['dumper', 'taper'], client: [] },
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: ok,
        [`${HOST} /srv/archive`]: partial('log/dump-failed', 'log/dump-timeout'),
      }),
    ),
  },
  {
    name: 'direct-timeout',
    about: 'dumps go to tape directly, tar stops in the middle of /srv/archive, dtimeout is 5 s',
    disklist: `${HOST} /srv/home direct-tar\n${HOST} /srv/archive direct-tar\n`,
    sizes: { '/srv/archive': 400 },
    conf: amandaConf({ dtimeout: '5' }),
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['stall'] } } } },
    record: { server: ['dumper', 'taper'], client: [] },
    truth: serverTells(
      night({ [`${HOST} /srv/home`]: ok, [`${HOST} /srv/archive`]: partial('log/dump-timeout') }),
    ),
  },
  {
    name: 'compress-missing',
    about: 'a dumptype compresses with a program that the client does not have',
    disklist: `${HOST} /srv/home user-tar\n${HOST} /srv/archive custom-tar\n`,
    conf: amandaConf(
      {},
      {
        more: 'define dumptype custom-tar {\n    global\n    compress client custom\n    client-custom-compress "/usr/local/bin/nosuch"\n}\n',
      },
    ),
    record,
    truth: serverTells(
      night({
        [`${HOST} /srv/home`]: ok,
        [`${HOST} /srv/archive`]: partial('log/filter-failed', 'log/dump-failed'),
      }),
    ),
  },
  {
    name: 'names',
    about: 'disks with names that are not their directories, one with a blank: tar fails for that one',
    disklist: `${HOST} "my home" /srv/home user-tar\n${HOST} archive /srv/archive user-tar\n`,
    disks: [
      [HOST, 'my home', '/srv/home'],
      [HOST, 'archive', '/srv/archive'],
    ],
    clients: { [HOST]: { tar: { '/srv/home': { dump: ['fail', './x: Cannot open: Permission denied'] } } } },
    record: { client: ['sendsize', 'sendbackup'] },
    truth: serverTells(night({ [`${HOST} my home`]: failed('log/dump-failed'), [`${HOST} archive`]: ok })),
  },
];
