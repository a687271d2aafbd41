import type {
  HostsEntry,
  LastNight,
  NightCause,
  ShownChecklist,
  ShownRemedy,
  ShownStep,
} from '../../../server/src/lsp/protocol';
import type { Target } from '../targets';

/** A remedy, below a step or below a cause. Rows with `folder` and `host` can be given to commands as their target. */
export interface RemedyRow {
  readonly kind: 'remedy';
  readonly id: string;
  readonly parent: Row;
  /** URI of the configuration's folder. */
  readonly folder: string;
  /** The host that it is for; several hosts may have the cause that it mends. */
  readonly host?: string;
  readonly remedy: ShownRemedy;
}

/** A DLE that failed. */
export type FailureRow = {
  readonly kind: 'failure';
  readonly id: string;
  readonly parent: Row;
  readonly dle: NightCause['dles'][number];
  /** What the cause above it says. */
  readonly said: string;
} & Target;

export type ConfigRow = {
  readonly kind: 'config';
  readonly id: string;
  readonly entry: HostsEntry;
  readonly nights: readonly LastNight[];
};

export type HostRow = {
  readonly kind: 'host';
  readonly id: string;
  readonly parent: Row;
  readonly shown: HostsEntry['hosts'][number];
} & Target;

export interface NightRow {
  readonly kind: 'night';
  readonly id: string;
  readonly parent: Row;
  readonly night: LastNight;
}

/** A row of the tree "Results missing". */
export type Row =
  | ConfigRow
  | HostRow
  | NightRow
  | FailureRow
  | RemedyRow
  | {
      readonly kind: 'errors';
      readonly id: string;
      readonly parent: Row;
      readonly errors: NonNullable<HostsEntry['errors']>;
    }
  | {
      readonly kind: 'cause';
      readonly id: string;
      readonly parent: Row;
      readonly folder: string;
      readonly cause: NightCause;
      /** How many causes the night has. */
      readonly causes: number;
    }
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly parent: Row;
      readonly note: LastNight['notes'][number];
    }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly parent: Row;
      readonly list: ShownChecklist;
      readonly step: ShownStep;
      /** From 1. */
      readonly number: number;
    }
  | { readonly kind: 'why'; readonly id: string; readonly parent: Row; readonly text: string }
  | {
      readonly kind: 'evidence';
      readonly id: string;
      readonly parent: Row;
      readonly evidence: ShownStep['evidence'][number];
    };

/** The configurations, each with its own nights. */
export function configRows(entries: readonly HostsEntry[], nights: readonly LastNight[]): ConfigRow[] {
  return entries.map((entry) => ({
    kind: 'config',
    id: entry.folder,
    entry,
    nights: nights.filter(({ folder }) => folder === entry.folder),
  }));
}

/** What Amanda refuses of a configuration stands once and first, then what failed last night, then the hosts. */
export function belowConfig(row: ConfigRow): Row[] {
  const { folder, hosts, errors } = row.entry;
  return [
    ...(errors ? [{ kind: 'errors' as const, id: `${row.id}\nerrors`, parent: row, errors }] : []),
    ...row.nights.map((night) => ({
      kind: 'night' as const,
      id: `${row.id}\nnight ${night.program}`,
      parent: row,
      night,
    })),
    ...hosts.map((shown) => ({
      kind: 'host' as const,
      id: `${row.id}\n${shown.name}`,
      parent: row,
      folder,
      host: shown.name,
      shown,
    })),
  ];
}

/** Each cause once, however many hosts it hits; then what is worth knowing though nothing failed. */
export function belowNight(row: NightRow): Row[] {
  const { causes, notes, folder } = row.night;
  return [
    ...causes.map((cause, n) => ({
      kind: 'cause' as const,
      // The title of a cause without an id, so that a row stays itself when another cause comes before it.
      id: `${row.id}\ncause ${cause.cause ?? ''} ${cause.title} ${String(repeats(causes, n))}`,
      parent: row,
      folder,
      cause,
      causes: causes.length,
    })),
    ...notes.map((note, n) => ({
      kind: 'note' as const,
      id: `${row.id}\nnote ${String(n)}`,
      parent: row,
      note,
    })),
  ];
}

/** How many of the causes before this one look the same. */
function repeats(causes: readonly NightCause[], n: number): number {
  const same = (one: NightCause) => one.cause === causes[n]?.cause && one.title === causes[n]?.title;
  return causes.slice(0, n).filter(same).length;
}

/** What it means, what helps, and the DLEs that it hit. */
export function belowCause(row: Row & { kind: 'cause' }): Row[] {
  const { message, dles, remedies } = row.cause;
  const hosts = new Set(dles.map(({ host }) => host));
  const only = hosts.size === 1 ? dles[0]?.host : undefined;
  return [
    ...(message === '' ? [] : [{ kind: 'why' as const, id: `${row.id}\nwhy`, parent: row, text: message }]),
    ...remedyRows(row, remedies, row.folder, only),
    ...dles.map((dle, n) => ({
      kind: 'failure' as const,
      id: `${row.id}\n${dle.host}\n${dle.disk}\n${String(n)}`,
      parent: row,
      folder: row.folder,
      host: dle.host,
      dle,
      said: message,
    })),
  ];
}

/** Why a step has its state, what proves it, and what helps. */
export function belowStep(row: Row & { kind: 'step' }): Row[] {
  const { why, evidence, remedies } = row.step;
  return [
    { kind: 'why', id: `${row.id}\nwhy`, parent: row, text: why },
    ...evidence.map((one, n) => ({
      kind: 'evidence' as const,
      id: `${row.id}\nevidence ${String(n)}`,
      parent: row,
      evidence: one,
    })),
    ...remedyRows(row, remedies, row.list.folder, row.list.host),
  ];
}

function remedyRows(
  parent: Row,
  remedies: readonly ShownRemedy[],
  folder: string,
  host: string | undefined,
): RemedyRow[] {
  return remedies.map((remedy, n) => ({
    kind: 'remedy',
    id: `${parent.id}\nremedy ${String(n)} ${remedy.title}`,
    parent,
    folder,
    ...(host === undefined ? {} : { host }),
    remedy,
  }));
}
