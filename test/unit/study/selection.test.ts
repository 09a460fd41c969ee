import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { buildProfile } from '../../../analysis/profile/build.js';
import { studySection } from '../../../analysis/report/study.js';
import { SELECTIONS } from '../../../datasets/task-selection.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import { loadProblems, recordedModel } from '../../../harness/study/open.js';
import { problemNotes } from '../../../harness/study/problem-notes.js';
import { parseStudy, studyHash } from '../../../harness/study/spec.js';
import { planStudy } from '../../../harness/study/write-plan.js';
import { tasks } from '../datasets/effibench-x/many-tasks.js';
import { functionalRow, writeShard } from '../datasets/effibench-x/parquet-files.js';
import { newPath, storeAt } from '../store/fixture.js';

const root = mkdtempSync(join(tmpdir(), 'perforch-selection-'));

beforeAll(() => {
  vi.stubEnv('PERFORCH_HOME', join(root, 'home'));
  vi.stubEnv('PERFORCH_DATA', root);
  writeShard(
    join(root, 'effibench-x', 'test-00000-of-00001.parquet'),
    [...tasks(0, 340), functionalRow()],
    64,
  );
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const parsed = (fields: string) =>
  parseStudy(`version: 1\nname: s\nmodels: [m]\nstages: [generate]\n${fields}`, 'study.yaml');
const loaded = (fields: string) => loadProblems({ path: 'study.yaml', spec: parsed(fields) });
const SELECTED = 'datasets: [mini-effibench, effibench-x]\nselection: effibench-x-336\n';

async function input() {
  const spec = parsed(SELECTED);
  const rest = await loadProblems({ path: 'study.yaml', spec });
  return { spec, ...rest, models: [recordedModel('m')], sources: new Map() };
}

describe('the selection of a study', () => {
  it('leaves of its data set the tasks that the rule takes, and of others all', async () => {
    const { problems, notSupported } = await loaded(SELECTED);
    expect(problems.filter(({ dataset }) => dataset === 'effibench-x')).toHaveLength(336 * 5);
    expect(problems.filter(({ dataset }) => dataset === 'mini-effibench')).toHaveLength(30);
    expect(notSupported).toEqual([]);
  });

  it('takes the same tasks whatever the languages of the study', async () => {
    const [all, one] = [await loaded(SELECTED), await loaded(`${SELECTED}languages: [python]\n`)];
    expect(one.selection).toEqual(all.selection);
    expect(one.problems.filter(({ dataset }) => dataset === 'effibench-x')).toHaveLength(336);
  });

  it('needs its data set', async () => {
    await expect(loaded('datasets: [mini]\nselection: effibench-x-336\n')).rejects.toThrow(
      'study.yaml: selection: effibench-x-336 is of effibench-x: add it to datasets',
    );
  });

  it('has one of the known names', () => {
    expect(() => parsed('datasets: [effibench-x]\nselection: the-papers\n')).toThrow(
      /must be effibench-x-336/,
    );
  });

  it('makes another study, and a study without one keeps its identity', () => {
    const without = parsed('datasets: [mini-effibench, effibench-x]\n');
    expect(studyHash(parsed(SELECTED))).not.toBe(studyHash(without));
    expect(JSON.stringify(without)).not.toContain('selection');
  });

  it('is named with its counts when the study runs, as our own', async () => {
    const [note] = problemNotes(await input());
    expect(note).toMatch(
      /^selection effibench-x-336, version 1, our own decision \[D\] and not the list of any paper: 336 of 341 tasks of effibench-x; left out: 1 not set in all five languages, 0 with too few tests, 4 behind the last; SHA-256 of the list: [0-9a-f]{64}$/,
    );
  });

  it('is stored with the study, and reaches its analysis, its report and its profile', async () => {
    const store = storeAt(newPath());
    try {
      const planned = await input();
      planStudy(planned, store);
      const study = chooseStudy(store, 's');
      expect(store.studies.selection(study.hash)).toEqual(planned.selection);
      const analysis = analyse(loadResults(store, study), { resamples: 2 });
      expect(analysis.study.selection).toEqual(planned.selection);
      const facts = { createdIso: '2026-01-31T12:00:00Z', harnessVersion: '1' };
      const told = studySection({ ...facts, analysis, tables: [], figures: [] });
      expect(JSON.stringify(told)).toContain(planned.selection?.hash);
      expect(buildProfile(analysis, facts).provenance.selection).toEqual({
        ...{ rule: 'effibench-x-336', version: 1, dataset: 'effibench-x', tasks: 336 },
        hash: planned.selection?.hash,
      });
    } finally {
      store.close();
    }
  });

  it('refuses to go on with a study that took other tasks', async () => {
    const store = storeAt(newPath());
    try {
      const planned = await input();
      planStudy(planned, store);
      planStudy(planned, store);
      const { selection } = planned;
      if (selection === undefined) throw new Error('it has one');
      const other = { ...planned, selection: { ...selection, hash: 'f'.repeat(64) } };
      expect(() => planStudy(other, store)).toThrow(/took the tasks of the list .* use a new database/);
    } finally {
      store.close();
    }
  });
});

it('a rule is never changed without another version', () => {
  expect(SELECTIONS).toEqual({
    'effibench-x-336': { version: 1, dataset: 'effibench-x', size: 336, leastTests: 100 },
  });
});
