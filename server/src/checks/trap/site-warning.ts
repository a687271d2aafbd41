import type { Check } from '../check';
import { shortName } from '../../text/uri';

export const siteWarning: Check = {
  id: 'trap/site-warning',
  severity: 'error',
  title: 'A warning in the site-wide file hides the configuration',
  doc: `Amanda reads the site-wide file (\`/etc/amanda/amanda.conf\`) first. When that one gives any warning, for instance because of a
deprecated keyword, the configuration's own amanda.conf is *not read at all*, without a message (\`common-src/conffile.c\`,
\`config_init_with_global\`; measured with Amanda 3.5.1): no dumptypes, no tapes, and a disklist is looked for in the wrong place.

Take away what the site-wide file warns about.`,
  run(snapshot, report) {
    const { config } = snapshot;
    if (config.files.includes(config.root)) return;
    const warning = config.problems.find(
      (one) => one.place.uri !== config.root && /^warning/.test(one.amanda),
    );
    if (
      warning === undefined ||
      config.problems.some((one) => one.amanda !== '' && !/^warning/.test(one.amanda))
    )
      return;
    const site = shortName(config.folder, warning.place.uri);
    report({
      place: { uri: config.root, span: { start: 0, end: 0 } },
      message: `Amanda does not read this file at all: the site-wide ${site} gives a warning ("${warning.amanda.replace(/^warning: /, '')}"), and then the configuration's own file is skipped without a message. Mend the site-wide file.`,
      related: [{ place: warning.place, text: warning.amanda }],
    });
  },
};
