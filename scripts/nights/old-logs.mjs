// The logs of old releases, line by line as their programs wrote them.
const CONFIG = 'DailySet1';
const RELEASES = {
  2.4: { version: '2.4.5', unknown: -2, now: Date.UTC(2005, 11, 6, 0, 4, 10) },
  2.5: { version: '2.5.2p1', unknown: -2, now: Date.UTC(2007, 2, 5, 0, 45, 1) },
  2.6: { version: '2.6.1p2', unknown: -2, now: Date.UTC(2009, 10, 18, 0, 45, 1), stamped: true },
  3.1: { version: '3.1.5', unknown: -3, now: Date.UTC(2010, 10, 17, 0, 45, 1), stamped: true },
  3.3: { version: '3.3.9', unknown: -3, now: Date.UTC(2016, 2, 9, 0, 45, 1), stamped: true },
  3.4: { version: '3.4.5', unknown: -3, now: Date.UTC(2017, 5, 14, 0, 45, 1), stamped: true },
};

const pad = (n, width = 2) => String(n).padStart(width, '0');
const iso = (t) => new Date(t).toISOString();
const stampOf = (t) => iso(t).slice(0, 19).replace(/[-T:]/g, '');
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As ctime() writes it; `fraction` before the year since 3.4, `zone` as date(1) has it. */
function ctime(t, { fraction = '', zone = '' } = {}) {
  const d = new Date(t);
  const day = String(d.getUTCDate()).padStart(2);
  const clock = `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
  return `${WEEKDAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${day} ${clock}${fraction} ${zone}${d.getUTCFullYear()}`;
}

/**
 * A night of one release, written from its beginning to its end.
 * @param disks [host, disk] in the order of the disklist
 */
export function oldLogs(release, disks) {
  const { version, unknown, now, stamped } = RELEASES[release];
  const at = Number(release);
  const full = stampOf(now);
  const stamp = stamped ? full : full.slice(0, 8);
  const files = {};
  let log = '';
  let amdump = '';
  /** Seconds since the start. */
  let time = 0.05;
  let fileNumber = 0;
  let reports = 0;
  const tick = () => (time += 0.013).toFixed(3);
  const say = (line) => (amdump += `${line}\n`);
  const storage = at >= 3.4 ? '"ST:DailySet1" "POOL:DailySet1" ' : '';
  const crc = at >= 3.4 ? ' 4429b922:1228800 4429b922:1228800' : '';
  const rate = (kb, seconds) =>
    at >= 3.3
      ? `sec ${seconds.toFixed(6)} bytes ${kb * 1024} kps ${(kb / seconds).toFixed(6)}`
      : `sec ${seconds.toFixed(6)} kb ${kb} kps ${(kb / seconds).toFixed(6)}`;
  const self = {
    stamp,
    label: 'DailySet1-07',
    log: (kind, text) => void (log += `${kind} ${text}\n`),

    /** The planner up to the end of the estimates; `got` and `partial` are KiB by "HOST DISK". */
    plan({ got = {}, partial = {}, estimates = true, error, cut = false } = {}) {
      if (at >= 2.6) self.log('INFO amdump', 'amdump pid 4001');
      if (at >= 2.6) self.log('INFO planner', 'planner pid 4003');
      for (const [host, disk] of disks) self.log('DISK planner', `${host} ${disk}`);
      self.log('START planner', `date ${stamp}`);
      self.log('START driver', `date ${stamp}`);
      self.log('STATS driver', 'startup time 0.051');
      say(`amdump: start at ${ctime(now, { zone: 'UTC ' })}`);
      say(`amdump: datestamp ${full.slice(0, 8)}`);
      say(`amdump: starttime ${full}`);
      if (at >= 2.6)
        say(`amdump: starttime-locale-independent ${iso(now).slice(0, 19).replace('T', ' ')} UTC`);
      say(`planner: pid 4003 executable /usr/lib/amanda/planner version ${version}`);
      say('READING CONF INFO...');
      say(`planner: timestamp ${full}`);
      say('planner: time 0.031: startup took 0.031 secs');
      say('\nSENDING FLUSHES...\nENDFLUSH\n\nSETTING UP FOR ESTIMATES...');
      for (const [host, disk] of disks) {
        say(`planner: time ${tick()}: setting up estimates for ${host}:${disk}`);
        say(
          `setup_estimate: ${host}:${disk}: command 0, options: none    last_level 0 next_level0 0 level_days 1    getting estimates 0 (${unknown}) -1 (${unknown}) -1 (${unknown})`,
        );
      }
      say(`planner: time ${tick()}: setting up estimates took 0.003 secs`);
      say('\nGETTING ESTIMATES...');
      say(`driver: pid 4004 executable /usr/lib/amanda/driver version ${version}`);
      if (!estimates) return;
      const result = (word, dle, kb) =>
        say(
          `planner: time ${tick()}: got ${word} for host ${dle.split(' ')[0]} disk ${dle.split(' ')[1]}: 0 -> ${kb}K, -1 -> ${unknown}K, -1 -> ${unknown}K`,
        );
      for (const [dle, kb] of Object.entries(got)) result('result', dle, kb);
      for (const [dle, kb] of Object.entries(partial)) result('partial result', dle, kb);
      if (cut) return;
      if (error !== undefined)
        for (const [host, disk] of disks)
          if (got[`${host} ${disk}`] === undefined)
            say(`error result for host ${host} disk ${disk}: ${error}`);
    },

    finishPlanner(seconds) {
      time = Math.max(time, seconds);
      say(`planner: time ${tick()}: getting estimates took ${(seconds - 0.1).toFixed(3)} secs`);
      say('\nGENERATING SCHEDULE:\n--------\n--------');
      self.log('FINISH planner', `date ${stamp} time ${seconds.toFixed(3)}`);
    },

    tape() {
      self.log('START taper', `datestamp ${stamp} ${storage}label ${self.label} tape ${at < 2.6 ? 0 : 1}`);
    },

    dumped(dle, kb, { chunker = true } = {}) {
      self.log(
        'SUCCESS dumper',
        `${dle} ${stamp} 0${crc} [sec 2.100 kb ${kb} kps ${(kb / 2.1).toFixed(1)} orig-kb ${2 * kb}]`,
      );
      if (chunker)
        self.log(
          'SUCCESS chunker',
          `${dle} ${stamp} 0${crc.slice(0, 17)} [sec 2.141 kb ${kb} kps ${(kb / 2.141).toFixed(1)}]`,
        );
      self.log('STATS driver', `estimate ${dle} ${stamp} 0 [sec 2 nkb ${2 * kb} ckb ${kb} kps 1024]`);
    },

    strange(dle, kb, lines) {
      self.log(
        'STRANGE dumper',
        `${dle} 0 [sec 2.100 kb ${kb} kps ${(kb / 2.1).toFixed(1)} orig-kb ${2 * kb}]`,
      );
      for (const line of lines) log += `  ${line}\n`;
      self.log('SUCCESS chunker', `${dle} ${stamp} 0 [sec 2.141 kb ${kb} kps ${(kb / 2.141).toFixed(1)}]`);
    },

    fail(program, dle, text, lines = []) {
      self.log(`FAIL ${program}`, `${dle} ${stamp} 0 ${text}`);
      for (const line of lines) log += `  ${line}\n`;
    },

    /** 2.5.2 taper.c (SUCCESS), 2.6.1 taper.c and taper.pl (PART, DONE). */
    taped(dle, kb, date = stamp) {
      fileNumber++;
      if (at < 2.6)
        return self.log(
          'SUCCESS taper',
          `${dle} ${date} 0 [sec 1.250 kb ${kb} kps ${(kb / 1.25).toFixed(1)} {wr: writers 6 rdwait 0.000 wrwait 0.010 filemark 1.102}]`,
        );
      const orig = at >= 3.1 ? ` orig-kb ${2 * kb}` : '';
      const stats = `[${rate(kb, 1.25)}${orig}]`;
      const parts = at < 3.1 ? '1/1' : '1/-1';
      self.log('PART taper', `${storage}${self.label} ${fileNumber} ${dle} ${date} ${parts} 0 ${stats}`);
      self.log('DONE taper', `${storage}${dle} ${date} 1 0${crc && `${crc}${crc.slice(0, 17)}`} ${stats}`);
    },

    end() {
      if (fileNumber > 0 && !log.includes('INFO taper tape'))
        self.log('INFO taper', `tape ${self.label} kb ${fileNumber * 1200} fm ${fileNumber} [OK]`);
      self.log('FINISH driver', `date ${stamp} time ${(time + 60).toFixed(3)}`);
      say(`driver: QUITTING time ${(time + 60).toFixed(3)} telling children to quit`);
      say(`amdump: end at ${ctime(now + (time + 60) * 1000, { zone: 'UTC ' })}`);
      files[`server/log.${stamp}.0`] = log;
      files['server/amdump.1'] = amdump;
    },

    /** A run of amflush on the next morning, server-src/amflush.c; it has an amdump.1 of its own, ours becomes amdump.2. */
    flush(dles) {
      const flushed = oldLogs(release, disks);
      const later = now + 9 * 3_600_000;
      const date = stamped ? stampOf(later) : stampOf(later).slice(0, 8);
      for (const dle of dles) flushed.log('DISK amflush', dle);
      flushed.log('START amflush', `date ${date}`);
      flushed.log('START driver', `date ${date}`);
      flushed.log('STATS driver', 'startup time 0.040');
      flushed.log('START taper', `datestamp ${date} ${storage}label ${self.label} tape 0`);
      for (const dle of dles) flushed.taped(dle, 1000, stamp);
      flushed.log('INFO taper', `tape ${self.label} kb ${dles.length * 1000} fm ${dles.length} [OK]`);
      flushed.log('FINISH driver', `date ${date} time 61.200`);
      const name = date === stamp ? `server/log.${date}.1` : `server/log.${date}.0`;
      files[name] = flushed.text();
      files['server/report.2.txt'] = reportText([], { flush: true });
    },

    text: () => log,

    missing: (...dles) => dles.map((dle) => `${dle} RESULTS MISSING`),
    failed: (dle, text) => [`${dle} lev 0  FAILED ${text}`],

    /** reporter.c up to 2.6, perl/Amanda/Report/human.pm since 3.1. */
    report(lines, options = {}) {
      files[`server/report${++reports > 1 ? `.${reports}` : ''}.txt`] = reportText(lines, options);
    },

    /** client-src/sendsize.c; a disk that hangs is the last, and the log has no end. */
    sendsize(host, estimates) {
      files[`client/${host}/sendsize.${full}.debug`] = sendsizeText(estimates);
    },

    files() {
      if (files[`server/log.${stamp}.0`] === undefined) {
        files[`server/log.${stamp}.0`] = log;
        files['server/amdump.1'] = amdump;
      }
      files['amanda.conf'] =
        `org "${CONFIG}"\nmailto "amanda-admins@example.com"\ndumpuser "amanda"\ndumpcycle 7 days\ntapecycle 12 tapes\nruntapes 1\netimeout 300\ndtimeout 1800\ntapetype HARDDISK\ndefine tapetype HARDDISK {\n    length 35 gbytes\n}\ndefine dumptype user-tar {\n    program "GNUTAR"\n    auth "bsd"\n    index yes\n}\n`;
      files.disklist = disks.map(([of, disk]) => `${of} ${disk} user-tar\n`).join('');
      return files;
    },
  };

  function reportText(lines, { tapeError, flush = false } = {}) {
    const heading = at >= 3.1 ? 'FAILURE DUMP SUMMARY:' : 'FAILURE AND STRANGE DUMP SUMMARY:';
    const day = `${['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][new Date(now).getUTCMonth()]} ${new Date(now).getUTCDate()}, ${new Date(now).getUTCFullYear()}`;
    const head = tapeError
      ? `*** A TAPE ERROR OCCURRED: ${tapeError}.\nSome dumps may have been left in the holding disk.\n`
      : `${flush ? 'The dumps were flushed to tape' : 'These dumps were to tape'} ${self.label}.\n`;
    const summary =
      lines.length > 0 ? `${heading}\n${lines.map((line) => `  ${line.trim()}\n`).join('')}\n\n` : '';
    return `Hostname: amanda.example.com
Org     : ${CONFIG}
Config  : ${CONFIG}
Date    : ${day}

${head}The next tape Amanda expects to use is: DailySet1-08.


${summary}(brought to you by Amanda version ${version})
`;
  }

  function sendsizeText(estimates) {
    const pid = 4102;
    const start = now + 1500;
    let at0 = 0.041;
    let child = pid;
    let text = '';
    const line = (message, of = child) => {
      const t = start + at0 * 1000;
      if (at < 2.6) text += `sendsize${of === 0 ? '' : `[${of}]`}: time ${at0.toFixed(3)}: ${message}\n`;
      else if (at < 3.3) text += `${ctime(t)}: sendsize: ${message}\n`;
      else if (at < 3.4) text += `${ctime(t)}: thd-0x1e2c400: sendsize: ${message}\n`;
      else
        text += `${ctime(t, { fraction: '.500142834' })}: pid ${of || pid}: thd-0x1e2c400: sendsize: ${message}\n`;
    };
    if (at < 2.6) {
      text += `sendsize: debug 1 pid ${pid} ruid 33 euid 33: start at ${ctime(start)}\nsendsize: version ${version}\n`;
    } else {
      line(`pid ${pid} ruid 33 euid 33 version ${version}: start at ${ctime(start)}`);
      line(`pid ${pid} ruid 33 euid 33 version ${version}: rename at ${ctime(start)}`);
    }
    for (const { disk, seconds, kb, hangs } of estimates) {
      const quoted = at < 2.5 ? `'${disk}'` : disk;
      line('waiting for any estimate child: 1 running', at < 2.5 ? pid : 0);
      child++;
      line(`calculating for amname ${quoted}, dirname ${quoted}, spindle -1${at >= 3.1 ? ' GNUTAR' : ''}`);
      line(`getting size via gnutar for ${disk} level 0`);
      line(
        at < 2.6
          ? 'spawning /usr/lib/amanda/runtar in pipeline'
          : `Spawning "/usr/lib/amanda/runtar runtar ${CONFIG} /bin/tar --create --file /dev/null --directory ${disk} --one-file-system --sparse --ignore-failed-read --totals ." in pipeline`,
      );
      if (hangs) return text;
      at0 += seconds;
      line(`Total bytes written: ${kb * 1024} (${Math.round(kb / 1024)}MiB, 26MiB/s)`);
      line('.....');
      line(`estimate time for ${disk} level 0: ${seconds.toFixed(3)}`);
      line(`estimate size for ${disk} level 0: ${kb} KB`);
      line(`waiting for runtar "${disk}" child`);
      line(`after runtar "${disk}" wait`);
      line(
        `done with amname ${quoted}${at < 2.5 ? ',' : ''} dirname ${quoted}${at < 2.5 ? ',' : ''} spindle -1`,
      );
      line(`child ${child} terminated normally`, pid);
    }
    line(`pid ${pid} finish time ${ctime(start + at0 * 1000)}`, 0);
    return text;
  }

  return self;
}
