import { printDles } from '../model/print';
import { MatchError } from '../model/match';
import { oneLine, plain } from './plain';
import { selectDles } from '../model/select';
import { EXIT, Trouble, type Command } from './command';
import { configOption, loadConfig, refused } from './config';
import { settingOptions } from './settings';

/** `amanda-lint disklist`: the text of `amadmin NAME disklist`. */
export const disklist: Command = {
  name: 'disklist',
  summary: 'Print the resolved parameters of each DLE as `amadmin NAME disklist` does',
  usage: 'disklist --config DIR [HOST [DISK]]...',
  options: {
    config: configOption,
    ...settingOptions,
  },
  examples: [
    'amanda-lint disklist --config /etc/amanda/DailySet1',
    'amanda-lint disklist --config /etc/amanda/DailySet1 client.example.com /home',
    'diff <(amanda-lint disklist --config /etc/amanda/DailySet1) <(amadmin DailySet1 disklist)',
  ],
  async run(io, args, values) {
    const snapshot = await loadConfig(io, values);
    if (refused(io, snapshot)) return EXIT.findings;
    const { config, disklist: list, settings } = snapshot;
    let selected;
    try {
      selected = selectDles(list, args);
    } catch (error) {
      if (error instanceof MatchError) throw new Trouble(error.message);
      throw error;
    }
    for (const message of selected.messages) io.out(`${oneLine(message)}\n`);
    io.out(plain(printDles(config, list, selected.dles, settings.version)));
    if (selected.dles.length === 0 && args.length > 0) {
      io.err('amanda-lint: no disk matched');
      return EXIT.findings;
    }
    return EXIT.ok;
  },
};
