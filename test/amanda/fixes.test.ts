import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { disableFileEdit, disableLineEdit } from '../../server/src/checks/suppress';
import type { Snapshot } from '../../server/src/model/snapshot';
import type { Settings } from '../../server/src/schema/settings';
import { decodeLossless, encodeLossless } from '../../server/src/text/bytes';
import { applyFix, type Files } from '../support/check';
import { meaningOf } from '../support/meaning';
import { snapshotOf } from '../support/snapshot';
import { amandaInstalled, Oracle } from './oracle';

/** What a quick fix or a suppression comment writes into accepted files is accepted by the real Amanda. */
const oracle = new Oracle();
afterAll(() => oracle.dispose());

const conf = `org "DailySet1"
mailto "a@x,b@x"
dumpcycle 2 weeks
tapecycle 2 weeks
runtapes 14
taperflush 50
inparallel 2
usetimestamps yes
label-new-tapes "x%%%"
labelstr "^Day-[0-9]+$"
etimeout 100
tapetype T
define tapetype T {
    length 100
}
define tapetype unused {
    comment "unused"
}
define script s1 {
    plugin "script-email"
    execute-on pre-dle-backup
}
define script s2 {
    plugin "script-email"
    execute-on pre-dle-backup
}
holdingdisk hd {
    directory "/tmp"
    use 1000
    chunksize 64 kb
}
define dumptype base {
    program "GNUTAR"
    auth "bsd"
    maxdumps 3
    exclude "./a" "/b" "c/d" "./e/"
    exclude "./f" "./some/rather/long/path" "./some/other/rather/long/path"
    script "s1" "s2"
    tag "t"
}
define dumptype mid {
    base
}
define dumptype d {
    compress client best
    index no
    mid
    starttime 2560
    record no
    index no
    index yes
    comment "*\\.o"
    encrypt server
    server-encrypt "/x"
}
define dumptype dd {
    d
    auth "bsdtpc"
}
bumpsize 30000 bytes
`;
const users = Array.from({ length: 220 }, (_, i) => `h /usr/home/customers/user${String(i)} d\n`).join('');
const disklist = `h / d
h /usr/home {
  d
  include "a" "./b/*"
} 3
"q" /x d
INCLUDEFILE more d
includefile "more" rest
h2 /u d 1
h2 /u/ d 1
h2 /v {
 d
 maxdumps 2
}7
h3 /a dd
h3 /b BSD-AUTH
${users}`;

function sample(): Files {
  const folder = fileURLToPath(new URL('../../samples/DailySet1/', import.meta.url));
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, decodeLossless(readFileSync(join(folder, name)))]));
}

const cases: readonly (readonly [string, Files, Partial<Settings>])[] = [
  ['a configuration with one of nearly everything', { 'amanda.conf': conf, disklist, more: 'h9 /m d\n' }, {}],
  [
    'the same with CRLF',
    { 'amanda.conf': conf.replace(/\n/g, '\r\n'), disklist: disklist.replace(/\n/g, '\r\n'), more: '' },
    {},
  ],
  ['small datagrams', { 'amanda.conf': conf, disklist, more: '' }, { maxDatagram: 9216 }],
  [
    'an old client',
    { 'amanda.conf': conf, disklist, more: '' },
    { clientFeatures: [{ host: '*', features: 'fffffeff9ffe7f' }] },
  ],
];

function accepted(files: Files): string {
  oracle.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, encodeLossless(text)])));
  const answer = oracle.disklist();
  return answer.accepted ? 'accepted' : answer.stderr;
}

/** What Amanda reads from the files written last: every DLE with every value, in any order and without line numbers. */
function resolved(): readonly string[] {
  return oracle
    .disklist()
    .stdout.split(/^line \d+ \(.*\):$/m)
    .slice(1)
    .sort();
}

describe.skipIf(!amandaInstalled)('fixes', () => {
  for (const [name, files, settings] of [...cases, ['the sample', sample(), {}] as const]) {
    it(name, () => {
      expect(accepted(files)).toBe('accepted');
      const original = resolved();
      const snapshot = snapshotOf(files, settings);
      const meaning = meaningOf(snapshot);
      const idle: string[] = [];
      const seen = new Map<string, number>();
      for (const { check, finding } of runChecks(snapshot)) {
        const before = seen.get(check.id) ?? 0;
        seen.set(check.id, before + 1);
        // A few of each check are enough.
        if (before >= 2) continue;
        const fixes = finding.fixes?.() ?? [];
        expect(fixes.filter((fix) => fix.preferred).length, `${check.id}: one is preferred`).toBeLessThan(2);
        const titles = fixes.map((fix) => fix.title);
        expect(titles, check.id).toEqual([...new Set(titles)]);
        for (const fix of fixes) {
          if (fix.edits.length === 0) continue;
          const after = applyFix(snapshot, files, fix.edits);
          expect(after, `${check.id}: ${fix.title} changes something`).not.toEqual(files);
          expect(accepted(after), `${check.id}: ${fix.title}`).toBe('accepted');
          // Others may only make plain what Amanda reads anyway; one that sets a value must change it.
          if (/^(Set|Use) /.test(fix.title) && meaningOf(snapshotOf(after, settings)) === meaning)
            idle.push(`${check.id}: ${fix.title}`);
          if (fix.safe === true) expect(resolved(), `${check.id}: ${fix.title} is safe`).toEqual(original);
        }
        if (before > 0 || check.id === 'style/unused-suppression') continue;
        for (const edit of [
          disableLineEdit(snapshot, check.id, finding.place),
          disableFileEdit(snapshot, check.id, finding.place.uri),
        ]) {
          if (edit === undefined) continue;
          const after = applyFix(snapshot, files, [edit]);
          expect(accepted(after), `the comment for ${check.id}`).toBe('accepted');
          const count = (of: Snapshot) => runChecks(of, undefined, [check]).length;
          expect(count(snapshotOf(after, settings)), `${check.id} is turned off`).toBeLessThan(
            count(snapshot),
          );
        }
      }
      expect(idle).toEqual([]);
      expect(seen.size).toBeGreaterThan(name === 'the sample' ? 4 : 25);
    });
  }
});
