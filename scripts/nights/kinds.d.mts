import type { TrueNight } from './judge.mjs';

export const kinds: {
  name: string;
  about: string;
  hosts: string[];
  disks: [host: string, disk: string, directory: string, kilobytes: number][];
  truth: Record<string, TrueNight | TrueNight[]>;
}[];
