import { pathToFileURL } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { UserError } from '../errors.js';
import { COMMANDS } from './commands/index.js';
import { note } from './output.js';

/** Runs the command line; resolves with the exit code. Nothing below this prints an error or exits. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const parser = yargs([...args])
    .scriptName('perforch')
    .usage('$0 <command>: measure LLMs as programmers, rank them, and route tasks to the best')
    .strict()
    .demandCommand(1, 'name a command; --help lists them')
    .recommendCommands()
    .option('debug', { type: 'boolean', default: false, describe: 'Show the stack of an error' })
    .wrap(Math.min(110, process.stdout.columns || 110))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new UserError(message ?? 'the command line is not understood; see --help');
    })
    .version(false)
    .help();
  for (const command of COMMANDS) {
    parser.command(command.name, command.describe, command.options, async (given) => {
      exitCode = await command.run(given);
    });
  }
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    report(error, args.includes('--debug'));
    return 1;
  }
}

function report(error: unknown, debug: boolean): void {
  if (debug && error instanceof Error) note(error.stack ?? error.message);
  else if (error instanceof UserError) note(`perforch: ${error.message}`);
  else {
    const message = error instanceof Error ? error.message : String(error);
    note(`perforch: internal error: ${message.split('\n')[0] ?? ''} (--debug shows where)`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(hideBin(process.argv));
}
