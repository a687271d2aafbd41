import {
  SymbolKind,
  type ClientCapabilities,
  type DocumentSymbol,
  type SymbolInformation,
} from 'vscode-languageserver';

/** The kinds that the protocol began with; a client that says nothing knows these. */
const FIRST: readonly SymbolKind[] = Array.from(
  { length: SymbolKind.Array },
  (_, i) => (i + 1) as SymbolKind,
);

/** What stands for a kind that a client does not know. */
const INSTEAD: Partial<Record<SymbolKind, SymbolKind>> = {
  [SymbolKind.Struct]: SymbolKind.Class,
  [SymbolKind.Object]: SymbolKind.Class,
  [SymbolKind.Event]: SymbolKind.Function,
  [SymbolKind.Operator]: SymbolKind.Function,
};

type Kinds = { readonly symbolKind?: { readonly valueSet?: readonly SymbolKind[] } } | undefined;

/** A function that gives each kind as the client knows it. */
export function kindsOf(can: Kinds): (kind: SymbolKind) => SymbolKind {
  const known = new Set(can?.symbolKind?.valueSet ?? FIRST);
  return (kind) => (known.has(kind) ? kind : (INSTEAD[kind] ?? SymbolKind.Variable));
}

/** The outline as the client can take it: as a tree or as a list, with the kinds and tags that it knows. */
export function outlineFor(
  client: ClientCapabilities,
  uri: string,
  symbols: readonly DocumentSymbol[],
): DocumentSymbol[] | SymbolInformation[] {
  const can = client.textDocument?.documentSymbol;
  const kind = kindsOf(can);
  const tags = (symbol: DocumentSymbol) => (can?.tagSupport && symbol.tags ? { tags: symbol.tags } : {});
  if (can?.hierarchicalDocumentSymbolSupport) {
    const fit = (symbol: DocumentSymbol): DocumentSymbol => ({
      name: symbol.name,
      detail: symbol.detail,
      kind: kind(symbol.kind),
      ...tags(symbol),
      range: symbol.range,
      selectionRange: symbol.selectionRange,
      children: symbol.children?.map(fit),
    });
    return symbols.map(fit);
  }
  const flat: SymbolInformation[] = [];
  const add = (symbol: DocumentSymbol, containerName?: string) => {
    const location = { uri, range: symbol.range };
    flat.push({ name: symbol.name, kind: kind(symbol.kind), ...tags(symbol), containerName, location });
    for (const child of symbol.children ?? []) add(child, symbol.name);
  };
  for (const symbol of symbols) add(symbol);
  return flat;
}
