import { describe, expect, it } from 'vitest';
import { detectLog } from '../../server/src/logs/detect';
import { parseLog } from '../../server/src/logs/parse';
import { isFailure, newestOf, nightsOf } from '../../server/src/nights/night';
import type { Night } from '../../server/src/nights/types';

const STAMP = '20261127010000';

function nights(files: Readonly<Record<string, string>>): readonly Night[] {
  const logs = Object.entries(files).map(([path, text]) => {
    const kind = detectLog(path, text);
    if (!kind) throw new Error(`no log: ${path}`);
    return parseLog(`file://${path}`, kind, text);
  });
  return nightsOf(logs, []);
}

const told = (night: Night | undefined) =>
  night?.hosts.flatMap(({ dles }) => dles).map(({ host, disk, outcome }) => `${host} ${disk} ${outcome}`);

/** A whole log.DATE.N of one DLE, with these lines of taper. */
const log = (taper: readonly string[], stamp = STAMP) => `START planner date ${stamp}
START driver date ${stamp}
INFO chunker chunker pid 101
DISK planner www.example.com /srv
FINISH planner date ${stamp} time 2.1
SUCCESS dumper www.example.com /srv ${stamp} 0 ab:1 ab:1 [sec 1.0 kb 10 kps 8.1 orig-kb 10]
SUCCESS chunker www.example.com /srv ${stamp} 0 ab:1 [sec 1.2 kb 10 kps 8.1]
${taper.join('\n')}
FINISH driver date ${stamp} time 9.5
`;
const taped = (tag: string, text = '', storage = '"ST:one" "POOL:one"') =>
  `${tag} taper ${storage} www.example.com /srv ${STAMP} 1 0 ab:1 ab:1 ab:1 [sec 0.1 bytes 10240 kps 100.0 orig-kb 10]${text}`;

