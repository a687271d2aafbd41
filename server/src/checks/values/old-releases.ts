import { addGlobalLine, addLineToBlock } from '../edit';
import { problemCheck } from '../problem';
import { arg, show } from '../wording';

/** What only older releases refuse. */
export const oldReleaseChecks = [
  problemCheck({
    id: 'value/plugin-missing',
    severity: 'error',
    title: 'An application or script without plugin',
    doc: `2.6.1 refuses an application or script without \`plugin\` where it is defined (\`common-src/conffile.c\`, \`read_application\`
and \`read_pp_script\`); later releases refuse it when a DLE uses it.`,
    message: (problem, { settings }) =>
      `${arg(problem, 'target')} ${show(arg(problem, 'found'))} has no plugin, and Amanda ${settings.version} refuses the definition ("${problem.amanda}"). Name the program, as in plugin "${arg(problem, 'target') === 'script' ? 'script-email' : 'amgtar'}".`,
    fixes(problem, snapshot) {
      if (arg(problem, 'target') !== 'application') return [];
      const block = [...snapshot.config.blocks.application.values(), ...snapshot.config.inlineBlocks].find(
        ({ extent, name }) => name === arg(problem, 'found') && extent?.uri === problem.place.uri,
      );
      const edit = block && addLineToBlock(snapshot, block, 'plugin "amgtar"');
      return edit === undefined ? [] : [{ title: 'Add plugin "amgtar"', edits: [edit] }];
    },
  }),
  problemCheck({
    id: 'value/tapetype-missing',
    severity: 'error',
    title: 'No tapetype is named',
    doc: `Up to 2.5.2 a configuration without a \`tapetype\` line uses the tapetype EXABYTE, which must then be defined: the
\`default tapetype EXABYTE not defined\` names line 0 (\`common-src/conffile.c\`, \`read_conffile\`). Later releases make one up.`,
    message: (problem, { settings }) =>
      `No tapetype is named, so Amanda ${settings.version} wants one called ${arg(problem, 'found')} and refuses the file ("${problem.amanda}"). Add a tapetype line.`,
    fixes: (_problem, snapshot) =>
      [...snapshot.config.blocks.tapetype.values()].slice(0, 3).flatMap(({ name }, n) => {
        const made = addGlobalLine(snapshot, `tapetype ${name}`);
        return made ? [{ title: `Use tapetype ${name}`, preferred: n === 0, edits: [made] }] : [];
      }),
  }),
];
