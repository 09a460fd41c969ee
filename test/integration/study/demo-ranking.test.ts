import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse, type Analysis } from '../../../analysis/index.js';
import { CATEGORIES, type Problem } from '../../../datasets/problem.js';
import { planted } from '../../../harness/models/scripted/models.js';
import { Store } from '../../../harness/store/index.js';
import { openDemo, type Demo } from '../../../harness/study/demo.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import { STAGES, type Stage, type StudyResults } from '../../../harness/study/results.js';
import { runStudy } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

const CORRECTNESS_ONLY = { correctness: 1, executionTime: 0, meanMemory: 0, maxMemory: 0, cpuEfficiency: 0 };

const folder = mkdtempSync(join(tmpdir(), 'perforch-demo-'));
let demo: Demo;
let results: StudyResults;
let ranked: Analysis;

beforeAll(async () => {
  demo = await openDemo({ measure: { presets: [] } });
  const store = new Store(join(folder, 'study.sqlite'));
  const never = new AbortController().signal;
  const { spec } = demo.input;
  await runStudy(demo.input, store, await openToolbox(spec.languages), {
    lanes: availableParallelism(),
    askLanes: 8,
    stop: never,
    abort: never,
    onNote: () => undefined,
    onProgress: () => undefined,
  });
  results = loadResults(store, chooseStudy(store, undefined));
  store.close();
  ranked = analyse({ ...results, weights: CORRECTNESS_ONLY });
});
afterAll(async () => {
  await demo.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Share of these problems that a scripted model was made to solve. */
function plantedRate(model: string, problems: readonly Problem[], stage: Stage): number {
  return problems.filter((problem) => planted(model, problem, stage) === 'solves').length / problems.length;
}

describe('the demo study', () => {
  it('comes to a verdict in every cell', () => {
    const { input } = demo;
    expect(results.cells).toHaveLength(input.problems.length * STAGES.length * input.models.length);
    const undecided = results.cells.filter(
      ({ answerState, verdict }) => answerState === null || (answerState === 'answered' && verdict === null),
    );
    expect(undecided).toEqual([]);
  });

  it('finds every answer passed that was planted to solve its problem, and no other', () => {
    const problems = new Map(demo.input.problems.map((problem) => [problem.uid, problem]));
    const wrong = results.cells.filter(({ modelId, problemUid, stage, verdict }) => {
      const problem = problems.get(problemUid);
      if (problem === undefined) throw new Error(`unknown problem ${problemUid}`);
      return (verdict === 'passed') !== (planted(modelId, problem, stage) === 'solves');
    });
    expect(wrong).toEqual([]);
  });

  it('ranks the models as their planted strengths do, in every language, stage and category', () => {
    let compared = 0;
    for (const language of results.languages) {
      for (const stage of STAGES) {
        for (const category of [...CATEGORIES, null]) {
          const problems = demo.input.problems.filter(
            (problem) =>
              problem.language === language && (category === null || problem.categories.includes(category)),
          );
          const context = ranked.contexts.find(
            (candidate) =>
              candidate.language === language &&
              candidate.stage === stage &&
              candidate.category === (category ?? 'all'),
          );
          if (context === undefined)
            throw new Error(`no ranking for ${language}, ${stage}, ${category ?? 'all'}`);
          for (const one of context.models) {
            for (const other of context.models) {
              const difference =
                plantedRate(one.modelId, problems, stage) - plantedRate(other.modelId, problems, stage);
              expect(Math.sign(other.rank - one.rank)).toBe(Math.sign(difference));
              compared++;
            }
          }
        }
      }
    }
    expect(compared).toBe(5 * 3 * 11 * demo.input.models.length ** 2);
  });

  it('never names a category that no problem of the set has', () => {
    for (const category of CATEGORIES) {
      expect(demo.input.problems.some(({ categories }) => categories.includes(category))).toBe(true);
    }
  });
});
