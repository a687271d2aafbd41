import { problemCheck } from '../problem';

export const globalChangerfile = problemCheck({
  id: 'style/global-changerfile',
  severity: 'warning',
  title: 'changerfile at the top level is deprecated',
  doc: `Amanda warns \`Global changerfile is deprecated, it must be set in the changer section\`. Move the line into the \`define changer\`
block that \`tpchanger\` names. A warning in amanda.conf also makes Amanda drop DLEs below an includefile of the disklist.`,
  tags: ['deprecated'],
  message: () =>
    'Amanda warns "Global changerfile is deprecated, it must be set in the changer section"; a warning in amanda.conf can hide DLEs of the disklist. Move it into the changer block.',
});
