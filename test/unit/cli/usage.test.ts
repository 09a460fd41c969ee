import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../harness/cli/main.js';

let stdout = '';
let stderr = '';
beforeEach(() => {
  stdout = stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.removeAllListeners('error');
});

describe('the command line', () => {
  it.each([
    ['no command', [], 'name a command; perforch --help lists them'],
    ['an unknown command', ['rnak'], 'unknown command "rnak": did you mean rank?'],
    ['a command like none', ['frobnicate'], 'unknown command "frobnicate": perforch --help lists all'],
    ['an unknown option', ['status', '--bogus'], 'status: unknown option or argument "bogus"'],
    ['an argument too many', ['status', 'now'], 'status: unknown option or argument "now"'],
    ['a missing argument', ['run'], 'run: an argument is missing: see perforch run --help'],
    ['an option without its value', ['rank', '--db'], '--db needs a value'],
    ['an empty value', ['rank', '--db', ''], '--db: is empty'],
    ['negative lanes', ['run', 'x', '--lanes', '-2'], '--lanes: got "-2": give a whole number of at least 1'],
    ['lanes that are no number', ['verify', 'mini', '--lanes', 'all'], '--lanes: got "all"'],
    ['no questions at a time', ['run', 'x', '--ask-lanes', '0'], '--ask-lanes: got "0"'],
    ['a sample of nothing', ['verify', 'mini', '--sample', '0'], '--sample: got "0"'],
    ['a seed with a fraction', ['verify', 'mini', '--seed', '1.5'], '--seed: got "1.5"'],
    ['an option given twice', ['rank', '--db', 'a', '--db', 'b'], '--db: given 2 times'],
    [
      'a slip in --languages',
      ['verify', 'mini', '--languages', 'java,pyhton'],
      '"pyhton": did you mean python?',
    ],
    ['an unknown data set', ['datasets', 'list', 'mimi'], 'nknown dataset "mimi"'],
    ['an unknown action', ['datasets', 'eat'], 'Given: "eat", Choices: "fetch", "list", "verify"'],
  ])('refuses %s in one line', async (_, args, message) => {
    expect(await main(args)).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^perforch: [^\n]+\n$/);
    expect(stderr).not.toContain('internal error');
    expect(stderr).toContain(message);
  });
});
