import type { Check } from '../check';
import { setValue } from '../edit';
import { asString } from '../in-force';

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
