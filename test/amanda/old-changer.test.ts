import { afterAll, expect, test } from 'vitest';
import { amandaInstalled, Oracle } from './oracle';

const oracle = new Oracle();
afterAll(() => {
  oracle.dispose();
});

/** What trap/old-changer-script says, and that its fix leads to a changer that works. */
test.skipIf(!amandaInstalled)('amtape takes the name of an old changer script for a tape drive', () => {
  const conf = (changer: string) =>
    `org "x"\ndumpuser "backup"\n${changer}\ntapetype T\ndefine tapetype T {\n  length 1 gb\n}\nlogdir "${oracle.folder}"\n`;
  const show = (changer: string) => {
    oracle.write({
      'amanda.conf': conf(changer),
      disklist: '',
      tapelist: '',
      'vt/.keep': '',
      'vt/slot1/.keep': '',
    });
    const { stdout, stderr } = oracle.run('/usr/sbin/amtape', ['.', 'show'], 20_000);
    return stdout + stderr;
  };
  const old = show(`tpchanger "chg-disk"\ntapedev "file:${oracle.folder}/vt"`);
  expect(old).toContain("Can't open tape device chg-disk: No such file or directory");
  expect(show(`tpchanger "chg-disk:${oracle.folder}/vt"`)).toMatch(/slot +1: unlabeled volume/);
});
