import type { Argv } from 'yargs';

/** One command of the command line: parses its options, calls the station that does the work, prints what came of it. */
export interface Command<Options = unknown> {
  /** Name and positional arguments, as yargs takes them. */
  readonly name: string;
  readonly describe: string;
  readonly options: (yargs: Argv) => Argv<Options>;
  /** Gives the exit code. */
  readonly run: (options: Options) => Promise<number>;
}

/** Keeps the options' types between `options` and `run`. */
export function defineCommand<Options>(command: Command<Options>): Command {
  return command as Command;
}
