import type { Block, Inheritance } from '../../model/types';
import type { Value } from '../../model/values';
import type { Check } from '../check';
import { addLineToBlock, merged, quoted } from '../edit';
import { some, writtenDumptypes } from '../walk';

export const lostScripts: Check = {
  id: 'trap/lost-scripts',
  severity: 'warning',
  title: 'Scripts and tags are inherited over one generation only',
  doc: `A dumptype hands its own \`script\` and \`tag\` lines down to the dumptypes that inherit from it, but what it has itself only
by inheritance is lost in *their* children (\`common-src/conffile.c\`, \`copy_dumptype\`; measured with Amanda 3.5.1). The
script does not run and the tag is missing, without any message.

Name the script or tag again in the dumptype that should have it.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      for (const entry of block.entries) {
        if (entry.kind !== 'inherit') continue;
        for (const parameter of ['script', 'tag'] as const) {
          const lost = lostNames(block, entry.inherit, parameter);
          if (lost.length === 0) continue;
          const { name, place } = entry.inherit;
          // An inline block has a name that nobody wrote, and that cannot be given twice.
          if (lost.some((one) => /^custom\(/.test(one))) {
            report({
              place,
              message: `${name} does not hand down its inline ${parameter}, which it has only by inheritance: here nothing runs. Define the ${parameter} with a name, and name it in this block.`,
            });
            continue;
          }
          const line = `${parameter === 'tag' ? 'tag append' : 'script'} ${lost.map(quoted).join(' ')}`;
          report({
            place,
            message: `${name} does not hand down ${lost.length === 1 ? `its ${parameter}` : `its ${parameter}s`} ${some(lost)}, which it has only by inheritance: here ${parameter === 'script' ? 'nothing runs' : 'the tag is missing'}. Write \`${line}\` in this block if you want ${lost.length === 1 ? 'it' : 'them'}.`,
            fixes: () => {
              const added = addLineToBlock(snapshot, block, line);
              return added === undefined
                ? []
                : [
                    {
                      title: `Add ${parameter} ${some(lost)} to this block`,
                      preferred: true,
                      edits: merged([added]),
                    },
                  ];
            },
          });
        }
      }
    }
  },
};

function names(value: Value | undefined): readonly string[] {
  return value?.t === 'refs' ? value.names : value?.t === 'strings' ? value.list : [];
}

/** What the parent has by inheritance alone and this block does not get from anywhere. */
function lostNames(block: Block, inherit: Inheritance, parameter: 'script' | 'tag'): string[] {
  const parent = inherit.target;
  if (parent === undefined || ownLine(parent, parameter)) return [];
  const have = new Set(names(block.values.get(parameter)?.value).map((name) => name.toLowerCase()));
  const lost = names(parent.values.get(parameter)?.value).filter((name) => !have.has(name.toLowerCase()));
  // Scripts are listed in the order they run; a line that names several runs the last one first.
  return [...new Set(parameter === 'script' ? [...lost].reverse() : lost)];
}

function ownLine(block: Block, parameter: string): boolean {
  return block.entries.some(
    (entry) => entry.kind === 'setting' && entry.setting.parameter.name === parameter,
  );
}
