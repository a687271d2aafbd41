import type { Context, Parameter, ValueKind } from './types';

/** The words of a boolean, in the order to offer them. */
export const boolWords: readonly string[] = ['yes', 'no', 'on', 'off', 'true', 'false'];

/** The words of the kinds that have the same ones everywhere, in the order to offer them (conffile.c, read_*). */
export const kindWords: Partial<Record<ValueKind, readonly string[]>> = {
  bool: boolWords,
  no_yes_all: ['no', 'yes', 'all'],
  compress: ['none', 'client', 'server', 'fast', 'best', 'custom'],
  holding: ['never', 'auto', 'required', 'yes', 'no'],
  estimatelist: ['client', 'calcsize', 'server'],
  priority: ['low', 'medium', 'high'],
  exinclude: ['list', 'file', 'optional', 'append'],
  property_hidden: ['priority', 'append', 'hidden', 'visible'],
  property_visible: ['priority', 'append', 'hidden', 'visible'],
  host_limit: ['same-host', 'server'],
  autolabel: ['any', 'other-config', 'non-amanda', 'volume-error', 'empty'],
  labelstr: ['match-autolabel'],
  str_list: ['append'],
  dump_selection: ['all', 'other', 'full', 'incr'],
  execute_on: [
    ...['pre-amcheck', 'pre-dle-amcheck', 'pre-host-amcheck', 'post-dle-amcheck', 'post-host-amcheck'],
    ...['post-amcheck', 'pre-estimate', 'pre-dle-estimate', 'pre-host-estimate', 'post-dle-estimate'],
    ...['post-host-estimate', 'post-estimate', 'pre-backup', 'pre-dle-backup', 'pre-host-backup'],
    ...['post-dle-backup', 'post-host-backup', 'post-backup', 'pre-recover', 'pre-level-recover'],
    ...['inter-level-recover', 'post-level-recover', 'post-recover'],
  ],
};

/** A row of a parameter table: what it leaves out is the same for the whole table or follows from the kind. */
export type Row = Omit<Parameter, 'context' | 'since'> & { readonly since?: string };

/** Completes the rows of one context. */
export function rows(context: Context, list: readonly Row[]): readonly Parameter[] {
  return list.map((row) => {
    const values = row.values ?? kindWords[row.kind];
    return { since: '2.4', ...row, ...(values ? { values } : {}), context };
  });
}

/** The rows of another table with these names, for a context in which they mean the same. */
export function taken(list: readonly Parameter[], names: readonly string[]): readonly Row[] {
  return names.flatMap((name) => list.filter((row) => row.name === name));
}
