import { describe, expect, it } from 'vitest';
import { derivedExample } from '../../../../datasets/derived-examples/index.js';
import { loadDataset } from '../../../../datasets/index.js';
import type { Problem } from '../../../../datasets/problem.js';
import { renderPrompt } from '../../../../harness/stages/prompt.js';
import { problemContentHash } from '../../../../harness/store/studies.js';
import { HAS_DATA, WHY_SKIPPED } from '../real-data.js';

const DATASETS = ['humaneval-x', 'humanevalpack'];

async function rustOf(dataset: string): Promise<Problem[]> {
  const { problems } = await loadDataset(dataset, { languages: ['rust'] });
  return problems;
}

describe.skipIf(!HAS_DATA)(`examples in Rust of the public data sets${WHY_SKIPPED}`, () => {
  it.each(DATASETS)('are there for 145 tasks of %s, and counted by reason elsewhere', async (dataset) => {
    const { problems } = await loadDataset(dataset, { languages: ['python', 'rust'] });
    const python = new Map(problems.map((problem) => [`${problem.language} ${problem.number}`, problem]));
    const counts: Record<string, number[]> = {};
    for (const problem of problems.filter(({ language }) => language === 'rust')) {
      const derived = derivedExample(problem, python.get(`python ${problem.number}`));
      expect(problem.derivedExample !== undefined).toBe(derived.state === 'derived');
      if (derived.state === 'none') (counts[derived.reason] ??= []).push(problem.number);
    }
    expect(counts).toEqual({
      no_python_example: [38, 41, 50, 83, 84, 160],
      not_literal: [32],
      types: [22, 90, 95, 103, 112, 125, 128, 130, 136, 137],
      differs: [33, 87],
    });
  });

  it.each(DATASETS)('change no prompt and no identity of %s', async (dataset) => {
    for (const problem of await rustOf(dataset)) {
      const without = { ...problem, derivedExample: undefined };
      expect(renderPrompt('generate', problem, 'Rust')).toBe(renderPrompt('generate', without, 'Rust'));
      expect(problemContentHash(problem)).toBe(problemContentHash(without));
      expect(problem.tests.example).toBeNull();
    }
  });
});
