// Nights of Amanda 2.4 to 3.4, whose programs cannot be run here: `node scripts/nights/old-formats.mjs` writes their logs
// to test/fixtures/nights/old-*, with the format strings of the sources and what they do on a fault. The functions meant
// are named beside each night; line formats are those of server-src/logfile.c (log_add), common-src/debug.c (dbprintf)
// and, since 3.1, perl/Amanda/Logfile.swg (make_stats). 2.4 is by analogy with 2.5.2 and public reports.
import fs from 'node:fs';
import path from 'node:path';
import { oldLogs } from './old-logs.mjs';
import { FIXTURES, writeReadme } from './record.mjs';
import {
  either,
  failed,
  lost,
  missing,
  night,
  notFlushed,
  ok,
  partial,
  pending,
  strange,
  views,
} from './truth.mjs';

const CLIENT = 'myclient.example.com';
const HOME = `${CLIENT} /home`;
const SRV = `${CLIENT} /srv`;
const SELF = 'amanda.example.com /etc';
const DISKS = [
  [CLIENT, '/home'],
  [CLIENT, '/srv'],
  ['amanda.example.com', '/etc'],
];
const server = (truth) => ({ all: truth, server: truth });
const planner = { state: ['running', 'finished', 'died'] };
const hungAll = night({
  [HOME]: lost('log/estimate-hung'),
  [SRV]: lost('log/estimate-hung'),
  [SELF]: ok,
});
/** The server gave up: of a mere timeout its logs do not tell more. */
const gaveUp = night({
  [HOME]: failed('log/estimate-timeout', 'log/estimate-hung'),
  [SRV]: failed('log/estimate-timeout', 'log/estimate-hung'),
  [SELF]: ok,
});
/** What the client's logs alone tell of estimates. */
const asked = night({ [HOME]: pending, [SRV]: pending }, planner);

