import type { Dle, Host } from '../../model/types';
import type { Finding } from '../check';

/** The DLEs of a host by the value that each has, in disklist order. */
export function groups<T>(host: Host, value: (dle: Dle) => T): Map<T, Dle[]> {
  const out = new Map<T, Dle[]>();
  for (const dle of host.dles) {
    const key = value(dle);
    const list = out.get(key);
    if (list === undefined) out.set(key, [dle]);
    else list.push(dle);
  }
  return out;
}

export function where(dle: Dle): Finding['place'] {
  return dle.dumptypePlace ?? dle.dumptype.place ?? dle.diskPlace;
}

/** The first DLE of each value that is not the one in force. */
export function related(found: Map<string | number, Dle[]>, name: string): Finding['related'] {
  return [...found]
    .slice(0, 5)
    .flatMap(([value, [first]]) =>
      first === undefined ? [] : [{ place: where(first), text: `${name} ${String(value)}: ${first.disk}` }],
    );
}
