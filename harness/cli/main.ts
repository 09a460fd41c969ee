import { inspect } from 'node:util';
import { pathToFileURL } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { UserError } from '../errors.js';
import { VERSION } from '../version.js';
import { COMMAND_NAMES, loadCommands } from './commands/index.js';
import { EXIT, EXIT_CODES_HELP } from './exit-codes.js';
import { leaveWithReader, note } from './output.js';
import { usageError } from './usage.js';

/** Runs the command line; resolves with the exit code. Nothing below this prints an error or exits. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  leaveWithReader();
  const parser = yargs([...args])
    .scriptName('perforch')
    .usage('$0 <command>: measure LLMs as programmers, rank them, and route tasks to the best')
    // Messages are the same on every machine.
    .detectLocale(false)
    .strict()
    .demandCommand(1)
    .option('debug', { type: 'boolean', default: false, describe: 'Show the stack of an error' })
    .wrap(Math.min(110, process.stdout.columns || 110))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      throw usageError(error?.message ?? message ?? 'not understood', args, COMMAND_NAMES);
    })
    .epilogue(EXIT_CODES_HELP)
    .version(VERSION)
    .help();
  for (const command of await loadCommands(args)) {
    parser.command(command.name, command.describe, command.options, async (given) => {
      exitCode = await command.run(given);
    });
  }
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    report(error, args.includes('--debug'));
    return EXIT.failed;
  }
}

function report(error: unknown, debug: boolean): void {
  if (debug) note(inspect(error));
  else if (error instanceof UserError) note(`perforch: ${oneLine(error.message)}`);
  else {
    const message = error instanceof Error ? error.message : String(error);
    note(`perforch: internal error: ${message.split('\n')[0] ?? ''} (--debug shows where)`);
  }
}

/** Whoever reads standard error by lines gets a whole error a line. */
function oneLine(message: string): string {
  return message
    .trim()
    .replace(/([.:;,?!])\s*\n\s*/g, '$1 ')
    .replace(/\s*\n\s*/g, ': ');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(hideBin(process.argv));
}
