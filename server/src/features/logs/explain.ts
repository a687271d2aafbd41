import { checkById } from '../../checks/registry';
import { wordingOf } from '../../nights/causes/fill';
import type { Match } from '../../nights/causes/explain';
import { explainText } from '../../nights/causes/paste';
import { code } from '../hover/markdown';

/** What texts of Amanda mean, as Markdown; `known` is false where no part of them is. */
export function explainMessage(text: string): { readonly known: boolean; readonly markdown: string } {
  const found = explainText(text);
  if (found.length === 0) {
    const markdown =
      'No text of Amanda was recognised here. Paste lines of its mail, of a log, or what a program printed.';
    return { known: false, markdown };
  }
  const parts = found.map(({ text: words, host, disk, match }) => {
    const head = `**${code(words)}**`;
    const where = [host, disk].filter((part) => part !== undefined).map(code);
    const of = where.length > 0 ? ` (${where.join(' ')})` : '';
    if (!match)
      return `${head}${of}\n\nThis text is not in the catalogue. Amanda's own words are all that is known.`;
    return `${head}${of}\n\n${explanation(match, { host, disk })}`;
  });
  return { known: found.some(({ match }) => match !== undefined), markdown: parts.join('\n\n---\n\n') };
}

/** What a text means, why it happens and what to do: paragraphs of Markdown. */
export function explanation(match: Match, around: Readonly<Record<string, string | undefined>>): string {
  const { what, because, remedies } = wordingOf(match, around);
  const out = [escaped(what)];
  if (because.length > 0)
    out.push(`Likely causes:\n\n${because.map((one, n) => `${n + 1}. ${escaped(one)}`).join('\n')}`);
  if (remedies.length > 0) {
    const list = remedies.map(({ title, run }) => {
      const commands = run && `\n\n  ~~~sh\n${run.commands.trimEnd().replace(/^/gm, '  ')}\n  ~~~`;
      return `- ${escaped(title)}${run ? ` (on the ${run.on})` : ''}${commands ?? ''}`;
    });
    out.push(`What to do:\n\n${list.join('\n')}`);
  }
  const check = checkById(match.row.cause);
  if (check) out.push(`Cause: ${code(check.id)}, ${check.title}.`);
  return out.join('\n\n');
}

/** Names come from logs: nothing of them may be markup. Our own words have code in back quotes only. */
function escaped(text: string): string {
  return text.replace(/[<>[\]*_\\]/g, '\\$&');
}
