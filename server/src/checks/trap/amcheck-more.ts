import type { Check } from '../check';
import { causes, relatedDles } from '../causes';
import { setValue } from '../edit';
import { asList, asString } from '../in-force';
import { count } from '../walk';

export const unmatchedTag: Check = {
  id: 'trap/unmatched-tag',
  severity: 'warning',
  title: 'A tag that no storage selects',
  doc: `amcheck warns \`HOST DISK: The tag 'x' match none of the storage dump_selection\`: the DLE's tag is in no \`dump-selection\` of any
storage, so nothing is written anywhere because of it (\`server-src/amcheck.c\`). Correct the tag, or add it to a storage:
\`dump-selection "x" all\`.`,
  run(snapshot, report) {
    const selected = new Set<string>();
    for (const storage of snapshot.config.blocks.storage.values()) {
      const value = storage.values.get('dump-selection')?.value;
      if (value?.t !== 'selection') continue;
      for (const one of value.list) if (one.tagType === 'name') selected.add(one.tag);
    }
    for (const { place, what, dles } of causes(snapshot, ({ dle }) => {
      const tags = asList(dle.dumptype.values.get('tag')?.value);
      const lost = tags.find((tag) => !selected.has(tag));
      return lost === undefined ? undefined : { parameter: 'tag', what: lost };
    })) {
      report({
        place,
        message: `The tag '${what}' of ${count(dles.length, 'DLE')} matches no storage's dump-selection, so it selects nothing; amcheck warns. Correct it${selected.size === 0 ? '' : ` (there is ${[...selected].slice(0, 3).join(', ')})`} or add it to a storage's dump-selection.`,
        related: relatedDles(dles, 'has this tag'),
      });
    }
  },
};

export const hostScript: Check = {
  id: 'trap/host-script-on-client',
  severity: 'warning',
  title: 'A pre- or post-host-backup script cannot run on the client',
  doc: `\`execute-on pre-host-backup\` and \`post-host-backup\` exist on the server only. With \`execute-where client\` (the default) amcheck
says \`Can't run pre-host-backup script on client\`, and the script never runs (\`server-src/amcheck.c\`).

Set \`execute-where server\` in the script, or use \`pre-dle-backup\`.`,
  run(snapshot, report) {
    for (const block of [
      ...snapshot.config.blocks.script.values(),
      ...snapshot.config.inlineBlocks.filter((one) => one.kind === 'script'),
    ]) {
      const on = block.values.get('execute-on');
      const where = block.values.get('execute-where');
      const word = asList(on?.value).find((one) => /^(pre|post)-host-backup$/i.test(one));
      if (
        on === undefined ||
        word === undefined ||
        (asString(where?.value) ?? 'client').toLowerCase() !== 'client'
      )
        continue;
      report({
        place: on.place,
        message: `This script never runs at ${word}: amcheck says "Can't run ${word.toLowerCase()} script on client". Set \`execute-where server\`, or use another moment such as pre-dle-backup.`,
      });
    }
  },
};

const usualUsers = ['backup', 'amandabackup', 'amanda', 'operator', 'bin'];

export const dumpuser: Check = {
  id: 'trap/dumpuser',
  severity: 'info',
  title: 'dumpuser must be a user of this server',
  doc: `Every program of Amanda stops when its user is not \`dumpuser\`: amcheck says \`amanda.conf has dump user configured to 'X', but
that user does not exist\`, other programs \`cannot look up dumpuser\`, or \`must be executed as the 'X' user instead of the 'Y' user\` (\`server-src/amcheck.c\`). It is not a matter of the file's form. Debian's packages use \`backup\`, Red Hat's and Zmanda's \`amandabackup\`.

The same name stands in the request of UDP auths (\`SECURITY USER …\`) and in the client's \`.amandahosts\`.`,
  run(snapshot, report) {
    const setting = snapshot.config.global.get('dumpuser');
    const user = asString(setting?.value);
    if (setting === undefined || user === undefined || usualUsers.includes(user)) return;
    const impossible = !/^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(user) || user.length > 32;
    const root = user === 'root';
    report({
      place: setting.place,
      severity: impossible || root ? 'warning' : 'info',
      message: root
        ? 'Amanda\'s programs refuse to run as root: amcheck and amdump will stop. Use the backup user, for instance "backup" (Debian) or "amandabackup".'
        : impossible
          ? `No user can be called "${user}": amcheck stops with "amanda.conf has dump user configured to '${user}', but that user does not exist". Write "backup" (Debian) or "amandabackup".`
          : `If this server has no user ${user}, amcheck stops with "amanda.conf has dump user configured to '${user}', but that user does not exist". Debian's user is backup, Red Hat's amandabackup.`,
      fixes: () =>
        usualUsers.slice(0, 2).map((one) => ({
          title: `Write dumpuser "${one}"`,
          edits: [setValue(snapshot, setting, `"${one}"`)],
        })),
    });
  },
};

export const mailto: Check = {
  id: 'trap/mailto',
  severity: 'warning',
  title: 'mailto that amcheck cannot use',
  doc: `\`amcheck -m\` stops with \`No mail address configured in amanda.conf\` when \`mailto\` is empty, and with \`Mail address 'X' in
amanda.conf has invalid characters\` when it holds one of \`* < > ( ) [ ] , ; : / " ! $ |\` or a backslash (\`common-src/amutil.c\`, \`validate_mailto\`). A comma between
addresses is such a character: separate them by blanks.`,
  run(snapshot, report) {
    const setting = snapshot.config.global.get('mailto');
    const text = asString(setting?.value);
    if (setting === undefined || text === undefined) return;
    if (text.trim() === '') {
      report({
        place: setting.place,
        severity: 'info',
        message:
          'mailto is empty: amdump sends no report, and "amcheck -m" stops with "No mail address configured in amanda.conf".',
      });
      return;
    }
    const bad = /[*<>()[\],;:\\/"!$|]/.exec(text);
    if (bad === null) return;
    report({
      place: setting.place,
      message: `amcheck says "Mail address '${text}' in amanda.conf has invalid characters" because of the \`${bad[0]}\`, and sends no mail. Separate addresses by blanks.`,
      fixes: () =>
        /[,;]/.test(text)
          ? [
              {
                title: 'Separate the addresses by blanks',
                preferred: true,
                edits: [
                  setValue(
                    snapshot,
                    setting,
                    `"${text
                      .split(/[,;\s]+/)
                      .filter(Boolean)
                      .join(' ')}"`,
                  ),
                ],
              },
            ]
          : [],
    });
  },
};
