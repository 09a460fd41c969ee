import { UserError } from '../errors.js';
import { closest } from '../models/nearest.js';

/** What the parser refused, as one line that names the command, what was given, and where help is. */
export function usageError(message: string, args: readonly string[], names: readonly string[]): UserError {
  // What an option itself says of its value needs no addition.
  if (message.startsWith('--')) return new UserError(message);
  const given = args.find((argument) => !argument.startsWith('-'));
  const command = names.find((name) => name === given);
  if (given === undefined) return new UserError('name a command; perforch --help lists them');
  if (command === undefined) {
    const meant = closest(given, names);
    const guess = meant === null ? '' : `did you mean ${meant}? `;
    return new UserError(`unknown command "${given}": ${guess}perforch --help lists all`);
  }
  return new UserError(`${command}: ${explained(message)}: see perforch ${command} --help`);
}

function explained(message: string): string {
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1];
  if (unknown !== undefined) {
    const named = unknown.split(', ').map((name) => `"${name}"`);
    return `unknown option or argument ${named.join(', ')}`;
  }
  if (message.startsWith('Not enough non-option arguments')) return 'an argument is missing';
  return message
    .replace(/^Not enough arguments following: (\S+)$/, '--$1 needs a value')
    .replace(/^Invalid values:\s*/, '');
}
