import { expect, test } from 'vitest';
import type { ModelEvidence } from '../../../analysis/ranking/index.js';
import { withRanks } from '../../../analysis/ranking/order.js';

const none = { value: null, n: 0, basis: null } as const;

function scored(modelId: string, score: number, passRate: number, time: number | null = null) {
  const executionTime = time === null ? none : ({ value: time, n: 1, basis: 'shared' } as const);
  const runtime = { executionTime, meanMemory: none, maxMemory: none, cpuEfficiency: none };
  return { modelId, score, passRate, runtime, complete: 1, improvement: null } satisfies ModelEvidence & {
    score: number;
  };
}

function places(...models: ReturnType<typeof scored>[]): [string, number][] {
  return withRanks(models).map(({ modelId, rank }) => [modelId, rank]);
}

test('equal scores share a rank, and the next one counts on', () => {
  expect(places(scored('a', 0.9, 1), scored('b', 0.9, 1), scored('c', 0.1, 1))).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 3],
  ]);
});

test('a tie is ordered by pass rate', () => {
  expect(places(scored('a', 0.5, 0.2), scored('b', 0.5, 0.3))[0]).toEqual(['b', 1]);
});

test('a tie with equal pass rates is ordered by execution time', () => {
  expect(places(scored('a', 0.5, 0.3, 2), scored('b', 0.5, 0.3, 1))[0]).toEqual(['b', 1]);
});

test('in a tie a model without execution time comes last', () => {
  expect(places(scored('a', 0.5, 0.3), scored('b', 0.5, 0.3, 9))[0]).toEqual(['b', 1]);
});

test('a complete tie is ordered by id', () => {
  expect(places(scored('b', 0.5, 0.3, 1), scored('a', 0.5, 0.3, 1))[0]).toEqual(['a', 1]);
});

test('pass rates that differ by rounding alone leave the order to execution time', () => {
  expect(places(scored('a', 0.5, 0.1 + 0.2, 2), scored('b', 0.5, 0.3, 1))[0]).toEqual(['b', 1]);
});
