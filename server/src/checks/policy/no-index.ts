import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setValue } from '../edit';
import { count } from '../../text/quantities';

export const noIndex: Check = {
  id: 'policy/no-index',
  severity: 'info',
  title: 'Without an index amrecover finds nothing',
  doc: `\`index no\` saves some space on the server, but \`amrecover\` lists files from the index: DLEs without one cannot be browsed, single
files of them come back only by \`amrestore\` or \`amfetchdump\` of the whole dump.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts, absent }) =>
      !facts.index && absent?.why !== 'skip' ? { parameter: 'index', what: '' } : undefined,
    )) {
      report({
        place,
        message: `amrecover cannot list files of ${count(dles.length, 'DLE')} without an index: only whole dumps come back, by amfetchdump. Set \`index yes\` unless that is meant.`,
        related: relatedDles(dles, 'has no index'),
        fixes: () => {
          const setting = dles[0]?.dumptype.values.get('index');
          return setting === undefined
            ? []
            : [{ title: 'Set index yes', edits: [setValue(snapshot, setting, 'yes')] }];
        },
      });
    }
  },
};
