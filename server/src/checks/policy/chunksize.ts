import type { Check } from '../check';
import { setInBlock } from '../edit';
import { asNumber } from '../in-force';
import { numberText } from '../../text/quantities';

export const chunksize: Check = {
  id: 'policy/chunksize',
  severity: 'info',
  title: 'A chunksize that makes very many or very large files',
  doc: `Dumps on the holding disk are cut into files of \`chunksize\` (1 GiB unless set). Small chunks make thousands of files of one dump;
0 makes one file however large, which older file systems limit to 2 or 4 GiB (\`server-src/chunker.c\`).`,
  run(snapshot, report) {
    for (const block of snapshot.config.blocks.holdingdisk.values()) {
      const setting = block.values.get('chunksize');
      const size = asNumber(setting?.value);
      if (setting === undefined || size === undefined || size === 0 || size >= 16 * 1024) continue;
      const files = Math.ceil((100 * 1024 * 1024) / size);
      report({
        place: setting.place,
        message: `Chunks of ${numberText(size)} KiB cut a dump of 100 GiB into ${numberText(files)} files. Use 1 gb, the default, or more.`,
        fixes: () => {
          const made = setInBlock(snapshot, block, 'chunksize', '1 gb');
          return made === undefined ? [] : [{ title: 'Set chunksize 1 gb', edits: [made] }];
        },
      });
    }
  },
};
