import fc from 'fast-check';
import { CATEGORIES, LANGUAGES, type Language } from '../../../datasets/problem.js';
import type { Profile } from '../../../analysis/profile/schema.js';
import type {
  Asker,
  Comparison,
  Cost,
  Evaluator,
  Reply,
  Task,
  Validation,
} from '../../../harness/orchestrator/contract.js';

/** How a model does at one task: the truth that scripted models and a scripted evaluator act out. */
export interface Abilities {
  readonly generates: 'right' | 'wrong' | 'nothing' | 'unanswered';
  /** Whose generated programs it repairs. */
  readonly repairs: ReadonlySet<string>;
  readonly refines: 'nothing' | 'broken' | 'same' | { readonly ratio: number; readonly shown: boolean };
}

export interface World {
  readonly task: Task;
  readonly models: readonly string[];
  readonly abilities: ReadonlyMap<string, Abilities>;
  readonly profile: Profile;
}

export const COST: Cost = { promptTokens: 10, completionTokens: 5, usd: 0.01, latencyMs: 20 };
const MODELS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const refines = fc.oneof(
  fc.constantFrom('nothing' as const, 'broken' as const, 'same' as const),
  fc.record({ ratio: fc.double({ min: 0.2, max: 2, noNaN: true }), shown: fc.boolean() }),
);
const abilities = fc.record({
  generates: fc.constantFrom('right', 'wrong', 'wrong', 'nothing', 'unanswered'),
  repairs: fc.uniqueArray(fc.constantFrom(...MODELS), { maxLength: 3 }).map((models) => new Set(models)),
  refines,
}) satisfies fc.Arbitrary<Abilities>;

const ranking = (models: readonly string[]) =>
  fc.record({
    n: fc.integer({ min: 1, max: 50 }),
    scores: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: models.length, maxLength: models.length }),
    ranks: fc.array(fc.boolean(), { minLength: models.length, maxLength: models.length }),
  });

/** Any world: up to eight models, each with its abilities, and a profile that need not have to do with them. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    models: fc.uniqueArray(fc.constantFrom(...MODELS), { minLength: 1, maxLength: 8 }),
    language: fc.constantFrom(...LANGUAGES),
    categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES.slice(0, 4)), { maxLength: 4 }),
  })
  .chain(({ models, language, categories }) =>
    fc
      .record({
        each: fc.array(abilities, { minLength: models.length, maxLength: models.length }),
        contexts: fc.uniqueArray(
          fc.record({
            language: fc.constantFrom(language, 'all' as const),
            stage: fc.constantFrom('generate', 'fix', 'refine'),
            category: fc.constantFrom('all' as const, 'Array' as const, 'Math' as const),
            ranking: ranking(models),
            measured: fc.boolean(),
          }),
          {
            maxLength: 40,
            selector: (context) => [context.language, context.stage, context.category].join(),
          },
        ),
      })
      .map(({ each, contexts }) => ({
        task: { id: 'task', language, categories },
        models,
        abilities: new Map(models.map((model, index) => [model, each[index] ?? NO_ABILITIES])),
        profile: profileOf(
          models,
          language,
          contexts.map((context) => contextOf(models, context)),
        ),
      })),
  );

const NO_ABILITIES: Abilities = { generates: 'nothing', repairs: new Set(), refines: 'nothing' };

type Context = Profile['contexts'][number];
type Refiners = NonNullable<Context['refine']>;

function contextOf(
  models: readonly string[],
  given: Pick<Context, 'language' | 'stage' | 'category'> & {
    readonly ranking: {
      readonly n: number;
      readonly scores: readonly number[];
      readonly ranks: readonly boolean[];
    };
    readonly measured: boolean;
  },
): Context {
  const { ranking, measured, ...where } = given;
  const ranked = models.flatMap((model, index) => {
    const score = (ranking.scores[index] ?? 0) / 20;
    if (ranking.ranks[index] !== true) return [];
    return [
      {
        ...{ model, score, rank: 1, passRate: score, n: ranking.n, N: ranking.n },
        ...UNSURE,
      },
    ];
  });
  return {
    ...where,
    n: ranking.n,
    N: ranking.n,
    tasks: ranking.n,
    criteriaUsed: ['correctness'],
    models: ranked,
    refine: where.stage !== 'refine' || !measured ? null : refineLists(models, ranking),
    notRanked: [],
  };
}

const NO_RUNTIME = { value: null, n: 0, basis: null };

/** The model's place is as unsure as it can be, and nothing was measured. */
export const UNSURE = {
  ...{ scoreInterval: null, rankInterval: null, tieGroups: [], survivorBias: false },
  criteria: {
    ...{ executionTime: NO_RUNTIME, meanMemory: NO_RUNTIME },
    ...{ maxMemory: NO_RUNTIME, cpuEfficiency: NO_RUNTIME },
  },
};

