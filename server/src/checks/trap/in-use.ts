/** True when amanda.conf is meant for runs: an empty folder or a file under construction is not nagged about it. */
export function inUse(dles: readonly unknown[]): boolean {
  return dles.length > 0;
}
