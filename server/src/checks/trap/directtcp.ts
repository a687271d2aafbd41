import type { Check } from '../check';
import { causes, relatedDles, setBeside } from '../causes';
import { failed } from './refusal-text';

export const directtcp: Check = {
  id: 'trap/directtcp',
  severity: 'error',
  title: 'data-path directtcp with compression, encryption or a required holding disk',
  doc: `With \`data-path directtcp\` the data goes straight from the application to the tape device: nothing on the way can compress or
encrypt it, and it never touches the holding disk. The planner refuses the DLE and amcheck says the same
(\`server-src/planner.c\`, \`setup_estimate\`).

Set \`compress none\`, \`encrypt none\` and \`holdingdisk never\` beside it, or use \`data-path amanda\`.`,
  run(snapshot, report) {
    for (const { place, what, dles } of causes(snapshot, ({ facts }) => {
      if (!facts.directtcp) return undefined;
      const text =
        facts.compress.side !== 'none'
          ? "Can't compress directtcp data-path"
          : facts.encrypt !== 'none'
            ? "Can't encrypt directtcp data-path"
            : facts.holding === 'required'
              ? "Holding disk can't be use for directtcp data-path"
              : undefined;
      return text === undefined ? undefined : { parameter: 'data-path', what: text };
    })) {
      const set = /compress/.test(what)
        ? 'compress none'
        : /encrypt/.test(what)
          ? 'encrypt none'
          : 'holdingdisk never';
      report({
        place,
        message: `${failed(dles.length, what)}. Set \`${set}\` in this dumptype, or \`data-path amanda\`.`,
        related: relatedDles(dles, 'not backed up'),
        fixes: () => {
          const [, parameter = '', value = ''] = /^(\S+) (.*)$/.exec(set) ?? [];
          return setBeside(snapshot, dles[0], 'data-path', parameter, value);
        },
      });
    }
  },
};
