import { matchDisk, matchHost, MatchError } from './match';
import type { Disklist, Dle } from './types';

/** The DLEs that arguments of amadmin select, and what it prints about arguments that select none. */
export interface Selection {
  readonly dles: readonly Dle[];
  readonly messages: readonly string[];
}

/**
 * Selects DLEs by `[HOST [DISK]...]...` as server-src/diskfile.c match_disklist does: an argument is a disk of the host
 * before it if it matches one, else a host. amadmin's disklist prints DLEs that are ignored as well, so none is skipped
 * here. Throws MatchError for an argument that is both or that is no expression.
 */
export function selectDles(disklist: Disklist, args: readonly string[]): Selection {
  const { dles } = disklist;
  if (args.length === 0) return { dles, messages: [] };
  const messages: string[] = [];
  const chosen = new Set<Dle>();
  let host: string | undefined;
  let wholeHost = false;
  const chooseHost = (expression: string) => {
    let any = false;
    for (const dle of dles) {
      if (chosen.has(dle) || !matchHost(expression, dle.host)) continue;
      chosen.add(dle);
      any = true;
    }
    if (!any) messages.push(`All disks on host '${expression}' are ignored or have strategy "skip".`);
  };
  for (const argument of args) {
    const isHost = dles.some((dle) => matchHost(argument, dle.host));
    const before = host;
    const disks =
      before === undefined
        ? []
        : dles.filter(
            (dle) =>
              matchHost(before, dle.host) &&
              (matchDisk(argument, dle.disk) ||
                (dle.device !== undefined && matchDisk(argument, dle.device))),
          );
    if (disks.length > 0) {
      if (isHost) throw new MatchError(`Argument ${argument} cannot be both a host and a disk`);
      for (const dle of disks) chosen.add(dle);
      wholeHost = false;
    } else if (isHost) {
      if (wholeHost && host !== undefined) chooseHost(host);
      host = argument;
      wholeHost = true;
    } else {
      const hint = argument.includes('\\') ? '; quoting may be incorrect.' : '.';
      messages.push(`Argument '${argument}' matches neither a host nor a disk${hint}`);
      wholeHost = false;
    }
  }
  if (wholeHost && host !== undefined) chooseHost(host);
  return { dles: dles.filter((dle) => chosen.has(dle)), messages };
}
