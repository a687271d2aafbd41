import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import type { Check, Fix } from '../check';
import { quoted, setValue } from '../edit';
import type { Place } from '../../text/span';
import { versionRow } from '../../schema/versions';
import { either } from '../wording';
import { dlesByDumptype, settingsOf } from '../walk';
import { count } from '../../text/quantities';

/** What Debian's and most other builds leave out although the source has it. */
const rarelyBuilt = new Set(['rsh', 'krb5', 'krb4']);

export const unknownAuth: Check = {
  id: 'trap/unknown-auth',
  severity: 'error',
  title: 'An auth that Amanda does not have',
  doc: `Amanda does not look at the name of an \`auth\` while it reads amanda.conf. The planner finds out at night: it writes only
\`Could not find security driver 'X' for host 'H'\`, no FAIL line, so the report shows the DLEs as RESULTS MISSING and nothing
else (\`server-src/planner.c\`; \`amcheck -s\` does not see it, \`amcheck -c\` does). The name is compared without regard to case.

In amanda-client.conf it is amrecover that stops, with \`no 'X' security driver available for host 'H'\`.

Auths of 3.5: bsdtcp, ssh, ssl, local, bsd, bsdudp, and where they were built in, krb5 and rsh.`,
  run(snapshot, report) {
    const { auths } = versionRow(snapshot.settings.version);
    const users = dlesByDumptype(snapshot);
    for (const { setting, block } of settingsOf(snapshot, 'auth')) {
      const client = block === undefined && snapshot.config.client;
      if ((block?.kind !== 'dumptype' && !client) || setting.value.t !== 'string') continue;
      const name = setting.value.s;
      const known = auths.includes(name.toLowerCase());
      if (known && !rarelyBuilt.has(name.toLowerCase())) continue;
      const dles = [...users].flatMap(([type, list]) =>
        samePlace(type.values.get('auth')?.place, setting.place) ? list : [],
      );
      const concerned =
        dles.length === 0
          ? 'DLEs with it end'
          : `${count(dles.length, 'DLE')} ${dles.length === 1 ? 'ends' : 'end'}`;
      const suggestion =
        auths.find((one) => distanceOne(one, name.toLowerCase())) ?? usable(auths)[0] ?? 'bsd';
      if (client) {
        report({
          place: setting.place,
          severity: 'warning',
          message: `${known ? `Few builds of Amanda have auth "${name}" (Debian's has not)` : `There is no auth "${name}"`}: amrecover stops with "no '${name}' security driver available". Use ${known ? either(usable(auths)) : some(auths)}.`,
          fixes: () => fixes(snapshot, setting, suggestion),
        });
        continue;
      }
      report({
        place: setting.place,
        severity: known || dles.length === 0 ? 'warning' : 'error',
        message: known
          ? `Few builds of Amanda have auth "${name}" (Debian's has not); without it the planner only says "Could not find security driver '${name}'" and ${concerned} as RESULTS MISSING. Use ${either(usable(auths))}.`
          : `There is no auth "${name}": the planner only says "Could not find security driver '${name}'" and ${concerned} as RESULTS MISSING. Use ${some(auths)}.`,
        fixes: () => fixes(snapshot, setting, suggestion),
      });
    }
  },
};

function fixes(snapshot: Snapshot, setting: Setting, suggestion: string): readonly Fix[] {
  const { auths } = versionRow(snapshot.settings.version);
  return [...new Set([suggestion, ...usable(auths)])].map((one, n) => ({
    title: `Write auth "${one}"`,
    preferred: n === 0,
    edits: [setValue(snapshot, setting, quoted(one))],
  }));
}

/** The auths that every build of the release has, the better ones first. */
function usable(auths: readonly string[]): readonly string[] {
  const found = ['bsdtcp', 'ssh'].filter((one) => auths.includes(one));
  return found.length > 0 ? found : auths.filter((one) => one === 'bsd');
}

function samePlace(a: Place | undefined, b: Place): boolean {
  return a !== undefined && a.uri === b.uri && a.span.start === b.span.start;
}

function some(auths: readonly string[]): string {
  const usual = ['bsdtcp', 'ssh', 'ssl', 'local', 'bsd', 'bsdudp'].filter((one) => auths.includes(one));
  return either(usual);
}

/** Same letters but for one or two: a slip of the finger. */
function distanceOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;
  return Math.max(a.length, b.length) - head - tail <= 2 && head + tail > 0;
}
