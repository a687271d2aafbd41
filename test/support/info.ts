/** The text of a record as the planner's library writes it: a full dump four days ago, incrementals since. */
export function infoText(now: number, { level = 1, runs = 2, size = 500, command = 0 } = {}): string {
  const day = 86400;
  const lines = [
    `version: 0\ncommand: ${command}\nfull-rate: 100.0\nfull-comp: 0.5\nincr-rate: 100.0\nincr-comp: 0.5\n`,
    `stats: 0 190000 95000 12 ${now - 4 * day} 3 Vol3\n`,
    level > 0 ? `stats: ${level} ${size} ${size} 2 ${now - day}\n` : '',
    `last_level: ${level} ${runs}\n`,
    ...[1, 2, 3].map((n) => `history: ${level} ${size} ${size} ${now - n * day} 2\n`),
    `history: 0 190000 95000 ${now - 4 * day} 12\n`,
    '//\n',
  ];
  return lines.join('');
}
