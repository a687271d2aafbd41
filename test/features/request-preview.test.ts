import { describe, expect, it } from 'vitest';
import { requestPreview } from '../../server/src/features/request-preview';
import type { History } from '../../server/src/model/history';
import { readInfo } from '../../server/src/model/info-record';
import { infoText } from '../support/info';
import { snapshotOf } from '../support/snapshot';

const NOW = 1795700000;
const conf =
  'etimeout 60\ninfofile "/var/lib/info"\ndefine dumptype d {\n program "GNUTAR"\n auth "bsd"\n}\n';

describe("the preview of tonight's request", () => {
  const snapshot = snapshotOf({ 'amanda.conf': conf, disklist: 'h /a d\nh /new d\n' });
  const record = readInfo(infoText(NOW));
  const history: History = {
    source: 'info',
    uri: 'file:///var/lib/info',
    tonight: NOW,
    of: (_, disk) => (disk === '/a' ? record : undefined),
  };

  it('says where the levels come from, how long Amanda waits and what amcheck asks for', () => {
    const { text = '' } = requestPreview({ ...snapshot, history }, 'h', 'tonight') ?? {};
    const head = text.split('\n\n')[0] ?? '';
    expect(head).toContain('# Estimate request to h, tonight\n');
    expect(head).toContain(
      '# Levels from the info database /var/lib/info; 1 DLE without a record, so never dumped\n',
    );
    expect(head).toContain(
      '# Amanda waits 180 s (3 min) tonight, asks 3 times and gives up after 540 s (9 min)\n',
    );
    expect(head).toMatch(/# amcheck's selfcheck request: [\d,]+ bytes$/m);
    expect(text.match(/<level>.*/g)).toEqual([
      '<level>0</level>',
      '<level>0<server>YES</server></level>',
      '<level>1<server>YES</server></level>',
    ]);
  });

  it('says so where nothing is known', () => {
    expect(requestPreview(snapshot, 'h', 'tonight')?.text).toBe(
      "# Estimate request to h, tonight\n# What tonight's request holds is not known: no info database can be read at /var/lib/info (infofile), and no amdump log in logdir.\n",
    );
  });

  it('explains a busy day that gives up sooner', () => {
    const disklist = Array.from({ length: 26 }, (_, i) => `h /d${i} d\n`).join('');
    const text = requestPreview(snapshotOf({ 'amanda.conf': conf, disklist }), 'h', 'worst')?.text ?? '';
    expect(text).toContain(
      '# Amanda waits 4,680 s (1 h 18 min) on the worst day, asks once and then gives up. It gives up sooner on the worst day (4,680 s) than on a typical day (6,240 s): ',
    );
  });
});
