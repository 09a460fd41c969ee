import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../analysis/profile/schema.js';
import {
  NO_BUDGET,
  STAGES,
  type Asker,
  type Evaluator,
  type Options,
  type Solution,
} from '../../../harness/orchestrator/contract.js';
import { perforch } from '../../../harness/orchestrator/perforch.js';
import { routeOf } from '../../../harness/orchestrator/route.js';
import { askerOf, COST, evaluatorOf, profileOf, UNSURE, worlds, type World } from './worlds.js';

const RUNS = { numRuns: 2000 };
const PAPER: Options = {
  feedback: false,
  refine: 'first_improvement',
  refineMetric: 'executionTime',
  improvement: 'any',
  budget: NO_BUDGET,
};
const STRICT: Options = { ...PAPER, refine: 'best_of_n', improvement: 'shown' };

async function solved(world: World, options: Options, topK = 5) {
  const asker = askerOf(world);
  const evaluator = evaluatorOf(world);
  const solution = await perforch(world.profile, { topK }).solve(world.task, { asker, evaluator }, options);
  return { solution, asked: asker.asked };
}

function listsOf({ profile, task }: World, topK = 5) {
  const { language } = task;
  const list = (stage: 'generate' | 'fix' | 'refine') =>
    routeOf(profile, {
      ...{ language, stage, refineMetric: PAPER.refineMetric },
      categories: task.categories ?? [],
    }).models.slice(0, topK);
  return { generators: list('generate'), fixers: list('fix'), refiners: list('refine') };
}

/** What the stages before refining must give: of all programs that can be had, in order, the first right one. */
function expectedDraft(world: World): string | null {
  const { generators, fixers } = listsOf(world);
  const writers = generators.filter((model) =>
    ['right', 'wrong'].includes(world.abilities.get(model)?.generates ?? ''),
  );
  const inOrder = writers.flatMap((generator) => [
    `${world.abilities.get(generator)?.generates ?? ''} by ${generator}`,
    ...fixers
      .filter((fixer) => world.abilities.get(fixer)?.repairs.has(generator))
      .map((fixer) => `right by ${fixer} of ${generator}`),
  ]);
  return inOrder.find((program) => program.startsWith('right')) ?? inOrder[0] ?? null;
}

function fastest(world: World, options: Options): string | undefined {
  const faster = listsOf(world).refiners.flatMap((model) => {
    const refined = world.abilities.get(model)?.refines;
    if (typeof refined !== 'object' || refined.ratio >= 1) return [];
    return options.improvement === 'shown' && !refined.shown ? [] : [{ model, ratio: refined.ratio }];
  });
  const sorted = options.refine === 'best_of_n' ? [...faster].sort((a, b) => a.ratio - b.ratio) : faster;
  return sorted[0]?.model;
}

function expectedProgram(world: World, options: Options): string | null {
  const draft = expectedDraft(world);
  const refiner = fastest(world, options);
  return draft?.startsWith('right') && refiner !== undefined ? `right after ${refiner}` : draft;
}

describe.each([
  ['as in the paper', PAPER],
  ['with the best of all improvements that are shown', STRICT],
])('in any world, %s,', (_, options) => {
  test('the program is the one that the stages must give', () =>
    fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { solution } = await solved(world, options);
        expect(solution.program).toBe(expectedProgram(world, options));
      }),
      RUNS,
    ));

  test('no generator of its list solves what it does not', () =>
    fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { solution } = await solved(world, options);
        const one = listsOf(world).generators.some(
          (model) => world.abilities.get(model)?.generates === 'right',
        );
        if (one) expect(solution.validation).toBe('passed');
        expect(solution.validation === 'passed').toBe(solution.program?.startsWith('right') ?? false);
      }),
      RUNS,
    ));

  test('what breaks a test or is not faster is rolled back', () =>
    fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { solution } = await solved(world, options);
        expect(solution.refinedFrom ?? solution.program).toBe(expectedDraft(world));
        if (solution.refinedFrom === null) return;
        const refined = world.abilities.get(solution.by?.model ?? '')?.refines;
        if (typeof refined !== 'object')
          throw new Error(`${solution.by?.model ?? 'nobody'} makes nothing faster`);
        expect(refined.ratio).toBeLessThan(1);
      }),
      RUNS,
    ));

  test('every rewritten program is accepted or rolled back, and at most one is accepted', () =>
    fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { solution } = await solved(world, options);
        const count = (type: string) => solution.events.filter((event) => event.type === type).length;
        const rewritten = solution.events.filter(
          (event) => event.type === 'answered' && event.stage === 'refine',
        ).length;
        expect(count('accepted') + count('rolled_back')).toBe(rewritten);
        expect(count('accepted')).toBe(solution.refinedFrom === null ? 0 : 1);
      }),
      RUNS,
    ));

  test('it asks at most 5 + 25 + 5 times, and fixers only from the program of their generator', () =>
    fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { solution, asked } = await solved(world, options);
        expect(asked.length).toBeLessThanOrEqual(35);
        expect(new Set(asked).size).toBe(asked.length);
        for (const question of asked)
          if (question.startsWith('fix')) expect(question).toMatch(/ wrong by \w$/);
        expect(solution.calls).toBeLessThanOrEqual(asked.length);
      }),
      RUNS,
    ));
});

