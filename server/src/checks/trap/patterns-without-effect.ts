import type { DlePlan } from '../../estimate/hostplan';
import type { Check } from '../check';
import { causes, relatedDles, setBeside } from '../causes';
import { count } from '../../text/quantities';

export const patternsWithoutEffect: Check = {
  id: 'trap/patterns-without-effect',
  severity: 'warning',
  title: 'Exclude or include patterns that the program does not know',
  doc: `Program DUMP saves whole file systems: it has no excludes and no includes, and DUMP is what a dumptype has that names no
program. A Samba share (\`//host/share\`) with program GNUTAR takes one exclude pattern at most, no list and no include. The server
sends the patterns all the same; only \`amcheck -c\` says \`DUMP does not support exclude file\` or \`samba does not support include
file\` (\`client-src/selfcheck.c\`, \`check_options\`), and what should be left out is dumped.

Set \`program "GNUTAR"\`, or use an application (amgtar, amsamba).`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, (one) => unknown(one))) {
      const { parameter, text, dump } = what;
      report({
        place,
        message: `${dump ? 'Program DUMP (also the default) saves whole file systems' : 'A Samba share with GNUTAR cannot do this'}: "${text}", says amcheck -c, and ${count(dles.length, 'DLE')} ${dles.length === 1 ? 'does' : 'do'} without the ${parameter}. ${dump ? 'Set `program "GNUTAR"`' : 'Use the application amsamba'}.`,
        related: relatedDles(dles, `its ${parameter} does nothing`),
        fixes: () => (dump ? setBeside(snapshot, dles[0], parameter, 'program', '"GNUTAR"') : []),
      });
    }
  },
};

/** What the client's selfcheck says of the patterns of a DLE. */
function unknown({ dle, facts, absent }: DlePlan) {
  const { exclude, include, program, application } = facts;
  if (absent?.why === 'skip' || application !== undefined) return undefined;
  const wrong = (parameter: 'exclude' | 'include', text: string, dump: boolean) => ({
    parameter,
    what: { parameter, text, dump },
  });
  if (program === 'DUMP') {
    for (const [parameter, value] of Object.entries({ exclude, include })) {
      const kind = value.file.length > 0 ? 'file' : value.list.length > 0 ? 'list' : undefined;
      const name = parameter === 'exclude' ? 'exclude' : 'include';
      if (kind !== undefined) return wrong(name, `DUMP does not support ${parameter} ${kind}`, true);
    }
  }
  if (program !== 'GNUTAR' || !(dle.device ?? dle.disk).startsWith('//')) return undefined;
  if (exclude.file.length > 1) return wrong('exclude', 'samba support only one exclude file', false);
  if (exclude.list.length > 0 && !exclude.optional)
    return wrong('exclude', 'samba does not support exclude list', false);
  if (include.file.length > 0) return wrong('include', 'samba does not support include file', false);
  if (include.list.length > 0 && !include.optional)
    return wrong('include', 'samba does not support include list', false);
  return undefined;
}