/** A list of refiners by their improvements. */
export function listOf(improvements: Readonly<Record<string, number>>): Refiners['executionTime'] {
  return Object.entries(improvements).map(([model, improvement]) => ({
    ...{ model, improvement, improvementInterval: null, rank: 1, rankInterval: null, tieGroups: [] },
    ...{ measured: 1, improved: 1 },
  }));
}

/** In another order than the scores are. */
function refineLists(
  models: readonly string[],
  { scores }: { readonly scores: readonly number[] },
): Refiners {
  const turned = models.map((model, index): [string, number] => [model, (scores.at(-1 - index) ?? 0) / 20]);
  const known = listOf(Object.fromEntries(turned.slice(1)));
  return { executionTime: known, meanMemory: [], maxMemory: [], cpuEfficiency: [] };
}

export function profileOf(
  models: readonly string[],
  language: Language,
  contexts: readonly Context[],
): Profile {
  const weights = { correctness: 1, executionTime: 0, meanMemory: 0, maxMemory: 0, cpuEfficiency: 0 };
  return {
    version: 1,
    provenance: {
      ...{
        study: { name: 'world', hash: '0' },
        seed: 1,
        datasets: [],
        method: 'wsm',
        weights,
        refineThresholds: {},
        resamples: 1000,
        machine: 'none',
      },
      measuring: { preset: null, machines: [], certificates: [] },
      ...{ createdIso: '2026-01-01T00:00:00Z', harnessVersion: '0', scripted: true },
    },
    ...{ languages: [language], stages: ['generate', 'fix', 'refine'], categories: [...CATEGORIES] },
    models: models.map((id) => ({ id, name: id, scripted: true, price: null })),
    rules: {
      severalCategories: 'n_weighted_mean_of_scores',
      fallbacks: ['category', 'language', 'all'],
    },
    contexts: [...contexts],
  };
}

/** Models that act out a world; a program's text says where it comes from. */
export function askerOf({ abilities }: World): Asker & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask({ stage, model, sample, program }) {
      asked.push(`${stage} ${model}#${sample} ${program ?? ''}`.trim());
      return Promise.resolve(replyOf(abilities.get(model) ?? NO_ABILITIES, stage, model, program));
    },
    askCategories: () => Promise.resolve({ state: 'unanswered', reason: 'nobody is asked' }),
  };
}

function replyOf(able: Abilities, stage: string, model: string, program: string | null): Reply {
  const wrote = (text: string): Reply => ({ state: 'program', program: text, cost: COST });
  const nothing: Reply = { state: 'no_program', reason: 'empty', cost: COST };
  if (stage === 'generate') {
    if (able.generates === 'unanswered') return { state: 'unanswered', reason: 'the provider is down' };
    return able.generates === 'nothing' ? nothing : wrote(`${able.generates} by ${model}`);
  }
  if (stage === 'fix') {
    const author = program?.split(' by ')[1] ?? '';
    return wrote(
      able.repairs.has(author) ? `right by ${model} of ${author}` : `wrong by ${model} of ${author}`,
    );
  }
  if (able.refines === 'nothing') return nothing;
  if (able.refines === 'same') return wrote(program ?? '');
  return wrote(able.refines === 'broken' ? `wrong after ${model}` : `right after ${model}`);
}

export function evaluatorOf({ abilities }: World): Evaluator {
  const validate: Evaluator['validate'] = (_, program): Promise<Validation> =>
    Promise.resolve(
      program.startsWith('right')
        ? { state: 'passed' }
        : { state: 'failed', verdict: 'wrong_answer', failure: 'no' },
    );
  return {
    validate,
    validateShown: validate,
    compare: (_, original, rewritten): Promise<Comparison> => {
      if (original === rewritten) return Promise.resolve({ state: 'same_program' });
      const refined = abilities.get(rewritten.split(' after ')[1] ?? '')?.refines;
      if (typeof refined !== 'object') throw new Error(`nothing is known of "${rewritten}"`);
      const call = !refined.shown ? 'no_difference_shown' : refined.ratio < 1 ? 'better' : 'worse';
      return Promise.resolve({ state: 'measured', ratio: refined.ratio, call });
    },
  };
}