test('it asks at most 5 + 25 + 5 + 2 times where nobody knows the categories', async () => {
  const models = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const entry = { score: 1, rank: 1, passRate: 1, n: 9, N: 9, ...UNSURE };
  const contexts = STAGES.map((stage) => ({
    ...{ language: 'go', stage, category: 'all', n: 9, N: 9, tasks: 9, refine: null, notRanked: [] },
    ...{ criteriaUsed: ['correctness'], models: models.map((model) => ({ ...entry, model })) },
  })) as Profile['contexts'];
  // Only the last fixer of the last generator's program is right, and nobody makes it better.
  let asked = 0;
  const asker: Asker = {
    ask: ({ stage }) => {
      asked++;
      return Promise.resolve({ state: 'program', program: `${stage} ${asked}`, cost: COST });
    },
    askCategories: () => {
      asked++;
      return Promise.resolve({ state: 'said', text: 'Dynamic Programming', cost: COST });
    },
  };
  const validate: Evaluator['validate'] = () =>
    Promise.resolve(
      asked < 2 + 30 ? { state: 'failed', verdict: 'wrong_answer', failure: 'no' } : { state: 'passed' },
    );
  const evaluator: Evaluator = {
    ...{ validate, validateShown: validate },
    compare: () => Promise.resolve({ state: 'measured', ratio: 2, call: 'worse' }),
  };
  const strategy = perforch(profileOf(models, 'go', contexts), { topK: 5, categoriesBy: 'h' });
  const task = { id: 'task', language: 'go', categories: null } as const;
  const solution = await strategy.solve(task, { asker, evaluator }, STRICT);
  expect({ asked, calls: solution.calls }).toEqual({ asked: 37, calls: 37 });
  expect(solution.validation).toBe('passed');
  expectCost(solution);
});

test('a budget of calls, tokens or money ends it within one call of it', () =>
  fc.assert(
    fc.asyncProperty(worlds, fc.integer({ min: 0, max: 12 }), fc.nat(2), async (world, calls, kind) => {
      const limits = [{ calls }, { tokens: calls * 15 }, { usd: calls * 0.01 - 1e-9 }][kind];
      const { solution } = await solved(world, { ...PAPER, budget: { ...NO_BUDGET, ...limits } });
      expect(solution.calls).toBeLessThanOrEqual(calls);
      const { solution: free } = await solved(world, PAPER);
      const ranOut = solution.events.some(({ type }) => type === 'out_of_budget');
      expect(solution.calls).toBe(ranOut ? calls : free.calls);
    }),
    RUNS,
  ));

test('costs are the sum over its calls', () =>
  fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { solution } = await solved(world, PAPER);
      expectCost(solution);
    }),
    RUNS,
  ));

function expectCost({ calls, cost }: Solution): void {
  const all = (one: number | null) => (calls === 0 ? null : calls * (one ?? 0));
  expect(cost.promptTokens).toBe(all(COST.promptTokens));
  expect(cost.completionTokens).toBe(all(COST.completionTokens));
  if (calls > 0) expect(cost.usd).toBeCloseTo(all(COST.usd) ?? 0, 9);
}

test('the same world gives the same events', () =>
  fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const [first, second] = [await solved(world, PAPER), await solved(world, PAPER)];
      expect(second).toEqual(first);
    }),
    { numRuns: 300 },
  ));

test('the worlds are of many kinds', async () => {
  const seen = new Map<string, number>();
  for (const world of fc.sample(worlds, { seed: 1, numRuns: 1000 })) {
    const { solution } = await solved(world, PAPER);
    const kinds = new Set(
      solution.events.map((event) => {
        if (event.type === 'routed') return `routed by ${event.level}`;
        if (event.type === 'rolled_back') return event.reason;
        return 'stage' in event ? `${event.type} ${event.stage}` : event.type;
      }),
    );
    for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  const kinds = [
    ...['passed generate', 'passed fix', 'passed refine', 'failed generate', 'failed fix', 'failed refine'],
    ...['unanswered generate', 'no_program generate', 'no_program refine', 'accepted'],
    ...['tests_failed', 'not_better', 'same_program'],
    ...['routed by category', 'routed by language', 'routed by all', 'routed by nothing'],
  ];
  for (const kind of kinds) expect(seen.get(kind), kind).toBeGreaterThan(20);
});
