import type { ConfigBuilder } from './builder';
import { blockKey } from './names';
import type { Reader } from './reader';
import type { Block, Setting } from './types';
import type { Place } from '../text/span';
import { parameterOf } from '../schema/index';
import type { BlockKind } from '../schema/types';
import { unquote } from '../syntax/unquote';
import type { Resolved } from './types';

/**
 * What Amanda checks when every file is read (conffile.c, update_derived_values). It prints these without a line; we
 * point at the statement that is to blame.
 */
export function checkWhole(c: ConfigBuilder, r: Reader, configName: string): void {
  for (const use of c.uses) {
    const key = blockKey(use.name);
    // A tapedev may name a changer where there is no tpchanger.
    use.target ??=
      c.blocks[use.kind].get(key) ?? (use.kind === 'device' ? c.blocks.changer.get(key) : undefined);
  }
  // What is not found may be defined in a file that could not be read, and that is reported already.
  const whole = !c.incomplete;
  if (whole) {
    tapetype(c, r);
    if (r.grammar.namedHoldingdisks) holdingdisks(c, r);
  }
  const oldLabels = c.global.get('label-new-tapes');
  const autolabel = c.global.get('autolabel');
  const { labelConflict } = r.grammar;
  if (oldLabels && autolabel && labelConflict !== undefined) {
    problem(
      r,
      'value/label-conflict',
      oldLabels.keyword,
      `Can't specify both ${labelConflict} and autolabel`,
      {},
      [{ place: autolabel.place, text: 'autolabel is set here.' }],
    );
  }
  labels(r, c.global.get('labelstr'), c.global.get('autolabel'), undefined);
  const org = c.global.get('org')?.value;
  const spaced =
    r.grammar.checksOrg && org?.t === 'string' && /[\0- "\udc80-\udcff\u0080-\uffff]/.test(org.s);
  for (const storage of c.blocks.storage.values()) {
    labels(r, storage.values.get('labelstr'), storage.values.get('autolabel'), storage);
    if (spaced) organisation(c, r, storage);
  }
  if (!whole) return;
  storages(c, r, 'storage', configName);
  storages(c, r, 'active-storage', configName);
}

function problem(
  r: Reader,
  id: string,
  place: Place,
  amanda: string,
  args: Record<string, string | undefined> = {},
  related?: { place: Place; text: string }[],
): void {
  r.add({ id, place, amanda: `parse error: ${amanda}`, args, ...(related ? { related } : {}) });
}

const byName = new WeakMap<ConfigBuilder, ReadonlyMap<string, Place>>();

/** Where a statement names a block last. */
function lastUse(c: ConfigBuilder, kind: BlockKind, setting: Setting, name: string): Place {
  const { uri, span } = setting.place;
  let places = byName.get(c);
  if (places === undefined) {
    // A statement may name a hundred thousand blocks: each is looked up, not searched for.
    places = new Map(c.uses.map((use) => [`${use.kind} ${use.name}`, use.place]));
    byName.set(c, places);
  }
  const last = places.get(`${kind} ${name}`);
  const inside =
    last !== undefined && last.uri === uri && last.span.start >= span.start && last.span.end <= span.end;
  return inside ? last : (lastWithin(c, kind, setting, name) ?? setting.place);
}

/** The same for a name that is used further down as well, which few are. */
function lastWithin(c: ConfigBuilder, kind: BlockKind, setting: Setting, name: string): Place | undefined {
  if (c.uses.length > MOST_USES) return undefined;
  const { uri, span } = setting.place;
  return c.uses.findLast(
    (use) =>
      use.kind === kind &&
      use.name === name &&
      use.place.uri === uri &&
      use.place.span.start >= span.start &&
      use.place.span.end <= span.end,
  )?.place;
}

/** With more uses of blocks than this a problem points at the statement and not at the name in it. */
const MOST_USES = 2000;

function tapetype(c: ConfigBuilder, r: Reader): void {
  const setting = c.global.get('tapetype');
  if (setting?.value.t !== 'string') return defaultTapetype(c, r);
  const name = setting.value.s;
  if (c.blocks.tapetype.has(blockKey(name))) return;
  const place = lastUse(c, 'tapetype', setting, name);
  const args = { found: name, target: 'tapetype' };
  if (r.grammar.missingTapetype === 'whole')
    return problem(r, 'reference/undefined-block', place, `tapetype ${name} is not defined`, args);
  r.add({ id: 'reference/undefined-block', place, amanda: `tapetype ${name} not defined`, args });
}

/** Up to 2.5.2 there must be a tapetype of the default name where none is named (conffile.c, read_conffile). */
function defaultTapetype(c: ConfigBuilder, r: Reader): void {
  const root = c.files[0];
  if (r.grammar.missingTapetype !== 'line' || root === undefined) return;
  const text = parameterOf('global', 'tapetype', r.version)?.default ?? '';
  const name = unquote(text);
  if (c.blocks.tapetype.has(blockKey(name))) return;
  r.add({
    id: 'value/tapetype-missing',
    place: { uri: root, span: { start: 0, end: 0 } },
    amanda: `default tapetype ${name} not defined`,
    args: { found: name },
  });
}

function holdingdisks(c: ConfigBuilder, r: Reader): void {
  const missing = new Set<string>();
  for (const use of c.uses) {
    if (use.from !== 'holdingdisk' || use.target || missing.has(use.name)) continue;
    missing.add(use.name);
    problem(r, 'reference/undefined-block', use.place, `holdingdisk ${use.name} is not defined`, {
      found: use.name,
      target: 'holdingdisk',
    });
  }
}

function labels(
  r: Reader,
  labelstr: Setting | Resolved | undefined,
  autolabel: Setting | Resolved | undefined,
  storage: Block | undefined,
): void {
  if (labelstr?.value.t !== 'labelstr' || !labelstr.value.matchAutolabel || autolabel) return;
  const amanda = 'AUTOLABEL not set and LABELSTR set to MATCH-AUTOLABEL';
  problem(r, 'value/autolabel-missing', labelstr.place, amanda, { block: storage?.name });
}

function organisation(c: ConfigBuilder, r: Reader, storage: Block): void {
  for (const name of ['meta-autolabel', 'autolabel'] as const) {
    const setting = storage.values.get(name);
    const value = setting?.value;
    const template = value?.t === 'string' ? value.s : value?.t === 'autolabel' ? value.template : '';
    if (!setting || !template.includes('$o')) continue;
    const org = c.global.get('org');
    problem(
      r,
      'value/org-characters',
      setting.place,
      `ORG must not contains space if '$0' is in ${name.replace('-', '_')}`,
      { name },
      org ? [{ place: org.place, text: 'org is set here.' }] : undefined,
    );
  }
}

function storages(c: ConfigBuilder, r: Reader, name: 'storage' | 'active-storage', configName: string): void {
  const setting = c.global.get(name);
  if (setting?.value.t !== 'strings') return;
  for (const each of setting.value.list) {
    if (c.blocks.storage.has(blockKey(each))) continue;
    // Without a storage statement Amanda makes a storage that is called as the configuration is.
    if (!c.global.has('storage') && blockKey(each) === blockKey(configName)) continue;
    const place = lastUse(c, 'storage', setting, each);
    problem(r, 'reference/undefined-block', place, `storage '${each}' is not defined`, {
      found: each,
      target: 'storage',
    });
  }
}
