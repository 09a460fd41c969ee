import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CATEGORIES, LANGUAGES, type Problem } from '../../../datasets/problem.js';
import type { Stage } from '../../study/results.js';

const share = z.number().min(0).max(1);
const byLanguage = z.record(z.enum(LANGUAGES), share);

const scriptedModel = z.strictObject({
  id: z.string().startsWith('scripted-'),
  name: z.string().includes('scripted, not an LLM'),
  style: z.enum(['prose', 'body', 'whole', 'thoughts', 'terse']),
  refiner: z.enum(['plain', 'strong']),
  failures: z.array(z.enum(['buggy', 'no-code', 'cut'])).min(1),
  generate: byLanguage,
  fix: byLanguage,
  refine: byLanguage,
  categories: z.partialRecord(z.enum(CATEGORIES), z.number().min(-1).max(1)),
});
/** One row of the table of planted strengths; see `strengths.yaml`. */
export type ScriptedModel = z.output<typeof scriptedModel>;

const table = z
  .strictObject({ seed: z.number().int(), models: z.array(scriptedModel) })
  .parse(parse(readFileSync(new URL('strengths.yaml', import.meta.url), 'utf8')));

/** The scripted models, in the order of the table. */
export const SCRIPTED_MODELS: readonly ScriptedModel[] = table.models;

/** The planted share of problems like this one that a scripted model solves. Throws for an unknown model. */
export function plantedShare(modelId: string, problem: Problem, stage: Stage): number {
  const model = scriptedModelNamed(modelId);
  const shifts = problem.categories.map((category) => model.categories[category] ?? 0);
  const shift = shifts.length === 0 ? 0 : shifts.reduce((sum, one) => sum + one, 0) / shifts.length;
  return Math.min(1, Math.max(0, model[stage][problem.language] + shift));
}

/**
 * Whether a scripted model solves a problem at a stage: the same on every machine and in every run, so that a test can work
 * out the true ranking without running anything. Throws for an unknown model.
 */
export function planted(modelId: string, problem: Problem, stage: Stage): 'solves' | 'fails' {
  return draw(modelId, problem, stage, 'solve') < plantedShare(modelId, problem, stage) ? 'solves' : 'fails';
}

/** A number from 0 up to 1 that depends on the table's seed and on what it is drawn for, and on nothing else. */
export function draw(modelId: string, problem: Problem, stage: Stage, purpose: string): number {
  const text = [table.seed, modelId, problem.uid, stage, purpose].join('\n');
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}

function scriptedModelNamed(id: string): ScriptedModel {
  const model = SCRIPTED_MODELS.find((candidate) => candidate.id === id);
  if (model === undefined) throw new Error(`there is no scripted model "${id}"`);
  return model;
}
