import { isUdp, type HostPlan } from '../../estimate/hostplan';
import type { VersionRow } from '../../schema/versions';
import type { Snapshot } from '../../model/snapshot';
import type { Block, Dle } from '../../model/types';
import type { FileEdit } from '../../text/span';
import type { Fix } from '../check';
import { addLineToBlock, addToDle, merged, setValue } from '../edit';

/** Auths over TCP that fixes offer, the first one first. */
const STREAM_AUTHS = ['bsdtcp', 'ssh'] as const;

/**
 * The part of a message that recommends an auth over TCP, between `before` and `after`: bsdtcp came with 2.5.1, ssh
 * with 2.5.0. Empty where the release has neither.
 */
export function streamAdvice(row: VersionRow, before: string, after = ''): string {
  const auth = STREAM_AUTHS.find((one) => row.auths.includes(one));
  return auth === undefined ? '' : `${before}auth "${auth}"${after}`;
}

/** What must change on the client before the new auth works. */
export function clientNote(auth: string, hosts: string): string {
  return auth === 'ssh'
    ? `On ${hosts}, put the public key of the server's backup user into authorized_keys of the client's backup user, and run \`amcheck -c\` before tonight.`
    : `On ${hosts}, inetd, xinetd or systemd must start amandad on 10080/tcp (stream, nowait) with -auth=bsdtcp instead of 10080/udp; run \`amcheck -c\` before tonight.`;
}

/** Fixes that give DLEs another auth, in the dumptypes that cause the present one. `what` is added to the title. */
export function authFixes(
  snapshot: Snapshot,
  dles: readonly Dle[],
  auths: readonly string[],
  what = '',
): readonly Fix[] {
  const hosts = [...new Set(dles.map((dle) => dle.host))];
  const name = hosts.length === 1 ? (hosts[0] ?? '') : `these ${String(hosts.length)} clients`;
  return STREAM_AUTHS.filter((auth) => auths.includes(auth)).flatMap((auth, n) => {
    const edits = authEdits(snapshot, dles, auth);
    if (edits.length === 0) return [];
    return [
      {
        title: `Use auth "${auth}" in ${owners(dles)}${what}`,
        preferred: n === 0,
        edits,
        note: clientNote(auth, name),
      },
    ];
  });
}

/** As authFixes, for the DLEs of a host that go over UDP; nothing for a host that does not use it. */
export function hostAuthFixes(snapshot: Snapshot, plan: HostPlan, what = ''): readonly Fix[] {
  if (!plan.udp) return [];
  const udp = plan.dles
    .filter(({ absent, facts }) => absent?.why !== 'skip' && isUdp(facts.auth))
    .map(({ dle }) => dle);
  return authFixes(snapshot, udp, plan.row.auths, what);
}

/** The block to change for a DLE: the one that sets its auth, else the base from which its dumptype inherits. */
function cause(dle: Dle): Block {
  const owner = dle.dumptype.values.get('auth')?.owner;
  if (owner === undefined) return base(dle.dumptype, new Set());
  return owner.builtin ? heir(dle.dumptype, owner) : owner;
}

function base(block: Block, seen: Set<Block>): Block {
  seen.add(block);
  for (const target of parents(block)) if (!target.builtin && !seen.has(target)) return base(target, seen);
  return block;
}

/** The written block that inherits a built-in dumptype's auth and hands it on; what it sets itself wins over that. */
function heir(block: Block, owner: Block): Block {
  const from = parents(block).findLast((target) => target.values.get('auth')?.owner === owner);
  return from === undefined || from.builtin ? block : heir(from, owner);
}

function parents(block: Block): readonly Block[] {
  return block.entries.flatMap((entry) =>
    entry.kind === 'inherit' && entry.inherit.target !== undefined ? [entry.inherit.target] : [],
  );
}

function owners(dles: readonly Dle[]): string {
  const blocks = [...new Set(dles.map(cause))];
  const named = blocks.filter((block) => !block.inline && !block.builtin).map((block) => block.name);
  if (named.length === 1 && blocks.length === 1) return `dumptype ${named[0] ?? ''}`;
  if (named.length === 0) return blocks.length === 1 ? 'this DLE' : `${String(dles.length)} DLEs`;
  return `dumptypes ${named.slice(0, 3).join(', ')}${blocks.length > 3 || named.length < blocks.length ? ' …' : ''}`;
}

function authEdits(snapshot: Snapshot, dles: readonly Dle[], auth: string): readonly FileEdit[] {
  const edits: (FileEdit | undefined)[] = [];
  const done = new Set<Block>();
  for (const dle of dles) {
    const block = cause(dle);
    if (done.has(block) && !block.builtin) continue;
    done.add(block);
    const own = block.values.get('auth');
    if (block.builtin) edits.push(addToDle(snapshot, dle, [`auth "${auth}"`]));
    else if (own !== undefined && own.owner === block) edits.push(setValue(snapshot, own, `"${auth}"`));
    else edits.push(addLineToBlock(snapshot, block, `auth "${auth}"`));
  }
  return merged(edits);
}