/** By kind: release, what happens, the logs (old-logs.mjs), the truth. */
const kinds = {
  // 2.4: handle_result says it once for the host and forgets its disks.
  'old-2.4-estimate-hung': {
    release: '2.4',
    about:
      '2.4.5: the estimate of /srv never ends, one ERROR line for the host and RESULTS MISSING for its disks',
    write(l) {
      l.plan({ got: { [SELF]: 1200 } });
      l.log('ERROR planner', `Request to ${CLIENT} timed out.`);
      l.finishPlanner(1800);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.sendsize(CLIENT, [
        { disk: '/home', seconds: 3.1, kb: 81_000 },
        { disk: '/srv', hangs: true },
      ]);
      l.report(['planner: ERROR Request to myclient.example.com timed out.', ...l.missing(HOME, SRV)]);
    },
    truth: {
      all: hungAll,
      server: night({
        [HOME]: lost('log/estimate-timeout', 'log/no-answer'),
        [SRV]: lost('log/estimate-timeout', 'log/no-answer'),
        [SELF]: ok,
      }),
      client: asked,
    },
  },
  'old-2.4-dumps': {
    release: '2.4',
    about:
      '2.4.5: one dump breaks off when the connection is reset, one is STRANGE, one runs into the data timeout',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      l.fail('dumper', HOME, '[mesg read: Connection reset by peer]', [
        'sendbackup: start [myclient.example.com:/home level 0]',
      ]);
      l.fail('dumper', SRV, '[data timeout]', [
        'sendbackup: start [myclient.example.com:/srv level 0]',
        'sendbackup: info end',
      ]);
      l.strange(SELF, 1200, ['? gtar: ./ntp.drift: file changed as we read it']);
      l.taped(SELF, 1200);
      l.end();
      l.report([
        ...l.failed(HOME, '[mesg read: Connection reset by peer]'),
        ...l.failed(SRV, '[data timeout]'),
        '  amanda.exampl /etc lev 0 STRANGE',
      ]);
    },
    truth: server(
      night({ [HOME]: failed('log/client-lost'), [SRV]: failed('log/dump-timeout'), [SELF]: strange }),
    ),
  },
  'old-2.4-no-tape': {
    release: '2.4',
    about:
      '2.4.5: the tape drive is empty, the dumps stay on the holding disk; the next day amflush writes them',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.log('ERROR taper', 'no-tape [rewinding tape: No medium found]');
      l.finishPlanner(12);
      for (const dle of [HOME, SRV, SELF]) l.dumped(dle, 1000);
      l.end();
      l.report(['taper: ERROR no-tape [rewinding tape: No medium found]'], {
        tapeError: 'no-tape [rewinding tape: No medium found]',
      });
      l.flush([HOME, SRV, SELF]);
    },
    truth: server([
      night({ [HOME]: ok, [SRV]: ok, [SELF]: ok }, { program: 'amflush' }),
      night({
        [HOME]: notFlushed('log/no-tape', 'log/tape-error'),
        [SRV]: notFlushed('log/no-tape', 'log/tape-error'),
        [SELF]: notFlushed('log/no-tape', 'log/tape-error'),
      }),
    ]),
  },
  // 2.5.2 planner.c, getsize: the disks of a host whose noop fails are on no queue; handle_result logs the ERROR only.
  'old-2.5-no-answer': {
    release: '2.5',
    about: '2.5.2: the client does not answer: one ERROR line, no FAIL lines, RESULTS MISSING',
    write(l) {
      l.plan({ got: { [SELF]: 1200 } });
      l.log('ERROR planner', `Request to ${CLIENT} failed: timeout waiting for ACK`);
      l.finishPlanner(30);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.report([
        `planner: ERROR Request to ${CLIENT} failed: timeout waiting for ACK`,
        ...l.missing(HOME, SRV),
      ]);
    },
    truth: server(night({ [HOME]: lost('log/no-answer'), [SRV]: lost('log/no-answer'), [SELF]: ok })),
  },
  // 2.5.2 planner.c, handle_result: the state is set to done before it is asked for, so the disks stay on the wait queue;
  // get_estimates finds them there.
  'old-2.5-stranded': {
    release: '2.5',
    about: '2.5.2: no reply to sendsize, and the disks of the host are "stranded on waitq"',
    write(l) {
      l.plan({ got: { [SELF]: 1200 } });
      l.log('ERROR planner', `Request to ${CLIENT} failed: timeout waiting for REP`);
      for (const dle of [SRV, HOME])
        l.log('FAIL planner', `${dle} ${l.stamp} 0 [hmm, disk was stranded on waitq]`);
      l.finishPlanner(2700);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.report([
        `planner: ERROR Request to ${CLIENT} failed: timeout waiting for REP`,
        ...l.failed(HOME, '[hmm, disk was stranded on waitq]'),
        ...l.failed(SRV, '[hmm, disk was stranded on waitq]'),
      ]);
    },
    truth: server(
      night({
        [HOME]: failed('log/estimate-timeout', 'log/estimate-hung'),
        [SRV]: failed('log/estimate-timeout', 'log/estimate-hung'),
        [SELF]: ok,
      }),
    ),
  },
  // 2.5.2 planner.c, get_estimates: disks of which a PREP told go on with what they have.
  'old-2.5-partial': {
    release: '2.5',
    about: '2.5.2: the estimate of /srv never ends, that of /home was sent ahead and is used',
    write(l) {
      l.plan({ got: { [SELF]: 1200 }, partial: { [SRV]: -2, [HOME]: 81_000 } });
      l.log('ERROR planner', `Request to ${CLIENT} failed: timeout waiting for REP`);
      l.log('WARNING planner', `disk ${CLIENT}:/srv, estimate of level 0 timed out.`);
      l.log('FAIL planner', `${SRV} ${l.stamp} 0 [disk /srv, all estimate timed out]`);
      l.finishPlanner(2700);
      l.tape();
      for (const dle of [HOME, SELF]) {
        l.dumped(dle, 1200);
        l.taped(dle, 1200);
      }
      l.end();
      l.sendsize(CLIENT, [
        { disk: '/home', seconds: 3.1, kb: 81_000 },
        { disk: '/srv', hangs: true },
      ]);
      l.report([
        `planner: ERROR Request to ${CLIENT} failed: timeout waiting for REP`,
        ...l.failed(SRV, '[disk /srv, all estimate timed out]'),
      ]);
    },
    truth: {
      all: night({ [HOME]: ok, [SRV]: failed('log/estimate-hung'), [SELF]: ok }),
      server: night({ [HOME]: ok, [SRV]: failed('log/estimate-timeout', 'log/estimate-hung'), [SELF]: ok }),
      client: asked,
    },
  },
  // 2.5.2 planner.c, getsize: error() ends the planner.
  'old-2.5-unknown-auth': {
    release: '2.5',
    about: '2.5.2: a security driver that does not exist ends the planner, so nothing is backed up at all',
    write(l) {
      l.plan({ estimates: false });
      l.log('FATAL planner', `could not find security driver 'krb4' for host '${CLIENT}'`);
      l.log('WARNING driver', 'WARNING: got empty schedule from planner');
      l.end();
      l.report([
        `planner: FATAL could not find security driver 'krb4' for host '${CLIENT}'`,
        ...l.missing(HOME, SRV, SELF),
      ]);
    },
    truth: server(
      night({
        [HOME]: lost('log/unknown-auth', 'log/planner-died'),
        [SRV]: lost('log/unknown-auth', 'log/planner-died'),
        [SELF]: lost('log/unknown-auth', 'log/planner-died'),
      }),
    ),
  },
  'old-2.5-planner-killed': {
    release: '2.5',
    about: '2.5.2: the planner is killed while it waits for the estimates',
    write(l) {
      l.plan({ got: { [SELF]: 1200 }, cut: true });
      l.log('WARNING driver', 'WARNING: got empty schedule from planner');
      l.end();
      l.report(l.missing(HOME, SRV, SELF));
    },
    truth: server(
      night({
        [HOME]: missing('log/planner-died'),
        [SRV]: missing('log/planner-died'),
        [SELF]: missing('log/planner-died'),
      }),
    ),
  },
  // 2.5.2 chunker.c (squotef "data write: %s"), driver.c handle_chunker_result ("%s died"), dumper.c failed.
  'old-2.5-dumps': {
    release: '2.5',
    about: '2.5.2: a chunker that cannot write, a chunker that dies twice, and a data timeout',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      l.log('FAIL chunker', `${HOME} ${l.stamp} 0 ["data write: Input/output error"]`);
      l.fail('dumper', HOME, '["data write: Broken pipe"]', [
        'sendbackup: start [myclient.example.com:/home level 0]',
      ]);
      l.fail('dumper', SRV, '[data timeout]', [
        'sendbackup: start [myclient.example.com:/srv level 0]',
        'sendbackup: info end',
      ]);
      l.log('WARNING driver', 'chunker0 pid 4103 is messed up, ignoring it.');
      l.log('WARNING driver', 'chunker0 died while dumping amanda.example.com:/etc lev 0.');
      l.log('WARNING driver', 'chunker0 pid 4111 is messed up, ignoring it.');
      l.log('FAIL driver', `${SELF} ${l.stamp} 0 [chunker0 died]`);
      l.end();
      l.report([
        ...l.failed(HOME, '["data write: Input/output error"]'),
        ...l.failed(SRV, '[data timeout]'),
        ...l.failed(SELF, '[chunker0 died]'),
      ]);
    },
    truth: server(
      night({
        [HOME]: failed('log/chunker-died', 'log/holding-full', 'log/dump-failed', 'log/holding-error'),
        [SRV]: failed('log/dump-timeout'),
        [SELF]: failed('log/chunker-died'),
      }),
    ),
  },
  // 2.5.2 taper.c, read_file: out of tape.
  'old-2.5-tape-full': {
    release: '2.5',
    about: '2.5.2: /srv does not fit on the only tape of the run, its dump stays on the holding disk',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      for (const dle of [HOME, SELF]) {
        l.dumped(dle, 1200);
        l.taped(dle, 1200);
      }
      l.dumped(SRV, 412_000);
      l.log('INFO taper', `tape ${l.label} kb 82464 fm 3 writing file: No space left on device`);
      l.log(
        'INFO taper',
        `retrying ${CLIENT}:/srv.0 on new tape due to: [writing file: No space left on device]`,
      );
      l.log('FAIL taper', `${SRV} ${l.stamp} 0 [out of tape]`);
      l.log('ERROR taper', 'no-tape [No more writable valid tape found]');
      l.end();
      l.report(
        ['taper: ERROR no-tape [No more writable valid tape found]', ...l.failed(SRV, '[out of tape]')],
        {
          tapeError: 'no-tape [No more writable valid tape found]',
        },
      );
    },
    truth: server(
      night({ [HOME]: ok, [SRV]: either(['not-flushed', 'failed', 'partial'], 'log/tape-full'), [SELF]: ok }),
    ),
  },
  // 2.6.1 planner.c, handle_result: as 2.5.2 on a noop that fails.
  'old-2.6-refused': {
    release: '2.6',
    about: '2.6.1: the client does not let the server in: one ERROR line, RESULTS MISSING for its disks',
    write(l) {
      const nak = `${CLIENT} NAK: access as amanda not allowed from backup@amanda.example.com`;
      l.plan({ got: { [SELF]: 1200 } });
      l.log('ERROR planner', nak);
      l.finishPlanner(5);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.report([`planner: ERROR ${nak}`, ...l.missing(HOME, SRV)]);
    },
    truth: server(
      night({ [HOME]: lost('log/refused-by-client'), [SRV]: lost('log/refused-by-client'), [SELF]: ok }),
    ),
  },
  // 2.6.1 taper.c: no-tape; driver.c: going into degraded mode; start_degraded_mode: degr_mesg.
  'old-2.6-no-tape': {
    release: '2.6',
    about: '2.6.1: no tape: a new DLE is not dumped, the others stay on the holding disk',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.log('ERROR taper', 'no-tape [No more writable valid tape found]');
      l.log('WARNING driver', 'Taper error: "No more writable valid tape found"');
      l.finishPlanner(12);
      l.log('FAIL driver', `${SRV} ${l.stamp} 0 [Skipping: new disk can't be dumped in degraded mode]`);
      for (const dle of [HOME, SELF]) l.dumped(dle, 1000);
      l.end();
      l.report(
        [
          'taper: ERROR no-tape [No more writable valid tape found]',
          ...l.failed(SRV, "[Skipping: new disk can't be dumped in degraded mode]"),
        ],
        { tapeError: 'no-tape [No more writable valid tape found]' },
      );
    },
    truth: server(
      night({
        [HOME]: notFlushed('log/no-tape'),
        [SRV]: either(['failed', 'skipped'], 'log/no-tape'),
        [SELF]: notFlushed('log/no-tape'),
      }),
    ),
  },
  // 3.1.5 planner.c, handle_result: FAIL lines at last, the text of the protocol layer.
  'old-3.1-estimate-hung': {
    release: '3.1',
    about:
      '3.1.5: the estimate of /home never ends, that of /srv does not begin: FAIL lines with the words of the protocol layer',
    write(l) {
      const text = `Request to ${CLIENT} failed: timeout waiting for REP`;
      l.plan({ got: { [SELF]: 1200 }, error: text });
      for (const dle of [SRV, HOME]) l.log('FAIL planner', `${dle} ${l.stamp} 0 [${text}]`);
      l.finishPlanner(2700);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      // No estimate was sent ahead: a host with a partial result gets the ERROR line of 2.5.2.
      l.sendsize(CLIENT, [{ disk: '/home', hangs: true }]);
      l.report([...l.failed(HOME, `[${text}]`), ...l.failed(SRV, `[${text}]`)]);
    },
    truth: {
      all: hungAll,
      server: gaveUp,
      client: asked,
    },
  },
  // 3.1.5 taper.pl: PARTPARTIAL, no-tape [CONFIG:...], PARTIAL; driver.c: Out of tapes.
  'old-3.1-tape-full': {
    release: '3.1',
    about: '3.1.5: /srv does not fit on the only tape of the run',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      for (const dle of [HOME, SELF]) {
        l.dumped(dle, 1200);
        l.taped(dle, 1200);
      }
      l.dumped(SRV, 412_000);
      l.log(
        'PARTPARTIAL taper',
        `${l.label} 3 ${SRV} ${l.stamp} 1/-1 0 [sec 9.100000 kb 262144 kps 28807.032967 orig-kb 640000] "No space left on device"`,
      );
      l.log('INFO taper', 'Will request retry of failed split part.');
      l.log('INFO taper', `tape ${l.label} kb 264544 fm 3 [OK]`);
      l.log('WARNING driver', 'Out of tapes; going into degraded mode.');
      l.log('ERROR taper', 'no-tape [CONFIG:runtapes volumes already written]');
      l.log(
        'PARTIAL taper',
        `${SRV} ${l.stamp} 1 0 [sec 9.100000 kb 0 kps 0.000000 orig-kb 640000] "runtapes volumes already written"`,
      );
      l.end();
      l.report(['taper: partial ' + SRV, ...l.failed(SRV, '["runtapes volumes already written"]')], {
        tapeError: '[CONFIG:runtapes volumes already written]',
      });
    },
    truth: server(
      night({ [HOME]: ok, [SRV]: either(['not-flushed', 'failed', 'partial'], 'log/tape-full'), [SELF]: ok }),
    ),
  },
  // 3.3.9 planner.c, handle_result: "Some estimate timeout", partial results with -3.
  'old-3.3-estimate-hung': {
    release: '3.3',
    about: '3.3.9: the estimate of /srv never ends, that of /home was sent ahead and is lost as well',
    write(l) {
      const text = `Some estimate timeout on ${CLIENT}`;
      l.plan({ got: { [SELF]: 1200 }, partial: { [SRV]: -3, [HOME]: 81_000 }, error: text });
      for (const dle of [SRV, HOME]) l.log('FAIL planner', `${dle} ${l.stamp} 0 [${text}]`);
      l.finishPlanner(2700);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.sendsize(CLIENT, [
        { disk: '/home', seconds: 3.1, kb: 81_000 },
        { disk: '/srv', hangs: true },
      ]);
      l.report([...l.failed(HOME, `[${text}]`), ...l.failed(SRV, `[${text}]`)]);
    },
    truth: {
      all: hungAll,
      server: gaveUp,
      client: asked,
    },
  },
  'old-3.3-late': {
    release: '3.3',
    about: '3.3.9: the estimate of /srv takes 5,100 s, the server has given up after 2,700 s',
    write(l) {
      const text = `Some estimate timeout on ${CLIENT}`;
      l.plan({ got: { [SELF]: 1200 }, partial: { [SRV]: -3, [HOME]: 81_000 }, error: text });
      for (const dle of [SRV, HOME]) l.log('FAIL planner', `${dle} ${l.stamp} 0 [${text}]`);
      l.finishPlanner(2700);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.end();
      l.sendsize(CLIENT, [
        { disk: '/home', seconds: 3.1, kb: 81_000 },
        { disk: '/srv', seconds: 5100.4, kb: 412_000 },
      ]);
      l.report([...l.failed(HOME, `[${text}]`), ...l.failed(SRV, `[${text}]`)]);
    },
    truth: {
      all: night({ [HOME]: failed('log/finished-late'), [SRV]: failed('log/finished-late'), [SELF]: ok }),
      server: gaveUp,
      client: asked,
    },
  },
  // 3.3.9 driver.c, dump_to_tape and find_diskspace; dumper.c; planner.c.
  'old-3.3-dumps': {
    release: '3.3',
    about:
      '3.3.9: a required holding disk without space, no line for a disk in the reply, and a tar that returns 2',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SELF]: 1200 } });
      l.log('FAIL planner', `${SRV} ${l.stamp} 0 [missing result for /srv in ${CLIENT} response]`);
      l.finishPlanner(12);
      l.tape();
      l.log(
        'FAIL driver',
        `${HOME} ${l.stamp} 0 [can't dump required holdingdisk when no holdingdisk space available ]`,
      );
      for (let i = 0; i < 2; i++)
        l.fail('dumper', SELF, '[dump (4120) /bin/tar returned 2]', [
          'sendbackup: start [amanda.example.com:/etc level 0]',
          'sendbackup: info BACKUP=/bin/tar',
          'sendbackup: info end',
          '? /bin/tar: ./shadow: Cannot open: Permission denied',
          'sendbackup: error [dump (4120) /bin/tar returned 2]',
        ]);
      l.end();
      l.report([
        ...l.failed(SRV, `[missing result for /srv in ${CLIENT} response]`),
        ...l.failed(HOME, "[can't dump required holdingdisk when no holdingdisk space available ]"),
        ...l.failed(SELF, '[dump (4120) /bin/tar returned 2]'),
      ]);
    },
    truth: server(
      night({
        [HOME]: failed('log/holding-full'),
        [SRV]: failed('log/missing-result'),
        [SELF]: failed('log/dump-failed'),
      }),
    ),
  },
  // 3.4.5 dumper.c: Killed while dumping; perl/Amanda/Taper/Worker.pm with storage and pool.
  'old-3.4-killed': {
    release: '3.4',
    about: '3.4.5: the driver is killed while /srv is dumped; /etc is on tape already, /home has not begun',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      l.dumped(SELF, 1200);
      l.taped(SELF, 1200);
      l.log('FAIL dumper', `${SRV} ${l.stamp} 0 [Killed while dumping]`);
      l.report([...l.failed(SRV, '[Killed while dumping]'), ...l.missing(HOME)]);
    },
    truth: server(
      night(
        {
          [HOME]: either(['pending', 'missing'], null, 'log/driver-died'),
          [SRV]: lost('log/driver-died', 'log/interrupted', null),
          [SELF]: ok,
        },
        // There is no later line: whether the rest goes on, and who killed the dumper, is not said.
        { state: ['died', 'running'] },
      ),
    ),
  },
  'old-3.4-direct': {
    release: '3.4',
    about: '3.4.5: dumps straight to tape: /srv breaks off in the middle, taperflush keeps nothing back',
    write(l) {
      l.plan({ got: { [HOME]: 81_000, [SRV]: 412_000, [SELF]: 1200 } });
      l.finishPlanner(12);
      l.tape();
      for (const dle of [HOME, SELF]) {
        l.dumped(dle, 1200, { chunker: false });
        l.taped(dle, 1200);
      }
      l.fail('dumper', SRV, '[dump (4120) /bin/tar returned 2]', [
        'sendbackup: start [myclient.example.com:/srv level 0]',
        'sendbackup: info end',
        '? /bin/tar: ./db: Read error at byte 0, while reading 10240 bytes: Input/output error',
        '? /bin/tar: Exiting with failure status due to previous errors',
        'sendbackup: error [dump (4120) /bin/tar returned 2]',
      ]);
      l.log(
        'PARTIAL taper',
        `"ST:DailySet1" "POOL:DailySet1" ${SRV} ${l.stamp} 1 0 00000000:0 00000000:0 00000000:0 [sec 8.000000 bytes 40960000 kps 5000.000000]`,
      );
      l.end();
      l.report(l.failed(SRV, '[dump (4120) /bin/tar returned 2]'));
    },
    truth: server(night({ [HOME]: ok, [SRV]: partial('log/dump-failed'), [SELF]: ok })),
  },
};

for (const [kind, { release, about, write, truth }] of Object.entries(kinds)) {
  const logs = oldLogs(release, DISKS);
  write(logs);
  const to = path.join(FIXTURES, kind);
  fs.rmSync(to, { recursive: true, force: true });
  for (const [name, text] of Object.entries(logs.files())) {
    fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    fs.writeFileSync(path.join(to, name), text);
  }
  fs.writeFileSync(
    path.join(to, 'truth.json'),
    JSON.stringify({ kind, about, views: views(truth) }, null, 2) + '\n',
  );
}
writeReadme();
console.log(`${Object.keys(kinds).length} nights written to ${path.relative(process.cwd(), FIXTURES)}`);
