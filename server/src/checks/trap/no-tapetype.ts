import type { Check } from '../check';
import { addGlobalLine, setInBlock } from '../edit';
import { storages } from '../storages';
import { inUse } from './in-use';

export const noTapetype: Check = {
  id: 'trap/no-tapetype',
  severity: 'warning',
  title: 'No tapetype is named',
  doc: `Without a \`tapetype\` line Amanda makes up one called DEFAULT_TAPE while it reads amanda.conf, and says nothing; amcheck then
stops with \`ERROR: storage 'X': no tapetype specified; you must give a value for the 'tapetype' parameter of the storage\`
(\`server-src/amcheck.c\`).

Define a tapetype and name it: \`tapetype HARDDISK\` at the top level, or in the storage.`,
  run(snapshot, report) {
    // What is not seen may be in a file that cannot be read, and that is reported already.
    if (snapshot.config.incomplete || !inUse(snapshot.disklist.dles)) return;
    const defined = [...snapshot.config.blocks.tapetype.values()].filter((block) => !block.builtin);
    for (const storage of storages(snapshot)) {
      if (storage.place('tapetype') !== undefined) continue;
      report({
        place: storage.where,
        message: `No tapetype is named, and amcheck will stop with "storage '${storage.name}': no tapetype specified". Add \`tapetype ${defined[0]?.name ?? 'NAME'}\`${defined.length === 0 ? ' and define that tapetype' : ''}.`,
        fixes: () =>
          defined.slice(0, 3).flatMap((block, n) => {
            const made =
              storage.block === undefined
                ? addGlobalLine(snapshot, `tapetype ${block.name}`)
                : setInBlock(snapshot, storage.block, 'tapetype', `"${block.name}"`);
            return made === undefined
              ? []
              : [{ title: `Use tapetype ${block.name}`, preferred: n === 0, edits: [made] }];
          }),
      });
    }
  },
};
