import type { Check } from './check';

/** The runner reports through this row what the model found refused and no other check words. */
export const refused: Check = {
  id: 'syntax/refused',
  severity: 'error',
  title: 'Amanda refuses this',
  doc: 'Amanda refuses the file at this place, with the text that the message quotes.',
  run: () => undefined,
};
