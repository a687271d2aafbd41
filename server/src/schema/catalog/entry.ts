/** A name that Amanda's distribution brings along: a plugin, a device scheme, a property. */
export interface CatalogEntry {
  /** As it is usually written. Property names are compared without regard to case, `-` and `_`. */
  readonly name: string;
  readonly doc: string;
  /** Values worth offering. */
  readonly values?: readonly string[];
  readonly since?: string;
}

export interface CatalogPlugin extends CatalogEntry {
  readonly properties: readonly CatalogEntry[];
  /** How the name continues, for devices and changers, e.g. `tape:/dev/nst0`. */
  readonly example?: string;
}

/** A short way to write a property. */
export function property(
  name: string,
  doc: string,
  values?: readonly string[],
  since?: string,
): CatalogEntry {
  return { name, doc, ...(values ? { values } : {}), ...(since ? { since } : {}) };
}

export const yesNo: readonly string[] = ['YES', 'NO'];
