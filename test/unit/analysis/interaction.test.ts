import { expect, test } from 'vitest';
import { interactionTest, type InteractionUnit } from '../../../analysis/statistics/index.js';
import { Random } from '../../../harness/measure/statistics/index.js';

const CONTEXTS = 4;

/**
 * Models of different skill, tasks and contexts of different difficulty; `strength` is how many points a model gains in
 * the one context and loses in the next. Seeded, so that the share of hits is the same in every run.
 */
function units(strength: number, seed: string, within: boolean): InteractionUnit[] {
  const random = Random.seeded(seed);
  return Array.from({ length: 40 * CONTEXTS }, (_, index) => {
    const context = within ? index % CONTEXTS : random.below(CONTEXTS);
    const task = within ? Math.floor(index / CONTEXTS) : index;
    const ease = 0.3 + 0.1 * (task % 3) - 0.05 * context;
    return {
      block: within ? `task ${task}` : 'all',
      contexts: [`c${context}`],
      values: Array.from({ length: 5 }, (__, model) => {
        const off = strength * ((model + context) % 2 === 0 ? 1 : -1);
        return Number(random.uniform() < ease + 0.08 * model + off);
      }),
    };
  });
}

function shareOfHits(strength: number, within: boolean, studies: number): number {
  const hits = Array.from({ length: studies }, (_, study) => {
    const test = interactionTest(units(strength, `study ${study}`, within), {
      permutations: 99,
      seed: `${study}`,
    });
    return (test?.p ?? 1) <= 0.05;
  });
  return hits.filter(Boolean).length / studies;
}

// Of 300 studies at 5 % the standard error is 1.3 points.
test.each([true, false])(
  'without an interaction about 5 of 100 studies are called different (blocks: %s)',
  (within) => {
    const share = shareOfHits(0, within, 300);
    expect(share).toBeGreaterThan(0.015);
    expect(share).toBeLessThan(0.09);
  },
);

test.each([true, false])('an interaction of 15 points is found (blocks: %s)', (within) => {
  expect(shareOfHits(0.15, within, 40)).toBeGreaterThan(0.9);
});

test('equal seeds give equal p values', () => {
  const given = units(0.05, 'one', true);
  const options = { permutations: 99, seed: 's' };
  expect(interactionTest(given, options)).toEqual(interactionTest(given, options));
});

test('the difficulty of problems and the skill of models leave no deviation', () => {
  const additive = units(0, 'one', true).map((unit, index) => ({
    ...unit,
    values: unit.values.map((_, model) => 0.125 * (index % CONTEXTS) + 0.0625 * model),
  }));
  expect(interactionTest(additive, { permutations: 9, seed: 's' })?.deviation).toBeCloseTo(0, 12);
});

test.each([
  [
    'one model',
    [
      { values: [1], block: 'b', contexts: ['x'] },
      { values: [0], block: 'b', contexts: ['y'] },
    ],
  ],
  [
    'one context',
    [
      { values: [1, 0], block: 'b', contexts: ['x'] },
      { values: [0, 1], block: 'b', contexts: ['x'] },
    ],
  ],
  [
    'nothing to exchange',
    [
      { values: [1, 0], block: 'a', contexts: ['x'] },
      { values: [0, 1], block: 'b', contexts: ['y'] },
    ],
  ],
  ['no unit', []],
])('with %s there is no test', (_, given) => {
  expect(interactionTest(given, { permutations: 9, seed: 's' })).toBeNull();
});
