// Nights whose fault is at the tapes.
import fs from 'node:fs';
import { amandaConf } from '../conf.mjs';
import { must, sleep, until } from '../process.mjs';
import { either, failed, night, notFlushed, ok, serverTells } from '../truth.mjs';

const HOST = 'www.example.com';
const HOME = `${HOST} /srv/home`;
const ARCHIVE = `${HOST} /srv/archive`;
const TWO = `${HOME} user-tar\n${ARCHIVE} user-tar\n`;
const record = { server: ['taper'], client: [] };
const same = (dle) => night({ [HOME]: dle, [ARCHIVE]: dle });
const SLOT1 = '/var/lib/amanda/vtapes/slot1';

/** A volume that belongs to another set, as the vfs device writes it. */
function foreignVolume(slot) {
  const header = 'AMANDA: TAPESTART DATE 20261101000000 TAPE Weekly-01\n\f\n';
  fs.writeFileSync(`${slot}/00000.Weekly-01`, header.padEnd(32768, '\0'));
  must('chown', '-R', 'backup:backup', slot);
}

export const tapeKinds = [
  {
    name: 'tape-full',
    about: 'two dumps of 3 MB, a tape of 4 MB, runtapes 1: the second does not fit any more',
    disklist: TWO,
    sizes: { '/srv/home': 3000, '/srv/archive': 3000 },
    conf: amandaConf({ inparallel: '1' }, { tape: 'length 4 mbytes' }),
    record,
    // Which of the two comes first is the driver's choice; in this version it is the last of the disklist.
    truth: serverTells(
      night({
        [HOME]: either(['not-flushed', 'partial', 'failed'], 'log/tape-full'),
        [ARCHIVE]: ok,
      }),
    ),
  },
  {
    name: 'tape-outgrown',
    about: 'the dump of /srv/archive is larger than its estimate, and than the only tape',
    disklist: TWO,
    sizes: { '/srv/archive': 6000 },
    conf: amandaConf({}, { tape: 'length 4 mbytes' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['claim', 512000] } } } },
    record,
    truth: serverTells(
      night({
        [HOME]: either(['ok', 'not-flushed'], null, 'log/tape-full', 'log/no-tape'),
        [ARCHIVE]: either(['not-flushed', 'partial', 'failed'], 'log/tape-full', 'log/dump-too-large'),
      }),
    ),
  },
  {
    name: 'tape-file-system-full',
    about: 'the virtual tape lies on a file system that is full before the length of the tapetype is reached',
    disklist: TWO,
    sizes: { '/srv/archive': 6000 },
    setup() {
      must('mount', '-t', 'tmpfs', '-o', 'size=3m,uid=34,gid=34', 'none', SLOT1);
    },
    record,
    truth: serverTells(
      night({
        [HOME]: either(['ok', 'not-flushed'], null, 'log/tape-full', 'log/no-tape'),
        [ARCHIVE]: either(['not-flushed', 'partial', 'failed'], 'log/tape-full'),
      }),
    ),
  },
  {
    name: 'dump-too-large',
    about:
      'the estimate of /srv/archive is larger than all tapes of the run, and there is no full dump of it yet',
    disklist: TWO,
    sizes: { '/srv/archive': 6000 },
    conf: amandaConf({}, { tape: 'length 4 mbytes' }),
    record: { server: ['planner'], client: [] },
    truth: serverTells(night({ [HOME]: ok, [ARCHIVE]: failed('log/dump-too-large') })),
  },
  {
    name: 'no-tape',
    about: 'the changer has no slot; the dumps stay on the holding disk',
    disklist: TWO,
    slots: 0,
    record,
    truth: serverTells(same(notFlushed('log/no-tape'))),
  },
  {
    name: 'no-tape-degraded',
    about: 'no tape, and the holding disk is reserved for incrementals: new DLEs are not dumped',
    disklist: TWO,
    slots: 0,
    conf: amandaConf({ reserve: '100' }),
    record,
    truth: serverTells(same(either(['failed', 'skipped'], 'log/no-tape', 'log/holding-full'))),
  },
  {
    name: 'tapes-used-up',
    about: 'one slot for a tapecycle of 4: the second night finds no volume that it may overwrite',
    disklist: TWO,
    slots: 1,
    async run(world) {
      await world.amdump();
      await sleep(1.1);
      await world.amdump();
    },
    record,
    truth: serverTells([same(notFlushed('log/no-tape')), same(ok)]),
  },
  {
    name: 'tape-of-another-set',
    about: 'the only slot holds a volume of another set, autolabel takes empty volumes only',
    disklist: TWO,
    slots: 1,
    conf: amandaConf({ autolabel: '"DailySet1-%%" empty' }),
    setup: () => foreignVolume(SLOT1),
    record,
    truth: serverTells(same(notFlushed('log/no-tape'))),
  },
  {
    name: 'tape-read-only',
    about: 'the virtual tape cannot be written: its file system is mounted read-only',
    disklist: TWO,
    slots: 1,
    setup() {
      must('mount', '--bind', SLOT1, SLOT1);
      must('mount', '-o', 'remount,ro,bind', SLOT1);
    },
    record,
    truth: serverTells(same(notFlushed('log/tape-error', 'log/no-tape'))),
  },
  {
    name: 'no-changer',
    about: 'the folder of the changer does not exist',
    disklist: TWO,
    conf: amandaConf({ tpchanger: '"chg-disk:/var/lib/amanda/nowhere"' }),
    record,
    truth: serverTells(same(notFlushed('log/changer-error', 'log/tape-error', 'log/no-tape'))),
  },
  {
    name: 'taper-killed',
    about: 'the taper is killed while /srv/archive is dumped to the holding disk',
    disklist: TWO,
    sizes: { '/srv/archive': 400 },
    clients: { [HOST]: { tar: { '/srv/archive': { dump: ['pause', 3] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('tar to write', () => world.reached('dump_srv_archive'));
      await world.kill('taper');
      await done;
    },
    record,
    truth: serverTells(
      night({
        [HOME]: either(['ok', 'not-flushed'], null, 'log/tape-error', 'log/taper-died'),
        [ARCHIVE]: notFlushed('log/tape-error', 'log/taper-died'),
      }),
    ),
  },
  {
    name: 'taperflush',
    about:
      'little was dumped: the criteria to write a tape are not met, the dumps wait on the holding disk as told',
    disklist: TWO,
    conf: amandaConf({
      'flush-threshold-dumped': '100',
      'flush-threshold-scheduled': '100',
      taperflush: '100',
      autoflush: 'yes',
    }),
    record,
    truth: serverTells(same(ok)),
  },
  {
    name: 'two-tapes',
    about:
      'the second of two dumps does not fit on the first tape and is written to a second one: all is well',
    disklist: TWO,
    sizes: { '/srv/home': 3000, '/srv/archive': 3000 },
    conf: amandaConf({ runtapes: '2', inparallel: '1' }, { tape: 'length 4 mbytes' }),
    record,
    truth: serverTells(same(ok)),
  },
  {
    name: 'autoflush',
    about: 'the first night has no tape; the second, with autoflush, writes the dumps of both',
    disklist: TWO,
    slots: 0,
    conf: amandaConf({ autoflush: 'yes' }),
    async run(world) {
      await world.amdump();
      for (let i = 1; i <= 4; i++) fs.mkdirSync(`/var/lib/amanda/vtapes/slot${i}`);
      must('chown', '-R', 'backup:backup', '/var/lib/amanda/vtapes');
      await sleep(1.1);
      await world.amdump();
    },
    record: { server: [], client: [] },
    truth: serverTells([same(ok), same(notFlushed('log/no-tape'))]),
  },
  {
    name: 'direct-no-tape',
    about: 'no tape, and /srv/archive may not go to the holding disk',
    disklist: `${HOME} user-tar\n${ARCHIVE} direct-tar\n`,
    slots: 0,
    record,
    truth: serverTells(
      night({
        [HOME]: notFlushed('log/no-tape'),
        [ARCHIVE]: either(['failed', 'skipped'], 'log/no-tape', 'log/degraded-mode'),
      }),
    ),
  },
  {
    name: 'direct-tape-full',
    about: 'dumps go to tape directly, and /srv/archive is larger than its estimate and than the only tape',
    disklist: `${HOME} direct-tar\n${ARCHIVE} direct-tar\n`,
    sizes: { '/srv/archive': 6000 },
    conf: amandaConf({ inparallel: '1', dtimeout: '5' }, { tape: 'length 4 mbytes' }),
    clients: { [HOST]: { tar: { '/srv/archive': { estimate: ['claim', 512000] } } } },
    record,
    truth: serverTells(
      night({
        [HOME]: either(
          ['ok', 'failed', 'missing'],
          null,
          'log/tape-full',
          'log/no-tape',
          'log/degraded-mode',
        ),
        [ARCHIVE]: either(['partial', 'failed'], 'log/tape-full', 'log/dump-too-large'),
      }),
    ),
  },
];
