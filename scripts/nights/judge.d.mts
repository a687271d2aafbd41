/** What may be said of a DLE: any of the outcomes, any of the causes (null: none). */
export interface TrueDle {
  outcome: string[];
  cause: (string | null)[];
}
export interface TrueNight {
  program: string;
  state: string[];
  /** By "HOST DISK". */
  dles: Record<string, TrueDle>;
  /** The causes that must be among the night's notes. */
  notes: string[];
}
/** The logs at hand (paths within the folder of the night), and the nights that they tell of, newest first. */
export interface View {
  paths: string[];
  nights: TrueNight[];
}
/** A night as `amanda-lint night --format json` has it. */
export interface SaidNight {
  program: string;
  state: string;
  hosts: { host: string; dles: { disk: string; outcome: string; cause: string | null }[] }[];
  notes: { cause: string | null }[];
}
export function differences(truth: TrueNight, got: SaidNight | undefined): string[];
export function expand(dir: string, name: string): string[];
