import type { Category, Check } from './check';
import { categoryOf } from './check';

/** What the categories mean, in the order of the list. */
const categories: Readonly<Record<Category, string>> = {
  syntax: 'The form of amanda.conf and its includes. An error here is a refusal of Amanda at that line.',
  value: 'Values of parameters. An error here is a refusal of Amanda at that line.',
  reference: 'Names of blocks and files. An error here is a refusal of Amanda at that line.',
  disklist: 'The disklist. An error here is a refusal of Amanda at that line.',
  network:
    'Requests and replies on their way: the UDP chapters of the Amanda wiki\'s article "Results missing".',
  timing: 'How long estimates take, against how long Amanda waits.',
  trap: 'What Amanda accepts without a word while it reads its files, and which loses something or fails at night.',
  policy: 'What works, but is probably not what was meant.',
  security: 'Secrets, trust and encryption.',
  style: 'What is old, unused or superfluous.',
  log: 'What the logs themselves say went wrong.',
};

const severities = {
  error: 'error',
  warning: 'warning',
  info: 'information',
  hint: 'hint',
} as const;

/** The documentation of all checks: path below docs/ → Markdown. Each check has one page, and CHECKS.md lists them. */
export function documentChecks(checks: readonly Check[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const check of checks) pages.set(`checks/${check.id}.md`, page(check));
  pages.set('CHECKS.md', list(checks));
  return pages;
}

function page(check: Check): string {
  const category = categoryOf(check.id);
  return `# ${check.title}

\`${check.id}\` · ${severities[check.severity]} unless the settings say otherwise · [all checks](../../CHECKS.md)

${check.doc.trim()}

## Turning it off or regrading it

In the settings: \`"amanda.severity": { "${check.id}": "off" }\` (or \`"error"\`, \`"warning"\`, \`"info"\`, \`"hint"\`; \`"${category}"\`
stands for the whole category). For one line: \`# amanda-lint-disable-next-line ${check.id}\` above it. For a
file: \`# amanda-lint-disable ${check.id}\` above its first statement.
`;
}

function list(checks: readonly Check[]): string {
  const parts = Object.entries(categories).flatMap(([category, meaning]) => {
    const rows = checks.filter((check) => categoryOf(check.id) === category);
    if (rows.length === 0) return [];
    const lines = rows.map(
      (check) =>
        `| [\`${check.id}\`](checks/${check.id}.md) | ${severities[check.severity]} | ${check.title} |`,
    );
    return [
      `## ${category}\n\n${meaning}\n\n| check | severity | what it finds |\n| --- | --- | --- |\n${lines.join('\n')}\n`,
    ];
  });
  return `# Checks

Made by \`npm run docs\` from the table of checks: ${String(checks.length)} of them. An **error** in the categories syntax, value, reference
and disklist means that the real Amanda refuses the file; in the others, that the run fails for that host or DLE on any day.

${parts.join('\n')}`;
}
