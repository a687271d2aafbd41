import type { Check } from '../check';
import { edit } from '../edit';
import { quoteAlways } from '../../model/quote';
import { writtenSettings, valueText } from '../walk';
import type { Value } from '../../model/values';

export const escapes: Check = {
  id: 'trap/escape',
  severity: 'warning',
  title: 'A backslash in a string is not a backslash',
  doc: `Inside double quotes \`\\n\`, \`\\t\`, \`\\r\`, \`\\f\` are control characters, \`\\\` with one to three octal digits is a byte, and any other
\`\\x\` is just \`x\` (\`common-src/amutil.c\`, \`unquote_string\`): \`"*\\.o"\` is \`*.o\`, \`"C:\\temp"\` has a tab in it. The byte
*behind* an octal escape is taken as it stands, even if it is the closing quote.

Write \`\\\\\` for a backslash.`,
  run(snapshot, report) {
    for (const { setting } of writtenSettings(snapshot)) {
      const raw = valueText(snapshot, setting);
      if (!raw.includes('\\')) continue;
      const from = setting.place.span.end - raw.length;
      for (const string of raw.matchAll(/"(?:\\[\s\S]|[^"\\])*"/g)) {
        const odd = [...string[0].matchAll(/\\([\s\S])/g)].find(([, char]) => /[^\\"\n\r]/.test(char ?? ''));
        if (odd === undefined) continue;
        const octal = /[0-7]/.test(odd[1] ?? '');
        const place = {
          uri: setting.place.uri,
          span: { start: from + string.index, end: from + string.index + string[0].length },
        };
        const read = single(setting.value);
        report({
          place,
          message: `Amanda reads \`${odd[0]}\` here as ${octal ? 'the byte with that octal number' : control(odd[1] ?? '')}${read === undefined ? '' : `: the value is ${quoteAlways(read)}`}. Write \`\\\\\` if you mean a backslash.`,
          fixes: () => {
            const doubled = string[0].replace(/\\([\s\S])/g, (pair, char: string) =>
              /[\\"\n\r]/.test(char) ? pair : `\\\\${char}`,
            );
            return [{ title: 'Double the backslashes', edits: [edit(place.uri, place.span, doubled)] }];
          },
        });
      }
    }
  },
};

function single(value: Value): string | undefined {
  return value.t === 'string' ? value.s : undefined;
}

function control(char: string): string {
  const names: Record<string, string> = {
    n: 'a newline',
    t: 'a tab',
    r: 'a carriage return',
    f: 'a form feed',
  };
  return names[char] ?? `just \`${char}\``;
}
