import { planHost } from '../../estimate/hostplan';
import type { Block, Dle } from '../../model/types';
import type { Place } from '../../text/span';
import type { Check } from '../check';
import { authFixes } from '../remedies/auth';
import { versionRow } from '../../schema/versions';
import { some } from '../walk';
import { count } from '../../text/quantities';

export const udpAuth: Check = {
  id: 'network/udp-auth',
  severity: 'info',
  title: 'Estimates are asked for over UDP',
  doc: `The auths \`bsd\` and \`bsdudp\` send requests and replies as UDP packets: they have a largest size, they are sent in fragments, and
firewalls forget them while the client still works. Half of the Amanda wiki's article "Results missing" is about them.
\`auth "bsdtcp"\` (Amanda 2.5.1 and later, the default since 3.3) and \`auth "ssh"\` have none of these limits.

On the client, inetd, xinetd or systemd must then start amandad on 10080/**tcp** with \`-auth=bsdtcp\` (for ssh: the server's key in
\`authorized_keys\`). Change the client first, then the dumptype, and run \`amcheck -c\`.`,
  run(snapshot, report) {
    const { auths, defaultAuth } = versionRow(snapshot.settings.version);
    if (!auths.includes('bsdtcp')) return;
    const found = new Map<string, { place: Place; auth: string; set: boolean; dles: Dle[] }>();
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      for (const { dle, facts, absent } of plan.dles) {
        if (!['bsd', 'bsdudp', 'krb4'].includes(facts.auth.toLowerCase()) || absent?.why === 'skip') continue;
        // One that this release does not have sends nothing: trap/unknown-auth.
        if (!auths.includes(facts.auth.toLowerCase())) continue;
        const own = dle.dumptype.values.get('auth');
        // A built-in dumptype has no text to point at: then the DLE's own line is what to change.
        const place = own?.owner?.builtin === true ? where(dle) : (own?.place ?? where(dle));
        const key = `${place.uri} ${String(place.span.start)}`;
        const known = found.get(key);
        if (known === undefined)
          found.set(key, { place, auth: facts.auth, set: own !== undefined, dles: [dle] });
        else known.dles.push(dle);
      }
    }
    for (const { place, auth, set, dles } of found.values()) {
      const hosts = [...new Set(dles.map((dle) => dle.host))];
      const name = set ? `auth ${auth}` : `No auth is set, and ${defaultAuth}`;
      report({
        place,
        message: `${name} ${set ? 'asks' : '(the default of this release) asks'} ${some(hosts)} for estimates over UDP, which has a size limit and is forgotten by firewalls. Use auth "bsdtcp" or "ssh" (${count(dles.length, 'DLE')}).`,
        fixes: () => authFixes(snapshot, dles, auths),
      });
    }
  },
};

function where(dle: Dle): Place {
  const root = (block: Block): Block => {
    for (const entry of block.entries) {
      const target = entry.kind === 'inherit' ? entry.inherit.target : undefined;
      if (target !== undefined && !target.builtin && target !== block) return root(target);
    }
    return block;
  };
  const block = dle.dumptype.builtin ? undefined : root(dle.dumptype);
  return block?.place ?? dle.dumptypePlace ?? dle.diskPlace;
}
