import { versionRow } from '../../schema/versions';
import { asString } from '../in-force';
import type { Check } from '../check';
import { causes, relatedDles } from '../causes';

export const sslKeys: Check = {
  id: 'security/ssl-without-keys',
  severity: 'warning',
  title: 'auth "ssl" without certificate and key',
  doc: `\`auth "ssl"\` needs \`ssl-cert-file\`, \`ssl-key-file\` and \`ssl-ca-cert-file\`, in the dumptype or found below a global \`ssl-dir\`. Without
them the connection cannot be made (\`common-src/ssl-security.c\`).`,
  run(snapshot, report) {
    const { auths } = versionRow(snapshot.settings.version);
    if (asString(snapshot.config.global.get('ssl-dir')?.value)) return;
    for (const { place, what, dles } of causes(snapshot, ({ facts, dle }) => {
      if (facts.auth.toLowerCase() !== 'ssl' || !auths.includes('ssl')) return undefined;
      const missing = ['ssl-cert-file', 'ssl-key-file', 'ssl-ca-cert-file'].find(
        (name) => !dle.dumptype.values.has(name),
      );
      return missing === undefined ? undefined : { parameter: 'auth', what: missing };
    })) {
      report({
        place,
        message: `auth "ssl" needs ${what}, and neither the dumptype nor a global ssl-dir gives it: the connection will fail. Set \`ssl-dir\`, or the files in the dumptype.`,
        related: relatedDles(dles, 'uses it'),
      });
    }
  },
};
