import { factsOf } from '../../estimate/hostplan';
import type { Check } from '../check';
import { asList, asString } from '../in-force';
import { writtenBlocks } from '../walk';

export const hostScript: Check = {
  id: 'trap/host-script-on-client',
  severity: 'warning',
  title: 'A pre- or post-host-backup script cannot run on the client',
  doc: `\`execute-on pre-host-backup\` and \`post-host-backup\` exist on the server only. With \`execute-where client\` (the default) amcheck
says \`Can't run pre-host-backup script on client\`, and the script never runs (\`server-src/amcheck.c\`).

Set \`execute-where server\` in the script, or use \`pre-dle-backup\`.`,
  run(snapshot, report) {
    const used = new Set(snapshot.disklist.dles.flatMap((dle) => factsOf(snapshot, dle).scripts));
    const scripts = writtenBlocks(snapshot).filter((one) => one.kind === 'script');
    const bases = new Set(
      scripts.flatMap(({ entries }) =>
        entries.map((entry) => (entry.kind === 'inherit' ? entry.inherit.target : undefined)),
      ),
    );
    const seen = new Set<string>();
    for (const block of new Set(scripts)) {
      // A base that others inherit from is judged in them.
      if (bases.has(block) && !used.has(block)) continue;
      const on = block.values.get('execute-on');
      const where = block.values.get('execute-where');
      const word = asList(on?.value).find((one) => /^(pre|post)-host-backup$/i.test(one));
      if (
        on === undefined ||
        word === undefined ||
        (asString(where?.value) ?? 'client').toLowerCase() !== 'client'
      )
        continue;
      const key = `${on.place.uri} ${String(on.place.span.start)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      report({
        place: on.place,
        message: `This script never runs at ${word}: amcheck says "Can't run ${word.toLowerCase()} script on client". Set \`execute-where server\`, or use another moment such as pre-dle-backup.`,
      });
    }
  },
};
