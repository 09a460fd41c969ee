import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestConstantModel,
  bestOfAll,
  majorityOfThree,
  NO_BUDGET,
  oracleRouter,
  perforch,
  routeOf,
  singleModel,
  withCallsOf,
  type Evaluator,
  type Event,
  type Options,
  type Strategy,
} from '../../../harness/orchestrator/index.js';
import { askerOf, evaluatorOf, worlds, type World } from './worlds.js';

const RUNS = { numRuns: 1000 };
const OPTIONS: Options = {
  ...{ feedback: false, refine: 'off', refineMetric: 'ranking', improvement: 'shown', budget: NO_BUDGET },
};

async function solved(world: World, strategy: Strategy, evaluator: Evaluator = evaluatorOf(world)) {
  const asker = askerOf(world);
  const told: Event[] = [];
  const onEvent = (event: Event): void => void told.push(event);
  const solution = await strategy.solve(world.task, { asker, evaluator, onEvent }, OPTIONS);
  return { solution, asked: asker.asked, told };
}

const everywhere = (check: (world: World) => Promise<void>) =>
  fc.assert(fc.asyncProperty(worlds, check), RUNS);

/** What the models of a world would write when they are asked to generate, in the order of their names. */
const writers = ({ models, abilities }: World): readonly string[] =>
  models.filter((model) => ['right', 'wrong'].includes(abilities.get(model)?.generates ?? ''));

describe('a majority of three', () => {
  const voters = ({ profile, task }: World): readonly string[] =>
    routeOf(profile, {
      ...{ language: task.language, stage: 'generate', categories: task.categories ?? [] },
      refineMetric: 'ranking',
    }).models.slice(0, 3);

  test('asks the three best once each, and nothing else', () =>
    everywhere(async (world) => {
      const { asked } = await solved(world, majorityOfThree(world.profile));
      expect(asked).toEqual(voters(world).map((model) => `generate ${model}#1`));
    }));

  test('gives a right program where two of them are right, or one is and no two wrong ones are alike', () =>
    everywhere(async (world) => {
      const { solution } = await solved(world, majorityOfThree(world.profile));
      const wrote = voters(world).filter((model) => writers(world).includes(model));
      const right = wrote.filter((model) => world.abilities.get(model)?.generates === 'right');
      expect(solution.validation).toBe(
        wrote.length === 0 ? 'no_program' : right.length > 0 ? 'passed' : 'failed',
      );
      if (right[0] !== undefined) expect(solution.by).toEqual({ stage: 'generate', model: right[0] });
    }));

  test('is lost where two are wrong alike', () =>
    everywhere(async (world) => {
      const asker = askerOf(world);
      // Whoever is wrong writes the same.
      const alike: typeof asker = {
        ...asker,
        async ask(request) {
          const reply = await asker.ask(request);
          const isWrong = reply.state === 'program' && reply.program.startsWith('wrong');
          return isWrong ? { ...reply, program: 'wrong\n' } : reply;
        },
      };
      const tools = { asker: alike, evaluator: evaluatorOf(world) };
      const solution = await majorityOfThree(world.profile).solve(world.task, tools, OPTIONS);
      const wrote = voters(world).filter((model) => writers(world).includes(model));
      const right = wrote.filter((model) => world.abilities.get(model)?.generates === 'right').length;
      const isRight = right > 0 && right >= wrote.length - right;
      expect(solution.validation === 'passed').toBe(isRight);
    }));

  test('sees no hidden test', () =>
    everywhere(async (world) => {
      const validate: Evaluator['validate'] = () => Promise.reject(new Error('it looked'));
      await solved(world, majorityOfThree(world.profile), { ...evaluatorOf(world), validate });
    }));

  test('takes the earliest of different programs where the task shows no test', () =>
    everywhere(async (world) => {
      const evaluator = {
        ...evaluatorOf(world),
        validateShown: () => Promise.resolve({ state: 'no_tests' } as const),
      };
      const { solution } = await solved(world, majorityOfThree(world.profile), evaluator);
      const [first = null] = voters(world).filter((model) => writers(world).includes(model));
      expect(solution.by?.model ?? null).toBe(first);
      expect(solution.validation).toBe(first === null ? 'no_program' : 'not_validated');
    }));
});

describe('an oracle router', () => {
  const oracleOf = ({ models, abilities, task }: World): Strategy => {
    const solvers = models.filter((model) => abilities.get(model)?.generates === 'right');
    return oracleRouter(new Map([[task.id, solvers]]), models[0] ?? '');
  };

  test('asks once, and solves what any single model solves', () =>
    everywhere(async (world) => {
      const { solution, asked } = await solved(world, oracleOf(world));
      expect(asked).toHaveLength(1);
      const singles = await Promise.all(world.models.map((model) => solved(world, singleModel(model))));
      const isSolvable = singles.some((single) => single.solution.validation === 'passed');
      expect(solution.validation === 'passed').toBe(isSolvable);
    }));
});

describe("the best constant model with PerfOrch's calls", () => {
  const sameCalls = ({ profile }: World): Strategy | null => {
    const own = bestConstantModel(profile, 5);
    return own === null ? null : withCallsOf(perforch(profile), own);
  };

  test('asks one model, and no oftener than PerfOrch does', () =>
    everywhere(async (world) => {
      const strategy = sameCalls(world);
      if (strategy === null) return;
      const { solution: reference } = await solved(world, perforch(world.profile));
      const { solution, told } = await solved(world, strategy);
      expect(solution.calls).toBeLessThanOrEqual(reference.calls);
      const models = told.flatMap((event) => ('model' in event ? [event.model] : []));
      expect(new Set([...models, bestOfAll(world.profile, 'generate')]).size).toBe(1);
      expect(told).toEqual(solution.events);
    }));

  test('uses all of them where it does not succeed before, and has questions left', () =>
    everywhere(async (world) => {
      const strategy = sameCalls(world);
      if (strategy === null) return;
      const { solution: reference } = await solved(world, perforch(world.profile));
      const { solution } = await solved(world, strategy);
      const ranOut = solution.events.some(({ type }) => type === 'out_of_budget');
      if (ranOut) expect(solution.calls).toBe(reference.calls);
    }));
});
