import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../datasets/problem.js';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { recordedModel } from '../../../harness/study/open.js';
import { planCells, type PlannedCell } from '../../../harness/study/plan.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { madeUpProblem } from '../models/problems.js';

const MODELS: ModelSpec[] = ['a', 'b'].map(recordedModel);
const PROBLEMS: Problem[] = [
  madeUpProblem('python', 1),
  { ...madeUpProblem('python', 2), buggyBody: null },
  madeUpProblem('rust', 1),
];

function planned(fields = ''): PlannedCell[] {
  const spec = parseStudy(
    `version: 1\nname: p\ndatasets: [made-up]\nmodels: [a, b]\n${fields}`,
    'study.yaml',
  );
  return planCells(spec, PROBLEMS, MODELS);
}
const at = (cells: readonly PlannedCell[], stage: string): PlannedCell[] =>
  cells.filter((cell) => cell.stage === stage);

describe('the cells of a study', () => {
  it('are one a model, problem and stage, where the problem has a program to start from', () => {
    const cells = planned();
    expect(at(cells, 'generate')).toHaveLength(6);
    expect(at(cells, 'fix')).toHaveLength(4);
    expect(at(cells, 'refine')).toHaveLength(6);
  });

  it('have no fix where the data set has no buggy program', () => {
    const fixed = at(planned(), 'fix').map(({ problem }) => problem.uid);
    expect(fixed).not.toContain('made-up:python/2');
  });

  it('start from nothing, the buggy and the canonical program', () => {
    const [generate, fix, refine] = ['generate', 'fix', 'refine'].map(
      (stage) => at(planned(), stage)[0]?.input,
    );
    expect(generate).toBeNull();
    expect(fix).toContain('buggy_1');
    expect(refine).toContain('canonical_1');
  });

  it('are numbered by sample from 1', () => {
    const samples = at(planned('samples: 3\n'), 'generate').map(({ sample }) => sample);
    expect(new Set(samples)).toEqual(new Set([1, 2, 3]));
    expect(samples).toHaveLength(18);
  });

  it('are those of the chosen languages, stages and task numbers', () => {
    const cells = planned('languages: [rust, python]\nstages: [generate]\nproblems: [1]\n');
    expect(cells.map(({ problem, model }) => `${problem.uid} ${model.id}`)).toEqual([
      'made-up:python/1 a',
      'made-up:python/1 b',
      'made-up:rust/1 a',
      'made-up:rust/1 b',
    ]);
  });

  it('have a key each', () => {
    const cells = planned('samples: 2\n');
    expect(new Set(cells.map(({ answer }) => answer.key)).size).toBe(cells.length);
  });
});
