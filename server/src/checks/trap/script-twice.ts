import type { Check } from '../check';
import { some, writtenDumptypes } from '../walk';

export const scriptTwice: Check = {
  id: 'trap/script-twice',
  severity: 'warning',
  title: 'A script runs twice',
  doc: `Every \`script\` line and every inherited list *adds* to the scripts of a dumptype, and Amanda keeps duplicates: a script that
comes in over two parents, or that is named again, runs twice at each of its moments (measured with Amanda 3.5.1).

Inherit it over one parent only, or take the extra line out.`,
  run(snapshot, report) {
    for (const block of writtenDumptypes(snapshot)) {
      const resolved = block.values.get('script');
      if (resolved?.value.t !== 'refs') continue;
      const twice = [...new Set(resolved.value.names.filter((name, n, all) => all.indexOf(name) !== n))];
      if (twice.length === 0) continue;
      const sources = block.entries.filter((entry) =>
        entry.kind === 'setting'
          ? entry.setting.parameter.name === 'script'
          : entry.inherit.target?.values.has('script'),
      );
      const last = sources.at(-1);
      if (last === undefined) continue;
      report({
        place: last.kind === 'setting' ? last.setting.place : last.inherit.place,
        message: `${some(twice)} ${twice.length === 1 ? 'is' : 'are'} in the list of scripts twice and will run twice: Amanda adds up what is inherited and what is named. Name ${twice.length === 1 ? 'it' : 'them'} once.`,
        related: sources.slice(0, -1).map((source) => ({
          place: source.kind === 'setting' ? source.setting.place : source.inherit.place,
          text: 'the first time',
        })),
      });
    }
  },
};
