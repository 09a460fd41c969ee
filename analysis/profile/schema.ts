import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../datasets/problem.js';
import { STAGES } from '../../harness/study/results.js';

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const weight = z.number().nonnegative();
const runtimeIds = ['executionTime', 'meanMemory', 'maxMemory', 'cpuEfficiency'] as const;

const runtimeFigure = z
  .strictObject({
    value: z
      .number()
      .positive()
      .nullable()
      .describe('Geometric mean of program / canonical solution; null: no measurement.'),
    n: count.describe('Problems behind the value.'),
    basis: z
      .enum(['shared', 'own'])
      .nullable()
      .describe('shared: the same problems for all models; own: the problems that the model passed itself.'),
  })
  .describe('Runtime of passed programs relative to the canonical solutions.');

const calls = z.strictObject({ n: count, faster: count, slower: count });
const measuring = z
  .strictObject({
    preset: z
      .string()
      .nullable()
      .describe('By which runtime was measured; null: the study measures nothing, so there is no runtime.'),
    machines: z
      .array(z.strictObject({ hash: z.string(), machine: z.string().nullable() }))
      .describe('Where runtime was measured; a ratio is of one machine.'),
    certificates: z
      .array(
        z.strictObject({
          machineHash: z.string(),
          preset: z.string(),
          dataset: z.string(),
          neighbours: count.describe('Busy processes beside it.'),
          createdIso: z.iso.datetime().describe('UTC.'),
          same: calls.describe('Programs against themselves: the truth is no difference.'),
          slower10: calls.describe('Programs against copies that are 10 % slower.'),
          limitsKept: z
            .boolean()
            .nullable()
            .describe('null: too few programs, or none, were measurable to tell.'),
        }),
      )
      .describe('What the preset was seen to tell apart on these machines.'),
  })
  .describe('Where runtime figures come from.');

const interval = z
  .strictObject({ low: z.number(), high: z.number() })
  .nullable()
  .describe('At 95 %; null: too few tasks for one.');
const rankInterval = z
  .strictObject({ best: z.int().positive(), worst: z.int().positive() })
  .nullable()
  .describe('Ranks that hold for all models of the list together, at 95 %; null: too few tasks.');
const tieGroups = z
  .array(z.int().positive())
  .describe("Models with a number in common can't be told apart; empty: too few tasks to say.");

const entry = z.strictObject({
  model: z.string().min(1),
  score: z.number().describe('By the ranking method, within this context; larger is better.'),
  scoreInterval: interval,
  rank: z.int().positive().describe('From 1; equal scores share it.'),
  rankInterval,
  tieGroups,
  passRate: share,
  n: count.describe('(problem, sample) cells compared.'),
  N: count.describe('(problem, sample) cells planned.'),
  survivorBias: z.boolean(),
  criteria: z.strictObject({
    executionTime: runtimeFigure,
    meanMemory: runtimeFigure,
    maxMemory: runtimeFigure,
    cpuEfficiency: runtimeFigure,
  }),
});

const refiner = z.strictObject({
  model: z.string().min(1),
  improvement: z
    .number()
    .nonnegative()
    .describe(
      'Mean over the common problems of the share that is saved (CPU efficiency: gained), 0 where nothing is.',
    ),
  improvementInterval: interval,
  rank: z.int().positive().describe('From 1, by the improvement; equal ones share it.'),
  rankInterval,
  tieGroups,
  measured: count.describe('Problems with a figure of a correct refinement.'),
  improved: count.describe('Those of them that were improved.'),
});
const refiners = z
  .array(refiner)
  .describe('Best first; models without any measured correct refinement are left out.');
const refine = z
  .strictObject({
    executionTime: refiners,
    meanMemory: refiners,
    maxMemory: refiners,
    cpuEfficiency: refiners,
  })
  .nullable()
  .describe('Whom to ask to improve one metric; null outside of refine, and where nothing is measured.');

const context = z.strictObject({
  language: z.enum([...LANGUAGES, 'all']),
  stage: z.enum(STAGES),
  category: z.enum([...CATEGORIES, 'all']),
  n: count,
  N: count,
  tasks: count.describe('Compared tasks, one with all its languages: what intervals are drawn over.'),
  criteriaUsed: z.array(z.enum(['correctness', ...runtimeIds])).describe('What the scores are made of.'),
  models: z.array(entry).describe('Best first.'),
  refine,
  notRanked: z.array(
    z.strictObject({ model: z.string().min(1), reason: z.enum(['no_complete_cell', 'no_common_cell']) }),
  ),
});

const usd = z.number().nonnegative().describe('USD per million tokens.');
const price = z
  .strictObject({
    inputUsdPerMTok: usd,
    outputUsdPerMTok: usd,
    source: z
      .string()
      .nullable()
      .describe('Where and when the price was read, in the words of the file of models.'),
    lastPaidIso: z.iso
      .datetime()
      .nullable()
      .describe('When the study last asked at this price, UTC; null: never.'),
  })
  .nullable()
  .describe('null: nobody knows it; never free.');

/** A profile: which model to ask first, by language, stage and category, and where that knowledge comes from. */
export const ProfileSchema = z
  .strictObject({
    version: z.literal(1, 'must be 1, the version of the format'),
    provenance: z.strictObject({
      study: z.strictObject({ name: z.string(), hash: z.string() }),
      seed: z.number(),
      datasets: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
      selection: z
        .strictObject({
          rule: z.string(),
          version: z.int(),
          dataset: z.string(),
          tasks: z.int().describe('Of the data set, as many as the rule has taken.'),
          hash: z.string().describe('SHA-256 of the names of these tasks, one a line.'),
        })
        .optional()
        .describe(
          'The rule of ours by which the study took some tasks of a data set; absent where it took all.',
        ),
      method: z.string(),
      weights: z.strictObject({
        correctness: weight,
        executionTime: weight,
        meanMemory: weight,
        maxMemory: weight,
        cpuEfficiency: weight,
      }),
      refineThresholds: z
        .partialRecord(z.enum(runtimeIds), z.partialRecord(z.enum(LANGUAGES), z.number().positive()))
        .describe('Improvements up to these count as none; 0 where none is given.'),
      resamples: z.int().positive().describe('Behind the intervals, drawn by the seed.'),
      machine: z.string().describe('Where the study was planned.'),
      measuring,
      createdIso: z.iso.datetime().describe('UTC.'),
      harnessVersion: z.string(),
      scripted: z.boolean().describe('At least one model is a scripted stand-in, not an LLM.'),
    }),
    languages: z.array(z.enum(LANGUAGES)),
    stages: z.array(z.enum(STAGES)),
    categories: z.array(z.enum(CATEGORIES)).describe('The vocabulary of categories.'),
    models: z.array(
      z.strictObject({ id: z.string().min(1), name: z.string(), scripted: z.boolean(), price }),
    ),
    rules: z.strictObject({
      severalCategories: z
        .enum(['n_weighted_mean_of_scores', 'product_of_scores_or_sum_in_refine'])
        .describe('How the scores of several categories of one problem become one.'),
      fallbacks: z
        .tuple([z.literal('category'), z.literal('language'), z.literal('all')])
        .describe('Contexts to try in turn; one without models says nothing.'),
    }),
    contexts: z.array(context),
  })
  .meta({ title: 'perforch profile, version 1' });

export type Profile = z.infer<typeof ProfileSchema>;
