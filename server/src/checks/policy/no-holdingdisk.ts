import type { Check } from '../check';
import { factsOf } from '../../estimate/hostplan';
import { asString } from '../in-force';
import { holdingDisks } from './holding-disks';
import { count } from '../../text/quantities';

export const noHoldingdisk: Check = {
  id: 'policy/no-holdingdisk',
  severity: 'info',
  title: 'No holding disk is in use',
  doc: `Without a holding disk every dump goes straight to the tape device: one at a time, however many \`inparallel\` allows, and as slow
as the client sends, which wears tape drives out. When a tape is missing or broken, the night's backup is lost instead of
waiting on disk for \`amflush\`.

Add a \`holdingdisk\` block at the top level with a \`directory\` and a \`use\`. With \`define holdingdisk NAME {\` it must also be put
in use by \`holdingdisk NAME\`. One without a \`directory\` is as good as none.`,
  run(snapshot, report) {
    const { config, disklist } = snapshot;
    for (const block of config.client ? [] : holdingDisks(snapshot)) {
      if (block.place === undefined || asString(block.values.get('directory')?.value)) continue;
      report({
        place: block.place,
        severity: 'warning',
        message: `Holding disk ${block.name} has no directory: amcheck says "holding dir '' (No such file or directory)", and no dump goes there. Add \`directory "/path"\`.`,
      });
    }
    if (config.client || config.incomplete || disklist.dles.length === 0 || holdingDisks(snapshot).length > 0)
      return;
    if (disklist.dles.every((dle) => factsOf(snapshot, dle).holding === 'never')) return;
    const defined = [...config.blocks.holdingdisk.values()][0];
    const place = defined?.place ?? { uri: config.root, span: { start: 0, end: 0 } };
    const needed = disklist.dles.filter((dle) => factsOf(snapshot, dle).holding === 'required');
    report({
      place,
      severity: defined !== undefined || needed.length > 0 ? 'warning' : 'info',
      message:
        defined === undefined
          ? `No holding disk is in use: dumps go to tape one after the other${needed.length > 0 ? `, and ${count(needed.length, 'DLE')} with \`holdingdisk required\` ${needed.length === 1 ? 'fails' : 'fail'}` : ''}. Add a \`holdingdisk\` block with a directory.`
          : `Holding disk ${defined.name} is defined but not in use, so dumps go to tape one after the other. Add the line \`holdingdisk ${defined.name}\`, or open the block without \`define\`.`,
    });
  },
};
