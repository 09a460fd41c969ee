import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, expectPlain, jsonOf, start, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const TASKS = [1, 2, 3, 4, 5, 6, 7, 8];
const folder = temporaryFolder();
const db = join(folder, 'stopped.sqlite');
let study: ScriptedStudy;

beforeAll(async () => {
  study = await scriptedStudy(folder, 'stopped', { languages: ['python'], problems: TASKS });
});
afterAll(() => study.server.close());

describe('Ctrl-C on a running study', () => {
  it('stops it cleanly, and the same command finishes it without asking anything twice', async () => {
    const cells = TASKS.length * 3 * study.models.length;
    const child = start(['run', study.path, '--db', db, '--lanes', '1', '--ask-lanes', '2']);
    const end = ended(child);
    const poll = setInterval(() => {
      if (study.questions() < 5 || child.pid === undefined) return;
      clearInterval(poll);
      // To the whole group, as a terminal does.
      process.kill(-child.pid, 'SIGINT');
    }, 5);
    const stopped = await end;
    clearInterval(poll);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('stopping: what is under way is finished and stored');
    expect(stopped.stderr).toMatch(/^stopped with \d+ cells to go: the same command goes on$/m);
    expectPlain(stopped.stderr);
    expect(study.questions()).toBeLessThan(cells);

    const finished = await jsonOf(['run', study.path, '--db', db]);
    expect(finished.code).toBe(0);
    expect(finished.document).toMatchObject({ state: 'complete', cells, done: cells, missing: 0, faults: 0 });
    expect(study.questions()).toBe(cells);
  });
});
