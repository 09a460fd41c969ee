import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../../datasets/problem.js';
import { categoriesIn } from '../../../harness/orchestrator/categorise.js';
import { NO_BUDGET, type Asker, type Budget, type Options } from '../../../harness/orchestrator/contract.js';
import { perforch, type PerfOrchSettings } from '../../../harness/orchestrator/perforch.js';
import type { Profile } from '../../../analysis/profile/schema.js';
import { COST, profileOf, UNSURE } from './worlds.js';

describe('categories in a text', () => {
  test.each([
    ['Array, Math', ['Array', 'Math']],
    ['- hash table\n- Array', ['Array', 'Hash Table']],
    ['1. `Number Theory`\n2. **Math**', ['Math', 'Number Theory']],
    ['["String", "Sorting"]', ['String', 'Sorting']],
    ['number-theory', ['Number Theory']],
    ['Array, array', ['Array']],
  ])('of %j are %j', (text, categories) => {
    expect(categoriesIn(text, CATEGORIES)).toEqual(categories);
  });

  test.each([
    'Dynamic Programming',
    'Array, Graphs',
    'This is a Math problem.',
    '',
    'Array, Math, String, Counting, Sorting',
  ])('are none in %j', (text) => {
    expect(categoriesIn(text, CATEGORIES)).toBeNull();
  });
});

const ranked = (category: 'all' | 'Math', best: string): Profile['contexts'][number] => ({
  ...{
    language: 'go',
    stage: 'generate',
    category,
    n: 9,
    N: 9,
    tasks: 9,
    criteriaUsed: ['correctness'],
    refine: null,
    notRanked: [],
  },
  models: [{ model: best, score: 1, rank: 1, passRate: 1, n: 9, N: 9, ...UNSURE }],
});
const profile = profileOf(['general', 'mathematician'], 'go', [
  ranked('all', 'general'),
  ranked('Math', 'mathematician'),
]);
const task = { id: 'task', language: 'go', categories: null } as const;
const options: Options = {
  feedback: false,
  refine: 'off',
  refineMetric: 'ranking',
  improvement: 'any',
  budget: NO_BUDGET,
};

async function solvedWith(
  words: readonly string[],
  { budget = NO_BUDGET, ...settings }: Partial<PerfOrchSettings> & { readonly budget?: Budget } = {},
) {
  const asked: string[] = [];
  const asker: Asker = {
    ask: ({ model }) => Promise.resolve({ state: 'program', program: `by ${model}`, cost: COST }),
    askCategories: (_, model, vocabulary, attempt) => {
      asked.push(model);
      expect(vocabulary).toEqual([...CATEGORIES]);
      const text = words[attempt - 1];
      return Promise.resolve(
        text === undefined
          ? { state: 'unanswered', reason: 'out of order' }
          : { state: 'said', text, cost: COST },
      );
    },
  };
  const evaluator = {
    validate: () => Promise.resolve({ state: 'passed' } as const),
    validateShown: () => Promise.reject(new Error('all tests are there')),
    compare: () => Promise.reject(new Error('nothing is refined')),
  };
  return {
    ...(await perforch(profile, settings).solve(task, { asker, evaluator }, { ...options, budget })),
    asked,
  };
}

describe('a task without categories', () => {
  test('is sent where the categories lead that a model names', async () => {
    const solution = await solvedWith(['Math']);
    expect(solution.by?.model).toBe('mathematician');
    expect(solution.asked).toEqual(['general']);
    expect(solution.calls).toBe(2);
  });

  test('is asked about again after an answer outside of the vocabulary', async () => {
    const solution = await solvedWith(['Algebra', 'Math']);
    expect(solution.by?.model).toBe('mathematician');
    expect(solution.calls).toBe(3);
  });

  test('goes by its language after two such answers', async () => {
    const solution = await solvedWith(['Algebra', 'Geometry', 'Math']);
    expect(solution.by?.model).toBe('general');
    expect(solution.asked).toHaveLength(2);
    const event = { type: 'categorised', categories: [], by: 'nobody', asked: 2, unanswered: null };
    expect(solution.events[0]).toEqual(event);
  });

  test('goes by its language where nobody answers, and the story says why', async () => {
    const { by, events } = await solvedWith([]);
    expect(by?.model).toBe('general');
    expect(events[0]).toMatchObject({ by: 'nobody', asked: 2, unanswered: 'out of order' });
  });

  test('is asked of the model that the settings name', async () => {
    const solution = await solvedWith(['Algebra', 'Math'], { categoriesBy: 'librarian' });
    expect(solution.asked).toEqual(['librarian', 'librarian']);
    expect(solution.by?.model).toBe('mathematician');
  });

  test('is asked about within the budget, of which the questions are a part', async () => {
    const solution = await solvedWith(['Algebra', 'Math'], { budget: { ...NO_BUDGET, calls: 1 } });
    expect(solution.asked).toHaveLength(1);
    expect(solution).toMatchObject({ calls: 1, cost: COST, validation: 'no_program' });
  });
});
