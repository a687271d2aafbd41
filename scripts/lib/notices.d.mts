interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}
export const allowed: ReadonlySet<string>;
export function packagesOf(inputs: readonly string[], root: string): readonly Bundled[];
export function notices(packages: readonly Bundled[]): string;
