import type { Check } from '../check';
import type { Block } from '../../model/types';
import type { Snapshot } from '../../model/snapshot';
import { factsOf } from '../../estimate/hostplan';
import { setInBlock, textAt } from '../edit';
import { asList, asNumber } from '../in-force';
import { storages } from '../storages';

/** The holding disks in use: named by \`holdingdisk NAME\`, or opened without \`define\`. */
export function holdingDisks(snapshot: Snapshot): readonly Block[] {
  const { config } = snapshot;
  const named = new Set(
    [
      ...asList(config.global.get('holdingdisk')?.value),
      ...config.uses.filter((use) => use.from === 'holdingdisk').map((use) => use.name),
    ].map((name) => name.toLowerCase()),
  );
  return [...config.blocks.holdingdisk.values()].filter(
    (block) =>
      named.has(block.name.toLowerCase()) ||
      (block.extent !== undefined && /^\s*holdingdisk/i.test(textAt(snapshot, block.extent))),
  );
}

export const noHoldingdisk: Check = {
  id: 'policy/no-holdingdisk',
  severity: 'info',
  title: 'No holding disk is in use',
  doc: `Without a holding disk every dump goes straight to the tape device: one at a time, however many \`inparallel\` allows, and as slow
as the client sends, which wears tape drives out. When a tape is missing or broken, the night's backup is lost instead of
waiting on disk for \`amflush\`.

Add a \`holdingdisk\` block at the top level with a \`directory\` and a \`use\`. With \`define holdingdisk NAME {\` it must also be put
in use by \`holdingdisk NAME\`.`,
  run(snapshot, report) {
    const { config, disklist } = snapshot;
    if (config.client || disklist.dles.length === 0 || holdingDisks(snapshot).length > 0) return;
    if (disklist.dles.every((dle) => factsOf(snapshot, dle).holding === 'never')) return;
    const defined = [...config.blocks.holdingdisk.values()][0];
    const place = defined?.place ?? { uri: config.root, span: { start: 0, end: 0 } };
    const needed = disklist.dles.filter((dle) => factsOf(snapshot, dle).holding === 'required');
    report({
      place,
      severity: defined !== undefined || needed.length > 0 ? 'warning' : 'info',
      message:
        defined === undefined
          ? `No holding disk is in use: dumps go to tape one after the other${needed.length > 0 ? `, and ${String(needed.length)} DLEs with \`holdingdisk required\` fail` : ''}. Add a \`holdingdisk\` block with a directory.`
          : `Holding disk ${defined.name} is defined but not in use, so dumps go to tape one after the other. Add the line \`holdingdisk ${defined.name}\`, or open the block without \`define\`.`,
    });
  },
};

export const smallHoldingdisk: Check = {
  id: 'policy/small-holdingdisk',
  severity: 'warning',
  title: 'A holding disk is too small to be of use',
  doc: `A dump goes to the holding disk only if its estimate fits into what is free there; otherwise it goes straight to tape. A \`use\` that
is below one chunk, or below one hundredth of a tape, hardly ever holds a dump. A number without a suffix counts KiB; a negative
number means "all but so much", and 0 means everything that is free.`,
  run(snapshot, report) {
    const lengths = storages(snapshot).map((storage) => {
      const tape = snapshot.config.blocks.tapetype.get(storage.string('tapetype').toLowerCase());
      return asNumber(tape?.values.get('length')?.value) ?? 0;
    });
    const tape = Math.max(0, ...lengths);
    for (const block of holdingDisks(snapshot)) {
      const setting = block.values.get('use');
      const use = asNumber(setting?.value);
      if (setting === undefined || use === undefined || use <= 0) continue;
      const chunk = asNumber(block.values.get('chunksize')?.value) ?? 1024 * 1024;
      const kib = `${use.toLocaleString('en-US')} KiB`;
      if (chunk > 0 && use < chunk && block.values.has('chunksize')) {
        report({
          place: setting.place,
          message: `This holding disk may use ${kib}, less than one chunk of ${chunk.toLocaleString('en-US')} KiB. Write the size with its unit, for instance \`use 100 gb\`.`,
        });
      } else if (use < 10 * 1024 || use * 100 < tape) {
        report({
          place: setting.place,
          severity: use < 10 * 1024 ? 'warning' : 'info',
          message: `${kib} of holding disk${use * 100 < tape ? ` is below 1 % of a tape (${tape.toLocaleString('en-US')} KiB)` : ''}: hardly any dump fits, and the rest goes straight to tape. Write the size with its unit, for instance \`use 100 gb\`.`,
        });
      }
    }
  },
};

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
        message: `Chunks of ${size.toLocaleString('en-US')} KiB cut a dump of 100 GiB into ${files.toLocaleString('en-US')} files. Use 1 gb, the default, or more.`,
        fixes: () => {
          const made = setInBlock(snapshot, block, 'chunksize', '1 gb');
          return made === undefined ? [] : [{ title: 'Set chunksize 1 gb', edits: [made] }];
        },
      });
    }
  },
};
