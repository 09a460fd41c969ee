import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { LANGUAGES } from '../../datasets/problem.js';
import { SELECTION_IDS } from '../../datasets/task-selection.js';
import { identityOf } from '../hash.js';
import { PRESET_IDS } from '../measure/presets.js';
import { parametersSchema } from '../models/schema.js';
import { parseYaml, readYaml } from '../user-files/yaml.js';
import { runLimitsSchema } from '../stages/limits.js';
import { refineThresholdsSchema } from './refine-thresholds.js';
import { STAGES } from './results.js';

const weight = z.number().min(0);
const weights = z
  .strictObject({
    correctness: weight.default(0.5),
    execution_time: weight.default(0.2),
    mean_memory: weight.default(0.1),
    max_memory: weight.default(0.1),
    cpu_efficiency: weight.default(0.1),
  })
  .refine(
    (values) => Object.values(values).some((value) => value > 0),
    'at least one weight must be above 0',
  );

const unique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const TWICE = 'has an entry twice: take one out';
const EMPTY = 'is empty: name at least one';
const oneOf = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .array(z.enum(values, `must be one of ${values.join(', ')}`))
    .min(1, EMPTY)
    .refine(unique, TWICE);
const names = z.array(z.string().min(1)).min(1, EMPTY).refine(unique, TWICE);
const count = z.int('must be a whole number');
const presetIds = PRESET_IDS as [string, ...string[]];
const measure = z.strictObject({
  /** Presets by which passed programs are measured; rankings use the first one. Empty: nothing is measured. */
  presets: z
    .array(z.enum(presetIds, `must be one of ${presetIds.join(', ')}`))
    .refine(unique, TWICE)
    .default([presetIds[0]]),
});

const usd = z.number().min(0);
/** Money: decides how far a study goes for now, never what it asks. */
const budget = z.strictObject({
  /** For the whole study. */
  usd: usd.optional(),
  /** For single models, by id. */
  models: z.record(z.string(), usd).default({}),
  /** Prices of models whose own file gives none, or another one; by id. */
  prices: z
    .record(
      z.string(),
      z.strictObject({
        inputUsdPerMTok: usd,
        outputUsdPerMTok: usd,
        priceSource: z.string().min(1, 'must say where the price comes from'),
      }),
    )
    .default({}),
});

/** A study file: what to sweep. Field names are the file's own, in snake case. */
export const studySchema = z.strictObject({
  version: z.literal(1, 'must be 1, the version of the format'),
  name: z
    .string('must be a text')
    .regex(/^[\w.-]+$/, 'must be of letters, digits, dots, dashes and underscores'),
  datasets: names,
  languages: oneOf(LANGUAGES).default([...LANGUAGES]),
  stages: oneOf(STAGES).default([...STAGES]),
  /** Ids of the registry or of `model_files`; `imported`: all models whose answers were imported into the database. */
  models: z.union([z.literal('imported'), names], 'must be a list of model ids, or the word imported'),
  model_files: z.array(z.string().min(1)).default([]),
  /** Only these task numbers; all where it is left out. */
  problems: z.array(count.min(0)).min(1, EMPTY).refine(unique, TWICE).optional(),
  /** Of the data set that the rule is made for, only the tasks that it takes. Without a default, as `refine_thresholds`. */
  selection: z.enum(SELECTION_IDS, `must be ${SELECTION_IDS.join(', ')}`).optional(),
  /** Answers a cell, numbered from 1. */
  samples: count.min(1).max(1000).default(1),
  /** Sent with every question; a model's own parameters go before them. */
  parameters: parametersSchema.default({ temperature: 0, max_tokens: 4096 }),
  limits: runLimitsSchema.default(runLimitsSchema.parse({})),
  /** Of one test of a whole program, in place of the dataset's own. */
  program_limits: runLimitsSchema.optional(),
  weights: weights.default(weights.parse({})),
  /** Without a default: a study that does not name them keeps its identity. */
  refine_thresholds: refineThresholdsSchema.optional(),
  measure: measure.default(measure.parse({})),
  seed: count.min(0).default(1),
  budget: budget.optional(),
});
export type StudySpec = z.infer<typeof studySchema>;

/** A study file that was read. */
export interface StudyFile {
  readonly path: string;
  readonly spec: StudySpec;
}

/**
 * Identity of a study: the hash of everything that decides its results, defaults filled in; neither the order of fields,
 * nor comments, nor the folder of the file matter.
 */
export function studyHash(spec: StudySpec): string {
  return identityOf(resultsOf(spec));
}

/**
 * A study without its money. A budget decides when asking pauses, not what is asked: with more of it the same study goes
 * on, and two people with other prices have one study.
 */
export function resultsOf(spec: StudySpec): StudySpec {
  return { ...spec, budget: undefined };
}

/** Reads a study file. Throws `UserError` that names the file, the line, the field and what is expected. */
export async function readStudy(path: string): Promise<StudyFile> {
  return { path, spec: await readYaml(path, studySchema) };
}

/** A study from its YAML text; `path` is the name for messages. Throws `UserError`. */
export function parseStudy(text: string, path: string): StudySpec {
  return parseYaml(path, text, studySchema);
}

/** The files of models that a study names, taken from the folder of the study file. */
export function modelFilesOf({ path, spec }: StudyFile): string[] {
  return spec.model_files.map((file) => resolve(dirname(path), file));
}
