import type { Check } from '../check';
import { asNumber } from '../in-force';
import { storages } from '../storages';
import { valueText } from '../walk';
import { holdingDisks } from './holding-disks';
import { sizeText } from '../../text/quantities';

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
      const shown = sizeText(use);
      if (chunk > 0 && use < chunk && block.values.has('chunksize')) {
        report({
          place: setting.place,
          message: `This holding disk may use ${shown}, less than one chunk of ${sizeText(chunk)}. Write the size with its unit, for instance \`use 100 gb\`.`,
        });
      } else if (use < 10 * 1024 || use * 100 < tape) {
        report({
          place: setting.place,
          severity: use < 10 * 1024 ? 'warning' : 'info',
          message: `${shown} of holding disk${use * 100 < tape ? ` is below 1 % of a tape (${sizeText(tape)})` : ''}: hardly any dump fits, and the rest goes straight to tape. ${/^\d+$/.test(valueText(snapshot, setting)) ? 'Write the size with its unit, for instance `use 100 gb`' : 'Use a larger one if there is room'}.`,
        });
      }
    }
  },
};
