import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allTables, analyse as analyseAll, EXPORTERS } from '../../../analysis/index.js';
import type { ContextRanking, RankedModel } from '../../../analysis/ranking/index.js';
import type { CellResult, RuntimeRatios, StudyResults } from '../../../harness/study/results.js';
import { cell, measured, study } from './fixture.js';
import { flagged, notMeasurable, SAME } from './fixture-measured.js';

/** These are about rankings, which no resample changes. */
const analyse = (results: StudyResults) => analyseAll(results, { resamples: 20 });

const ratio = fc.integer({ min: 1, max: 32 }).map((quarters) => quarters / 4);
const figures: fc.Arbitrary<RuntimeRatios> = fc.record({
  executionTime: ratio,
  meanMemory: fc.option(ratio),
  maxMemory: ratio,
  cpuEfficiency: ratio,
});

const unusual = fc
  .constantFrom(SAME, notMeasurable('below_floor'), flagged('keeps_state'))
  .map((precise): Partial<CellResult> => ({ measurements: { precise } }));

const facts = fc.oneof(
  { weight: 5, arbitrary: figures.map((given) => measured(given)) },
  { weight: 1, arbitrary: unusual },
  { weight: 1, arbitrary: fc.constant<Partial<CellResult>>({}) },
  { weight: 2, arbitrary: fc.constant<Partial<CellResult>>({ verdict: 'wrong_answer' }) },
  { weight: 1, arbitrary: fc.constant<Partial<CellResult>>({ answerState: 'refused', verdict: null }) },
  { weight: 1, arbitrary: fc.constant<Partial<CellResult>>({ verdict: 'harness_error' }) },
);

/** Two to four models on one to five problems with one or two samples. */
const cells = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 2 }))
  .chain(([models, problems, samples]) =>
    fc
      .array(facts, { minLength: models * problems * samples, maxLength: models * problems * samples })
      .map((all) =>
        all.map((given, index) =>
          cell(`m${index % models}`, `P${Math.floor(index / models) % problems}`, {
            sample: Math.floor(index / models / problems),
            categories: Math.floor(index / models) % problems === 0 ? ['Math'] : ['Array', 'Math'],
            ...given,
          }),
        ),
      ),
  );

const rendered = (given: readonly CellResult[], models?: ReturnType<typeof study>['models']): string => {
  const analysis = analyse(study(given, models === undefined ? {} : { models }));
  return allTables(analysis)
    .map((table) => EXPORTERS.json.render(table))
    .join('');
};

/** At least as good in everything, a missing figure being the worst. */
function asGood(a: RankedModel, b: RankedModel): boolean {
  const costs = (['executionTime', 'meanMemory', 'maxMemory'] as const).every(
    (id) => (a.runtime[id].value ?? Infinity) <= (b.runtime[id].value ?? Infinity),
  );
  return (
    costs &&
    a.passRate >= b.passRate &&
    (a.runtime.cpuEfficiency.value ?? 0) >= (b.runtime.cpuEfficiency.value ?? 0)
  );
}

function scoresOf(context: ContextRanking): Map<string, number> {
  return new Map(context.models.map(({ modelId, score }) => [modelId, score]));
}

test('a model is never below one that it dominates', () => {
  fc.assert(
    fc.property(cells, (given) => {
      for (const { models } of analyse(study(given)).contexts) {
        for (const a of models) {
          for (const b of models) {
            if (asGood(a, b)) expect(a.score).toBeGreaterThanOrEqual(b.score);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a model with a lower pass rate than one that is as good in all else is not first', () => {
  fc.assert(
    fc.property(cells, (given) => {
      for (const { models } of analyse(study(given)).contexts) {
        const [first] = models;
        const better = models.find(
          (other) => first !== undefined && asGood(other, first) && other.passRate > first.passRate,
        );
        expect(better).toBeUndefined();
      }
    }),
    { numRuns: 300 },
  );
});

test('a model that passed nothing scores 0', () => {
  fc.assert(
    fc.property(cells, (given) => {
      for (const { models } of analyse(study(given)).contexts) {
        for (const model of models) if (model.passRate === 0) expect(model.score).toBe(0);
      }
    }),
  );
});

test('a model without measurements neither beats nor loses to an equally correct one', () => {
  const measuredAll = fc.array(figures, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(measuredAll, (runs) => {
      const full = runs.map((r, i) => cell(`m${i % 2}`, `P${Math.floor(i / 2)}`, measured(r)));
      const without = full.map((c) => (c.modelId === 'm0' ? { ...c, measurements: {} } : c));
      const [context] = analyse(study(without)).contexts;
      expect(context?.models.map(({ rank }) => rank)).toEqual([1, 1]);
    }),
  );
});

test.each(['executionTime', 'meanMemory', 'maxMemory', 'cpuEfficiency'] as const)(
  'scaling %s of every program changes no score and no order',
  (criterion) => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 2, max: 1000 }), (given, factor) => {
        const scaled = given.map((c) => withRatios(c, (own) => scaledBy(own, criterion, factor)));
        const after = analyse(study(scaled)).contexts;
        analyse(study(given)).contexts.forEach((context, index) => {
          const then = scoresOf(after[index] ?? context);
          for (const { modelId, score } of context.models) {
            expect(then.get(modelId)).toBeCloseTo(score, 9);
          }
        });
      }),
    );
  },
);

test('the order of cells changes nothing', () => {
  fc.assert(
    fc.property(
      cells.chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
      ),
      ([given, shuffled]) => {
        expect(rendered(shuffled)).toBe(rendered(given));
      },
    ),
  );
});

test('the order of models changes nothing', () => {
  fc.assert(
    fc.property(cells, (given) => {
      const { models } = study(given);
      expect(rendered(given, [...models].reverse())).toBe(rendered(given, models));
    }),
  );
});

test('other names of problems change no score', () => {
  fc.assert(
    fc.property(cells, (given) => {
      const renamed = given.map((c) => ({ ...c, problemUid: `Q${9 - Number(c.problemUid.slice(1))}` }));
      const after = analyse(study(renamed)).contexts;
      analyse(study(given)).contexts.forEach((context, index) => {
        const then = scoresOf(after[index] ?? context);
        for (const { modelId, score } of context.models) expect(then.get(modelId)).toBeCloseTo(score, 9);
      });
    }),
  );
});

function scaledBy(own: RuntimeRatios, criterion: keyof RuntimeRatios, factor: number): RuntimeRatios {
  const value = own[criterion];
  return { ...own, [criterion]: value === null ? null : value * factor };
}

function withRatios(given: CellResult, change: (own: RuntimeRatios) => RuntimeRatios): CellResult {
  const measurements = Object.entries(given.measurements).map(([preset, own]) => [
    preset,
    { ...own, ratios: own.ratios === null ? null : change(own.ratios) },
  ]);
  return { ...given, measurements: Object.fromEntries(measurements) as CellResult['measurements'] };
}
