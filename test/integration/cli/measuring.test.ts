import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { languageModule } from '../../../harness/languages/index.js';
import { Store } from '../../../harness/store/index.js';
import { ended, perforch, refusal, start, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();
const { problems } = await loadDataset('mini', { languages: ['python'] });
const problem = problems.find(({ number }) => number === 1) ?? problems[0];
if (problem === undefined) throw new Error('mini has no Python problems');
const { uid } = problem;
const programOf = (body: string | null): string => languageModule('python').programOf(problem, body ?? '');
const canonical = written(folder, 'canonical.py', programOf(problem.canonicalBody));
const refined = written(folder, 'refined.py', programOf(problem.refinedBody));
const buggy = written(folder, 'buggy.py', programOf(problem.buggyBody));

/** A burst of a neighbour's work on a shared machine spoils a measurement; a fault of ours spoils all of them. */
const AGAIN = { retry: 3 };

describe('perforch measure', () => {
  it('compares two programs, with the interval and every ratio behind it', AGAIN, async () => {
    const args = [
      'measure',
      refined,
      '--against',
      canonical,
      '--problem',
      uid,
      '--preset',
      'quick',
      '--json',
    ];
    const { code, stdout } = await perforch(args);
    expect(code).toBe(0);
    const { figures, ratios, samples } = JSON.parse(stdout) as {
      figures: { call: string; timeRatio: number; interval: { low: number; high: number }; n: number };
      ratios: number[];
      samples: unknown[];
    };
    expect(figures.call).toBe('faster');
    expect(figures.interval.low).toBeLessThanOrEqual(figures.timeRatio);
    expect(figures.interval.high).toBeGreaterThanOrEqual(figures.timeRatio);
    expect(ratios).toHaveLength(figures.n);
    expect(samples.length).toBeGreaterThan(2 * figures.n);
  });

  it('compares with the canonical solution where nothing else is said, for people', AGAIN, async () => {
    const { code, stdout } = await perforch(['measure', refined, '--problem', uid, '--preset', 'quick']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /refined\.py against the canonical solution: faster, time x 0\.\d+ \(0\.\d+ to 0\.\d+\)/,
    );
    expect(stdout).toMatch(/CPU time of one repetition/);
  });

  it('measures no program that fails its tests', async () => {
    const line = await refusal(['measure', buggy, '--problem', uid]);
    expect(line).toContain(`${buggy} does not pass the tests of ${uid}: wrong_answer`);
  });

  it('says what went wrong with a file that has another program', async () => {
    const other = written(folder, 'other.py', 'def something_else():\n    return 1\n');
    expect(await refusal(['measure', other, '--problem', uid])).toContain('NameError');
  });

  it('names the problem that was meant', async () => {
    expect(await refusal(['measure', refined, '--problem', 'mini:Pyton/1'])).toContain(
      'did you mean mini:Python/1?',
    );
  });

  it('names the data sets, when it is none of theirs', async () => {
    expect(await refusal(['measure', refined, '--problem', 'Python/1'])).toContain('mini:CPP/7');
  });

  it('names the presets', async () => {
    const line = await refusal(['measure', refined, '--problem', uid, '--preset', 'exact']);
    expect(line).toContain('precise, counted, quick, paper, single');
  });
});

describe('perforch certify', () => {
  it('refuses a preset without intervals', async () => {
    expect(await refusal(['certify', '--preset', 'paper'])).toContain(
      'choose one of precise, counted, quick',
    );
  });

  it('refuses a data set that it does not know', async () => {
    expect(await refusal(['certify', '--dataset', 'maxi'])).toContain('choose one of');
  });

  it('goes on where it was stopped, and keeps one certificate', async () => {
    const db = join(folder, 'certificate.sqlite');
    const args = [
      'certify',
      '--preset',
      'quick',
      '--languages',
      'python',
      '--sample',
      '2',
      '--db',
      db,
      '--json',
    ];
    const child = start(args);
    const done = ended(child);
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('0/2') && !child.killed) child.kill('SIGINT');
    });
    expect((await done).code).toBe(130);
    const { code, stdout } = await perforch(args);
    expect(code).toBe(0);
    const { certificate } = JSON.parse(stdout) as {
      certificate: { complete: boolean; rows: { language: string; problems: number; same: { n: number } }[] };
    };
    expect(certificate.complete).toBe(true);
    expect(certificate.rows.map(({ language }) => language)).toEqual(['python', 'all']);
    expect(certificate.rows[0]).toMatchObject({ problems: 2 });
    const store = new Store(db, { mustExist: true });
    expect(store.certificates.all()).toHaveLength(1);
    store.close();
  });
});
