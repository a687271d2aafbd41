import type { Check } from '../check';
import { asList, asString } from '../in-force';

export const hostScript: Check = {
  id: 'trap/host-script-on-client',
  severity: 'warning',
  title: 'A pre- or post-host-backup script cannot run on the client',
  doc: `\`execute-on pre-host-backup\` and \`post-host-backup\` exist on the server only. With \`execute-where client\` (the default) amcheck
says \`Can't run pre-host-backup script on client\`, and the script never runs (\`server-src/amcheck.c\`).

Set \`execute-where server\` in the script, or use \`pre-dle-backup\`.`,
  run(snapshot, report) {
    for (const block of [
      ...snapshot.config.blocks.script.values(),
      ...snapshot.config.inlineBlocks.filter((one) => one.kind === 'script'),
    ]) {
      const on = block.values.get('execute-on');
      const where = block.values.get('execute-where');
      const word = asList(on?.value).find((one) => /^(pre|post)-host-backup$/i.test(one));
      if (
        on === undefined ||
        word === undefined ||
        (asString(where?.value) ?? 'client').toLowerCase() !== 'client'
      )
        continue;
      report({
        place: on.place,
        message: `This script never runs at ${word}: amcheck says "Can't run ${word.toLowerCase()} script on client". Set \`execute-where server\`, or use another moment such as pre-dle-backup.`,
      });
    }
  },
};
