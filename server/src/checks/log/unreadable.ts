import type { Check } from '../check';

/** Parts of a log that could not be read. */
export const unreadable: Check = {
  id: 'log/unreadable',
  severity: 'info',
  title: 'A part of the log could not be read',
  doc: `The log was cut off, damaged, written by two clocks, or dated in another language. Everything else in it was
read; figures that depend on the part named here may be missing.`,
  run(snapshot, report) {
    for (const facts of snapshot.observations.logs.values()) {
      for (const { place, reason } of facts.unreadable.slice(0, 20)) report({ place, message: reason });
    }
  },
};