describe('the last word of taper', () => {
  it('is that of the second attempt for the same storage', () => {
    const [night] = nights({
      [`/l/log.${STAMP}.0`]: log([taped('PARTIAL', ' "tape error"'), taped('DONE')]),
    });
    expect(told(night)).toEqual(['www.example.com /srv ok']);
    const failed = `FAIL taper "ST:one" "POOL:one" www.example.com /srv ${STAMP} 0 error "tape error"`;
    const [again] = nights({ [`/l/log.${STAMP}.0`]: log([failed, taped('DONE')]) });
    expect(told(again)).toEqual(['www.example.com /srv ok']);
  });

  it('does not hide what another storage lacks', () => {
    const two = '"ST:two" "POOL:two"';
    for (const lines of [
      [taped('PARTIAL', ' "tape full"', two), taped('DONE')],
      [taped('DONE'), taped('PARTIAL', ' "tape full"', two)],
    ]) {
      const [night] = nights({ [`/l/log.${STAMP}.0`]: log(lines) });
      expect(told(night)).toEqual(['www.example.com /srv partial']);
    }
  });

  it('of a copy is read from amdump.N by its own storage, not as a DLE of the source', () => {
    const amdump = (answer: string) => `amdump: start at Fri Nov 27 01:00:00 UTC 2026
amdump: datestamp 20261127
amdump: starttime ${STAMP}
setup_estimate: www.example.com:/srv: command 0, options: none    last_level -1 next_level0 0 level_days 0    getting estimates 0 (-3) -1 (-3) -1 (-3)
driver: taper taper0 storage one tape_size 102400
driver: send-cmd time 1.0 to chunker0: SHM-WRITE 00-00001 /hd/x www.example.com ffffffff9efefbfffffffffffffff3fffbf70f /srv 0 ${STAMP} 1 GNUTAR 1 |
driver: send-cmd time 1.1 to dumper0: SHM-DUMP 00-00002 47174 NULL 10 www.example.com ffffffff9efefbfffffffffffffff3fffbf70f /srv /srv 0 1970:1:1:0:0:0 GNUTAR
driver: result time 1.7 from dumper0: DONE 00-00002 10 10 0 "[sec 0.2 kb 10 kps 1 orig-kb 10]"
driver: result time 1.7 from chunker0: DONE 00-00001 10 "ab:1" "[sec 0.1 kb 10 kps 1]"
driver: send-cmd time 2.0 to taper0: FILE-WRITE worker0-0 00-00003 /hd/x www.example.com /srv 0 ${STAMP} "" "" "" "" "" "" "" "" 10
driver: result time 2.8 from taper0: DONE worker0-0 00-00003 INPUT-GOOD TAPE-GOOD "ab:1" "[sec 0.1 bytes 10240 kps 1 orig-kb 10]" "" ""
driver: taper taper1 storage vault tape_size 4096
driver: send-cmd time 4.7 to taper1: VAULT-WRITE worker1-0 00-00005 one one one-01 www.example.com /srv 0 ${STAMP} "" "" "" "" "" "" "" "" 0
driver: result time 4.8 from taper1: ${answer}
driver: FINISHED time 5.0
amdump: end at Fri Nov 27 01:00:05 UTC 2026
`;
    const good =
      'DONE worker1-0 00-00005 INPUT-GOOD TAPE-GOOD "ab:1" "[sec 0.1 bytes 1 kps 1 orig-kb 0]" "" ""';
    expect(told(nights({ '/l/amdump.1': amdump(good) })[0])).toEqual(['www.example.com /srv ok']);
    const bad =
      'PARTIAL worker1-0 00-00005 INPUT-GOOD TAPE-CONFIG "ab:1" "[sec 0.1 bytes 1 kps 1 orig-kb 0]" "" "1 tapes filled; runtapes=1 does not allow additional tapes"';
    expect(told(nights({ '/l/amdump.1': amdump(bad) })[0])).toEqual(['www.example.com /srv partial']);
  });

  it('of a flush is in the row of a report, behind FLUSH, and of other storages in rows without a name', () => {
    const report = (rows: string) => `Hostname: amanda.example.com
Org     : DailySet1
Config  : DailySet1
Date    : November 27, 2026

DUMP SUMMARY:
                                                       DUMPER STATS    TAPER STATS
HOSTNAME        DISK         L ORIG-KB  OUT-KB  COMP%  MMM:SS    KB/s MMM:SS    KB/s
------------------------------ ---------------------- --------------- --------------
${rows}

(brought to you by Amanda version 3.5.1)
`;
    const of = (rows: string) => told(nights({ '/l/report.txt': report(rows) })[0]);
    const whole = 'www.example.com /srv         0    3010    3010    --       FLUSH        0:00 30100.0';
    expect(of(whole)).toEqual(['www.example.com /srv ok']);
    expect(of(`${whole} PARTIAL`)).toEqual(['www.example.com /srv partial']);
    const copy = '                                                           VAULT        0:00  8640.0';
    expect(of(`${whole}\n${copy}`)).toEqual(['www.example.com /srv ok']);
    expect(of(`${whole}\n${copy} PARTIAL`)).toEqual(['www.example.com /srv partial']);
  });
});

