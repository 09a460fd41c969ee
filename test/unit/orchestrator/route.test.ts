import { describe, expect, test } from 'vitest';
import { bestOfAll, routeOf } from '../../../harness/orchestrator/route.js';
import type { RefineMetric } from '../../../harness/orchestrator/index.js';
import type { Profile } from '../../../analysis/profile/schema.js';
import { listOf, profileOf, UNSURE } from './worlds.js';

type Context = Profile['contexts'][number];

function context(
  where: Pick<Context, 'language' | 'category'> & { n: number },
  scores: Readonly<Record<string, number | readonly [number, number]>>,
): Context {
  const models = Object.entries(scores).map(([model, given]) => {
    const [score, passRate] = typeof given === 'number' ? [given, given] : given;
    return {
      model,
      score,
      rank: 1,
      passRate,
      n: where.n,
      N: where.n,
      ...UNSURE,
    };
  });
  return {
    ...{ ...where, stage: 'generate', N: where.n, tasks: where.n, criteriaUsed: ['correctness'] },
    ...{ models, refine: null, notRanked: [] },
  };
}

const array = context({ language: 'go', category: 'Array', n: 30 }, { a: 0.9, b: 0.6 });
const math = context({ language: 'go', category: 'Math', n: 10 }, { a: 0.5, b: 1, c: 0.75 });
const ofGo = context({ language: 'go', category: 'all', n: 100 }, { c: 0.9, a: 0.1 });
const ofAll = context({ language: 'all', category: 'all', n: 500 }, { b: 0.4, a: 0.3 });
const query = { language: 'go', stage: 'generate' } as const;
const routed = (contexts: readonly Context[], categories: readonly string[]) =>
  routeOf(profileOf(['a', 'b', 'c'], 'go', contexts), { ...query, categories });

describe('a route', () => {
  test('is by the mean of the scores in the categories of a task, weighted by n', () => {
    expect(routed([array, math, ofGo, ofAll], ['Array', 'Math'])).toEqual({
      level: 'category',
      models: ['a', 'c', 'b'],
    });
  });

  test('counts a category once', () => {
    expect(routed([array, math], ['Math', 'Math', 'Array']).models).toEqual(['a', 'c', 'b']);
  });

  test('is by the language where no category is known', () => {
    expect(routed([array, ofGo, ofAll], ['Greedy'])).toEqual({ level: 'language', models: ['c', 'a'] });
    expect(routed([array, ofGo, ofAll], [])).toEqual({ level: 'language', models: ['c', 'a'] });
  });

  test('is over all languages where the language ranks nobody', () => {
    const empty = context({ language: 'go', category: 'all', n: 0 }, {});
    expect(routed([empty, ofAll], [])).toEqual({ level: 'all', models: ['b', 'a'] });
  });

  test('leads nowhere where the profile says nothing', () => {
    expect(routed([], ['Array'])).toEqual({ level: 'nothing', models: [] });
  });

  test('is of its own stage and language only', () => {
    const other = { ...array, stage: 'fix' } as const;
    const elsewhere = { ...array, language: 'rust' } as const;
    expect(routed([other, elsewhere], ['Array']).level).toBe('nothing');
  });

  test('puts the higher pass rate first where scores are equal, then the id', () => {
    const tied = context(
      { language: 'go', category: 'all', n: 9 },
      { c: [0.5, 0.4], b: [0.5, 0.4], a: [0.5, 0.3] },
    );
    expect(routed([tied], []).models).toEqual(['b', 'c', 'a']);
  });
});

describe('a route to refiners', () => {
  const none = { executionTime: [], meanMemory: [], maxMemory: [], cpuEfficiency: [] };
  const refining = (of: Context, refine: Context['refine']): Context => ({ ...of, stage: 'refine', refine });
  const time = refining(ofGo, { ...none, executionTime: listOf({ a: 0.3, c: 0.2 }) });
  const about = { language: 'go', stage: 'refine', categories: ['Array', 'Math'] } as const;
  const to = (contexts: readonly Context[], refineMetric: RefineMetric) =>
    routeOf(profileOf(['a', 'b', 'c'], 'go', contexts), { ...about, refineMetric });

  test('is by the list of the metric, not by the ranking', () => {
    expect(to([time], 'executionTime')).toEqual({ level: 'language', models: ['a', 'c'] });
    expect(to([time], 'ranking')).toEqual({ level: 'language', models: ['c', 'a'] });
  });

  test('is by the ranking where the profile has no list of the metric that says anything', () => {
    const idle = refining(ofGo, { ...none, maxMemory: listOf({ a: 0, c: 0 }) });
    expect(to([idle], 'maxMemory')).toEqual({ level: 'language', models: ['c', 'a'] });
    expect(to([refining(ofGo, null)], 'executionTime')).toEqual({ level: 'language', models: ['c', 'a'] });
  });

  test('takes the mean of the improvements in several categories, weighted by n', () => {
    const lists = [
      refining(array, { ...none, maxMemory: listOf({ a: 0.1, b: 0.2 }) }),
      refining(math, { ...none, maxMemory: listOf({ a: 0.8, b: 0.1 }) }),
    ];
    expect(to(lists, 'maxMemory')).toEqual({ level: 'category', models: ['a', 'b'] });
  });

  test('leaves out a category in which nobody improved anything', () => {
    const lists = [
      refining(array, { ...none, maxMemory: listOf({ a: 0, b: 0 }) }),
      refining(math, { ...none, maxMemory: listOf({ c: 0.1 }) }),
    ];
    expect(to(lists, 'maxMemory')).toEqual({ level: 'category', models: ['c'] });
  });
});

test('the best of all is that of the ranking over all languages', () => {
  expect(bestOfAll(profileOf(['a', 'b'], 'go', [ofGo, ofAll]), 'generate')).toBe('b');
  expect(bestOfAll(profileOf(['a', 'b'], 'go', [ofGo]), 'generate')).toBeNull();
});
