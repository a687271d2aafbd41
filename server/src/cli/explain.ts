import { wordingOf } from '../nights/causes/fill';
import { explainText } from '../nights/causes/paste';
import { EXIT, formatOf, formatOption, UsageError, type Command } from './command';
import { stringify } from './formats/stringify';

/** `amanda-lint explain`: what a text of Amanda means. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Say what a text of Amanda means, why it happens and what to do',
  usage: 'explain TEXT... (- for standard input)',
  options: { format: formatOption },
  examples: [
    "amanda-lint explain '[data timeout]'",
    "amanda-lint explain 'www.example.com /srv lev 0  FAILED [Some estimate timeout on www.example.com]'",
    'amanda-lint explain - < report.txt',
  ],
  async run(io, args, values) {
    const format = formatOf(values);
    if (args.length === 0) throw new UsageError('explain: expected a TEXT');
    const text = args.length === 1 && args[0] === '-' ? await io.input() : args.join(' ');
    if (format === 'json') {
      const texts = explainText(text).map(({ line, text: words, host, disk, match }) => ({
        line,
        text: words,
        host: host ?? null,
        disk: disk ?? null,
        cause: match?.row.cause ?? null,
        ...(match ? wordingOf(match, { host, disk }) : { what: null, because: [], remedies: [] }),
      }));
      io.out(stringify({ version: 1, texts }));
      return texts.some(({ cause }) => cause !== null) ? EXIT.ok : EXIT.findings;
    }
    const known = explanationText(text);
    io.out(known ?? 'No text of Amanda was recognised here.\n');
    return known === undefined ? EXIT.findings : EXIT.ok;
  },
};

/** What the texts of Amanda in a text mean, for people; undefined where none is known. */
export function explanationText(text: string): string | undefined {
  const found = explainText(text);
  if (found.length === 0) return undefined;
  const parts = found.map(({ text: words, host, disk, match }) => {
    const where = [host, disk].filter((part) => part !== undefined).join(' ');
    const out = [`${where === '' ? '' : `${where}: `}${words}`];
    if (!match)
      return [...out, '  Not in the catalogue: these words of Amanda are all that is known.'].join('\n');
    const { what, because, remedies } = wordingOf(match, { host, disk });
    out.push(`  ${what} (${match.row.cause})`);
    for (const one of because) out.push(`  - ${one}`);
    for (const { title, run } of remedies) {
      out.push(`  * ${title}`);
      if (run) for (const line of run.commands.trimEnd().split('\n')) out.push(`      ${line}`);
    }
    return out.join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}