describe('whose a line and a log is', () => {
  it('takes the quotes off a name in what driver says of a dead child', () => {
    const text = `START planner date ${STAMP}
START driver date ${STAMP}
DISK planner www.example.com "C: lev 0"
FINISH planner date ${STAMP} time 2.1
WARNING driver dumper0 died while dumping www.example.com:"C: lev 0" lev 0.
INFO amdump pid-done 99
`;
    const [night] = nights({ [`/l/log.${STAMP}.0`]: text });
    expect(told(night)).toEqual(['www.example.com C: lev 0 missing']);
    expect(night?.hosts[0]?.dles[0]?.cause).toBe('log/dumper-died');
  });

  it('takes what lies in oldlog for history of the folder above', () => {
    const failed = log([], '20261126010000').replace(/^SUCCESS dumper.*$/m, (line) =>
      line.replace('SUCCESS', 'FAIL').replace(/ab:1 ab:1 \[.*/, '[data timeout]'),
    );
    const all = nights({
      [`/l/log.${STAMP}.0`]: log([taped('DONE')]),
      '/l/oldlog/log.20261126010000.0': failed,
    });
    expect(all).toHaveLength(2);
    const newest = newestOf(all);
    expect(newest.map(({ datestamp }) => datestamp)).toEqual([STAMP]);
    expect(all[1]?.hosts.some(({ dles }) => dles.some(isFailure))).toBe(true);
  });
});

describe('a flush of several dumps of one DLE', () => {
  const run = '20261127090000';
  const dumps = ['20261125010000', '20261126010000'];
  const amdump = `amflush: start at Fri Nov 27 09:00:00 UTC 2026
amflush: datestamp 20261127
amflush: starttime ${run}
${dumps.map((date, i) => `FLUSH ${String(i + 1)};one www.example.com /srv ${date} 0 /hd/${date}/www.example.com._srv.0`).join('\n')}
ENDFLUSH
driver: FINISHED time 5.0
amflush: end at Fri Nov 27 09:00:05 UTC 2026
`;
  const flushed = (dates: readonly string[], end = `FINISH driver date ${run} time 5.0\n`) =>
    `DISK amflush www.example.com /srv
START amflush date ${run}
START driver date ${run}
${dates.map((date) => taped('DONE').replace(STAMP, date)).join('\n')}
${end}`;
  const of = (log: string, more: Readonly<Record<string, string>>) =>
    told(nights({ [`/l/log.${run}.0`]: log, ...more })[0]);

  it('is whole when each of them is on tape', () => {
    expect(of(flushed(dumps), { '/l/amdump.1': amdump })).toEqual(['www.example.com /srv ok']);
  });

  it('is not when one never came to its turn', () => {
    expect(of(flushed(dumps.slice(0, 1)), { '/l/amdump.1': amdump })).toEqual([
      'www.example.com /srv not-flushed',
    ]);
  });

  it('goes on while one is to come', () => {
    expect(
      of(flushed(dumps.slice(0, 1), ''), { '/l/amdump': amdump.replace(/driver: FIN[^]*/, '') }),
    ).toEqual(['www.example.com /srv pending']);
  });
});

it('calls nothing failed while driver may try once more, whichever program says so first', () => {
  const text = log([])
    .replace(/^SUCCESS dumper[^]*/m, '')
    .concat(`FAIL chunker www.example.com /srv ${STAMP} 0 [dumper returned FAILED]\n`);
  expect(told(nights({ [`/l/log.${STAMP}.0`]: text })[0])).toEqual(['www.example.com /srv pending']);
});

it('lets no log of a client alone put a night of the server into the past', () => {
  const failed = log([]).replace(
    /^SUCCESS dumper.*$/m,
    `FAIL dumper www.example.com /srv ${STAMP} 0 [data timeout]`,
  );
  const sendsize = `Fri Nov 27 06:00:02.000000001 2026: pid 7: thd-0x5581: sendsize: pid 7 ruid 34 euid 34 version 3.5.1: start at Fri Nov 27 06:00:02 2026
Fri Nov 27 06:00:02.100000001 2026: pid 9: thd-0x5581: sendsize: calculating for amname /srv, dirname /srv, spindle -1 GNUTAR
Fri Nov 27 06:00:02.200000001 2026: pid 9: thd-0x5581: sendsize: getting size via gnutar for /srv level 0
`;
  const all = nights({
    [`/l/log.${STAMP}.0`]: failed,
    '/copies/www.example.com/sendsize.20261127060002.debug': sendsize,
  });
  const named = all.map((one) => ({ ...one, config: 'DailySet1' }));
  expect(newestOf(named).some(({ hosts }) => hosts.some(({ dles }) => dles.some(isFailure)))).toBe(true);
});

it('names the DLE and the tape of a note once', () => {
  const warned = log([taped('DONE')]).replace(
    /^FINISH planner/m,
    'WARNING planner Last full dump of www.example.com:/srv on tape Daily-01 overwritten in 2 runs.\nFINISH planner',
  );
  const [night] = nights({ [`/l/log.${STAMP}.0`]: warned });
  expect(night?.notes.map(({ message }) => message)).toEqual([
    'The tape Daily-01 with the last full dump of www.example.com /srv is about to be overwritten.',
  ]);
});
