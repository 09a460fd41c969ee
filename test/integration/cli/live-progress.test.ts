import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';
import { onTerminal } from './terminal.js';

const SIZE = { columns: 100, rows: 30 };
const SHOW_CURSOR = '\u001b[?25h';
const folder = temporaryFolder();
let study: ScriptedStudy;

beforeAll(async () => {
  study = await scriptedStudy(folder, 'live', {
    languages: ['python'],
    problems: [1, 2],
    stages: ['generate', 'fix'],
  });
});
afterAll(() => study.server.close());

describe('a run on a terminal', () => {
  it('leaves one table with the last figures, the result below it, and the cursor', async () => {
    const { code, lines, raw } = await onTerminal(
      ['run', study.path, '--db', join(folder, 'whole.sqlite')],
      SIZE,
    );
    expect(code).toBe(0);
    const heads = lines.filter((line) => line.startsWith('study live, '));
    expect(heads).toHaveLength(1);
    const begin = lines.findIndex((line) => line === heads[0]);
    expect(lines.slice(begin + 1, begin + 4)).toEqual([
      '  asking     20 of 20 answers',
      '  judging    20 of 20 decided',
      '  measuring  nothing to measure',
    ]);
    const rows = lines.slice(begin + 6, begin + 16);
    expect(rows.map((row) => row.split(/\s+/).slice(0, 3))).toEqual(
      study.models.flatMap((model) => ['generate', 'fix'].map((stage) => [model, stage, '2/2'])),
    );
    expect(lines[begin + 16]).toMatch(/^20\/20 cells, /);
    expect(lines.slice(begin + 17).join('')).toContain(`stored in ${join(folder, 'whole.sqlite')}`);
    expect(raw.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'));
  });

  it('is tidy after Ctrl-C, too', async () => {
    const args = [
      'run',
      study.path,
      '--db',
      join(folder, 'stopped.sqlite'),
      '--lanes',
      '1',
      '--ask-lanes',
      '1',
    ];
    const { code, lines, raw } = await onTerminal(args, SIZE, {}, (text) => text.includes('under way'));
    expect(code).toBe(130);
    expect(lines.filter((line) => line.startsWith('stopping: '))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('study live, '))).toEqual([
      expect.stringMatching(/, stopping$/),
    ]);
    expect(lines.join('\n')).toMatch(/^stopped with \d+ cells to go: the same command goes on$/m);
    expect(raw.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'));
  });

  it('writes plain lines where the terminal is a dumb one', async () => {
    const args = ['run', study.path, '--db', join(folder, 'whole.sqlite')];
    const { code, raw } = await onTerminal(args, SIZE, { TERM: 'dumb' });
    expect(code).toBe(0);
    expect(raw).not.toContain('\u001b');
    expect(raw).toContain('20/20 cells, ');
  });
});
