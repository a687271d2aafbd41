import type { Check } from '../check';
import { baseName } from '../../text/uri';
import { writtenSettings } from '../walk';

export const plainSecrets: Check = {
  id: 'security/plain-text-secret',
  severity: 'warning',
  title: 'A secret in plain text',
  doc: `Amanda's configuration has no place for secrets of its own: a password or key in a property stands in plain text in the file, in
each copy and backup of it, and in \`amadmin … disklist\` or \`amgetconf\`. Client applications receive it over the network.

The file must be readable for Amanda's user alone: \`chown backup amanda.conf; chmod 600 amanda.conf\` (on Debian; elsewhere the
user is amandabackup). Where the program can read the secret from a file of its own (amsamba's amandapass, S3 credentials in a
separate included file), keep it there.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      if (setting.value.t !== 'properties') continue;
      const text =
        snapshot.tree(setting.place.uri)?.text.slice(setting.place.span.start, setting.place.span.end) ?? '';
      const [, name, value] = /"((?:\\[\s\S]|[^"\\])*)"\s+"((?:\\[\s\S]|[^"\\])*)"/.exec(text) ?? [];
      if (name === undefined || value === undefined || value === '') continue;
      const folded = name.toLowerCase().replace(/_/g, '-');
      if (!/passw|secret|passphrase|(^|-)pass$|access-key|api-key|token|credential/.test(folded)) continue;
      if (/(file|path|dir|host|url|endpoint|expire|verify|check)/.test(folded) || value.startsWith('/'))
        continue;
      const file = baseName(setting.place.uri);
      report({
        place: setting.place,
        message: `The value of "${name}" is a secret in plain text. Nobody but Amanda's user may read ${file}: \`chmod 600 ${file}\`.`,
        fixes: () => [
          {
            title: `Copy the command that closes ${file} to other users`,
            edits: [],
            copy: `chown backup ${file} && chmod 600 ${file}`,
          },
        ],
      });
    }
  },
};
