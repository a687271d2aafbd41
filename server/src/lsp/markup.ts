import {
  MarkupKind,
  type ClientCapabilities,
  type CompletionItem,
  type MarkupContent,
  type ParameterInformation,
  type SignatureHelp,
} from 'vscode-languageserver';

/** Markdown for a client that says which formats it shows; without a word from it, plain text. */
export function markup(markdown: string, formats: readonly MarkupKind[] | undefined): MarkupContent {
  return formats?.includes(MarkupKind.Markdown)
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainText(markdown) };
}

const MARKS =
  /(`+)( ?)([^]+?)\2\1(?!`)|\*\*([^]+?)\*\*|\*(?=\S)((?:\\.|[^*\\\n])+)\*|\[([^\]]*)\]\([^)]*\)|\\([\\`*_{}[\]<>#|])/g;

/** The text without the marks that our own Markdown has: code, bold, italic, links and escapes. */
export function plainText(markdown: string): string {
  return markdown.replace(
    MARKS,
    (_, _fence, _pad, code?: string, bold?: string, italic?: string, link?: string, escaped?: string) =>
      code ?? escaped ?? plainText(bold ?? italic ?? link ?? ''),
  );
}

/** A completion with its documentation as the client can show it. */
export function shownItem(item: CompletionItem, client: ClientCapabilities): CompletionItem {
  const { documentation } = item;
  if (typeof documentation !== 'object' || documentation.kind !== MarkupKind.Markdown) return item;
  const formats = client.textDocument?.completion?.completionItem?.documentationFormat;
  return { ...item, documentation: markup(documentation.value, formats) };
}

/** A signature as the client can show it: its parts as text where the client does not take offsets. */
export function shownSignature(help: SignatureHelp, client: ClientCapabilities): SignatureHelp {
  const support = client.textDocument?.signatureHelp?.signatureInformation;
  const offsets = support?.parameterInformation?.labelOffsetSupport ?? false;
  const shown = <T extends { documentation?: string | MarkupContent }>(one: T): T =>
    typeof one.documentation === 'object'
      ? { ...one, documentation: markup(one.documentation.value, support?.documentationFormat) }
      : one;
  const part = (label: string, one: ParameterInformation): ParameterInformation =>
    offsets || typeof one.label === 'string'
      ? shown(one)
      : { ...shown(one), label: label.slice(...one.label) };
  return {
    ...help,
    signatures: help.signatures.map((one) => ({
      ...shown(one),
      parameters: one.parameters?.map((parameter) => part(one.label, parameter)),
    })),
  };
}
