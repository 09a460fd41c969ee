import { describe, expect, it } from 'vitest';
import { expectPlain, perforch, refusal, start } from './perforch.js';

describe('the command line', () => {
  it('refuses a command that there is not', async () => {
    expect(await refusal(['rnak'])).toContain('unknown command "rnak": did you mean rank?');
  });

  it('refuses negative lanes', async () => {
    expect(await refusal(['run', 'x.yaml', '--lanes', '-2'])).toContain(
      '--lanes: got "-2": give a whole number of at least 1',
    );
  });

  it('refuses a slip in --languages', async () => {
    expect(await refusal(['verify', 'mini', '--languages', 'pyhton'])).toContain('did you mean python?');
  });

  it('says the same in every locale', async () => {
    const env = { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', LANGUAGE: 'de' };
    expect(await refusal(['run'], { env })).toBe('run: an argument is missing: see perforch run --help');
  });

  it('explains its exit codes in --help', async () => {
    const { code, stdout, stderr } = await perforch(['--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const exitCode of [0, 1, 3, 130]) expect(stdout).toMatch(new RegExp(`^ +${exitCode} `, 'm'));
    expectPlain(stdout);
  });

  it('ends quietly when its reader leaves', async () => {
    const child = start(['models', '--json']);
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    await new Promise((done) => child.once('close', done));
    expect(stderr).toBe('');
  });
});
