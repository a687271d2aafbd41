import type { Snapshot } from '../../model/snapshot';
import type { Setting } from '../../model/types';
import { hasSince } from '../../schema/versions';
import type { Check, Fix } from '../check';
import { merged, quoted, removeLine, setValue } from '../edit';
import { asString } from '../in-force';
import { settingsOf } from '../walk';

/** The changer scripts that went with 3.4 (changer-src/ of 3.3.9, and those of older releases in its ChangeLog). */
const SCRIPTS =
  /^(?:.*\/)?(chg-(?:disk|multi|manual|zd-mtx|scsi|mtx|mcutil|rait|chio|chs|juke|rth|iomega|null))$/;

export const oldChangerScript: Check = {
  id: 'trap/old-changer-script',
  severity: 'error',
  title: 'A changer script of the old kind',
  doc: `Up to 3.3 \`tpchanger "chg-disk"\` named a script, and \`tapedev\` and \`changerfile\` told it what to do. 3.4 has no such scripts
any more: it takes the name for that of a tape drive (\`perl/Amanda/Changer.pm\`, \`new\`: \`chg-single:chg-disk\`), and every run ends in
\`Can't open tape device chg-disk: No such file or directory\`. Nothing is said while amanda.conf is read.

The changers of today have the folder or the device in their name: \`tpchanger "chg-disk:/vtapes"\` in place of \`tpchanger "chg-disk"\`
with \`tapedev "file:/vtapes"\` (the folder keeps its slots), \`chg-robot:/dev/sg1\` in place of \`chg-zd-mtx\`.`,
  run(snapshot, report) {
    const { version } = snapshot.settings;
    if (snapshot.config.client || !hasSince(version, '3.4')) return;
    for (const { setting } of settingsOf(snapshot, 'tpchanger')) {
      const name = asString(setting.value) ?? '';
      const script = SCRIPTS.exec(name)?.[1];
      if (script === undefined || snapshot.config.blocks.changer.has(name.toLowerCase())) continue;
      report({
        place: setting.place,
        message: `${name} is a script of Amanda up to 3.3: ${version} takes it for a tape drive, and no backup reaches a volume ("Can't open tape device ${name}"). ${ADVICE[script] ?? 'Name one of the changers of today, as in tpchanger "chg-robot:/dev/sg1"'}.`,
        fixes: () => (script === 'chg-disk' ? diskFix(snapshot, setting) : []),
      });
    }
  },
};

const ADVICE: Readonly<Record<string, string>> = {
  'chg-disk': 'Write the folder of the vtapes behind it, as in tpchanger "chg-disk:/vtapes"',
  'chg-multi': 'Write the devices behind it, as in tpchanger "chg-multi:{tape:/dev/nst0,tape:/dev/nst1}"',
  'chg-manual': 'Write the drive alone, as in tpchanger "chg-single:tape:/dev/nst0"',
};

/** `chg-disk:FOLDER` from the `file:FOLDER` of tapedev, which must not stand beside it any more. */
function diskFix(snapshot: Snapshot, setting: Setting): readonly Fix[] {
  const tapedev = snapshot.config.global.get('tapedev');
  const folder = /^file:(?:\/\/)?(\/.+)$/.exec(asString(tapedev?.value) ?? '')?.[1];
  if (tapedev === undefined || folder === undefined || snapshot.config.global.get('tpchanger') !== setting)
    return [];
  const value = quoted(`chg-disk:${folder}`);
  const edits = merged([setValue(snapshot, setting, value), removeLine(snapshot, tapedev.place)]);
  return [{ title: `Write tpchanger ${value} and take tapedev out`, edits, preferred: true }];
}
