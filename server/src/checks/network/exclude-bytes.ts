import { planHost } from '../../estimate/hostplan';
import type { Check } from '../check';
import { Scales } from '../remedies/bytes';
import { listCosts, listFixes, patternCosts } from '../remedies/patterns';
import { bytesText, count } from '../../text/quantities';

export const excludeBytes: Check = {
  id: 'network/exclude-bytes',
  severity: 'hint',
  title: 'Patterns take much room in a UDP request',
  doc: `Every exclude and include pattern of a dumptype is sent for every DLE that uses it. In a UDP request that room is scarce: a list
file on the client (\`exclude list "name"\`) costs the length of its name only, whatever is in it. Which of the two is shorter
depends on the patterns; the message gives both figures in bytes of this host's request.

A list is read on the client, in the directory of the DLE when its name does not begin with a slash.`,
  run(snapshot, report) {
    const seen = new Set<string>();
    for (const host of snapshot.disklist.hosts) {
      const plan = planHost(snapshot, host);
      // Only where it matters: a request beyond a quarter of its limit.
      if (!plan.udp || plan.days.worst.bytes * 4 < plan.limit.bytes) continue;
      const scales = new Scales(plan, 'worst');
      for (const { which, owner, now, asList, dles } of patternCosts(scales)) {
        const place = owner.values.get(which)?.place;
        if (asList >= now || place === undefined || now * 20 < plan.days.worst.bytes) continue;
        const key = `${place.uri} ${String(place.span.start)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        report({
          place,
          message: `In the request of ${host.name} these ${which} patterns take ${bytesText(now)} (${count(dles.length, 'DLE')}); a list file on the client would take ${bytesText(asList)}. The request has up to ${bytesText(plan.days.worst.bytes)} of ${bytesText(plan.limit.bytes)}.`,
          fixes: () => listFixes(snapshot, scales),
        });
      }
      for (const { which, owner, list, now, entry, dles } of listCosts(scales)) {
        const place = owner.values.get(which)?.place;
        // Two short entries must cost less than the name for the list to be worth a remark.
        if (place === undefined || now <= 2 * entry || now * 20 < plan.days.worst.bytes) continue;
        const key = `${place.uri} ${String(place.span.start)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        report({
          place,
          message: `In the request of ${host.name} the name of the ${which} list "${list}" takes ${bytesText(now)} (${count(dles.length, 'DLE')}); a short entry such as "./tmp" in its place would take ${bytesText(entry)}. If the list holds only a few, write \`${which} append "./tmp"\` lines, or shorten the name.`,
        });
      }
    }
  },
};
