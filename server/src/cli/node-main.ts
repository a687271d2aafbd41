import { parseArgs } from 'node:util';
import { EXIT, Trouble, UsageError, type Command, type Io, type Values } from './command';
import { commands } from './commands';
import { commandHelp, generalHelp } from './help';
import { oneLine, withoutCommands } from './plain';
import { cliVersion } from './version';

/** Runs a command line and returns the exit code. Never throws, and never prints a stack trace. */
export async function main(world: Io, argv: readonly string[]): Promise<number> {
  // What is written as bytes is meant for programs and goes out as it is.
  const io: Io = {
    ...world,
    out: (data) => world.out(typeof data === 'string' ? withoutCommands(data) : data),
    err: (line) => world.err(withoutCommands(oneLine(line))),
  };
  try {
    return await dispatch(io, argv);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`amanda-lint: ${error.message}`);
      io.err("Try 'amanda-lint --help'.");
    } else if (error instanceof Trouble) io.err(`amanda-lint: ${error.message}`);
    else io.err(`amanda-lint: internal error: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.trouble;
  }
}

async function dispatch(io: Io, argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-V') {
    io.out(`amanda-lint ${cliVersion}\n`);
    return EXIT.ok;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0] === undefined ? undefined : commandNamed(rest[0]);
    io.out(about ? commandHelp(about) : generalHelp(commands));
    return EXIT.ok;
  }
  if (name === undefined) throw new UsageError('expected a command');
  const command = commandNamed(name);
  const { args, values } = read(command, rest);
  if (values['help'] === true) {
    io.out(commandHelp(command));
    return EXIT.ok;
  }
  return command.run(io, args, values);
}

function commandNamed(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (!command) {
    throw new UsageError(
      `unknown command '${name}'; there are ${commands.map((one) => one.name).join(', ')}`,
    );
  }
  return command;
}

function read(command: Command, argv: readonly string[]): { args: readonly string[]; values: Values } {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short !== undefined && { short }), ...(multiple !== undefined && { multiple }) },
    ]),
  );
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { args: positionals, values: values };
  } catch (error) {
    // The text behind the first sentence is about passing the argument as a positional one.
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${command.name}: ${text.split('. ')[0] ?? text}`);
  }
}
