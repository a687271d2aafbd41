import type { Command, Option } from './command';
import { largest } from '../text/lists';

const GENERAL: Readonly<Record<string, Option>> = {
  help: { type: 'boolean', short: 'h', help: 'print this help' },
};

/** The help for all commands. */
export function generalHelp(commands: readonly Command[]): string {
  const width = largest(commands.map(({ name }) => name.length));
  return [
    'amanda-lint: judges Amanda backup configurations as strictly as Amanda reads them.',
    '',
    'Usage:',
    ...commands.map(({ usage }) => `  amanda-lint ${usage} [OPTIONS]`),
    '  amanda-lint COMMAND --help',
    '  amanda-lint --version',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Exit code: 0 nothing at error level, 1 findings, 2 usage or input/output trouble.',
    '',
    'Examples:',
    ...commands.flatMap(({ examples }) => examples.slice(0, 1).map((line) => `  ${line}`)),
    '',
  ].join('\n');
}

/** The help for one command. */
export function commandHelp({ usage, summary, options, examples }: Command): string {
  const rows = Object.entries({ ...options, ...GENERAL }).map(([name, option]) => [
    left(name, option),
    option.help,
  ]);
  const width = largest(rows.map(([start = '']) => start.length));
  return [
    `Usage: amanda-lint ${usage} [OPTIONS]`,
    '',
    `${summary}.`,
    '',
    'Options:',
    ...rows.map(([start = '', help = '']) => `  ${start.padEnd(width)}  ${help}`),
    '',
    'Examples:',
    ...examples.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function left(name: string, { short, value }: Option): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}
