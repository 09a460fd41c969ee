import { CATEGORIES } from '../../datasets/problem.js';
import { UserError } from '../../harness/errors.js';
import type { Analysis } from '../analysis.js';
import type { ContextRanking } from '../ranking/index.js';
import { ProfileSchema, type Profile } from './schema.js';

export interface ProfileFacts {
  /** ISO 8601 in UTC, with a Z. */
  readonly createdIso: string;
  readonly harnessVersion: string;
}

/**
 * The profile of an analysis, checked against its schema. Throws `UserError` for a date that is not ISO 8601 in UTC.
 */
export function buildProfile(analysis: Analysis, { createdIso, harnessVersion }: ProfileFacts): Profile {
  if (!ProfileSchema.shape.provenance.shape.createdIso.safeParse(createdIso).success) {
    throw new UserError(
      `the profile's date is "${createdIso}": give ISO 8601 in UTC, as in 2026-01-31T12:00:00Z`,
    );
  }
  return ProfileSchema.parse({
    version: 1,
    calibration: analysis.calibration,
    provenance: {
      study: { name: analysis.study.name, hash: analysis.study.hash },
      seed: analysis.study.seed,
      datasets: Object.entries(analysis.study.datasetHashes).map(([name, hash]) => ({ name, hash })),
      method: analysis.method,
      weights: analysis.weights,
      machine: analysis.study.machine,
      createdIso,
      harnessVersion,
      scripted: analysis.models.some((model) => model.scripted),
    },
    languages: [...analysis.languages],
    stages: [...analysis.stages],
    categories: [...CATEGORIES],
    models: analysis.models.map(({ id, name, scripted }) => ({ id, name, scripted })),
    rules: {
      severalCategories: 'n_weighted_mean_of_scores',
      fallbacks: ['category', 'language', 'all'],
    },
    contexts: analysis.contexts.map(contextOf),
  } satisfies Profile);
}

/** The text of profile.json: the same profile gives the same bytes. */
export function renderProfile(profile: Profile): string {
  return `${JSON.stringify(ProfileSchema.parse(profile), null, 2)}\n`;
}

function contextOf(context: ContextRanking): Profile['contexts'][number] {
  return {
    language: context.language,
    stage: context.stage,
    category: context.category,
    n: context.common,
    N: context.planned,
    criteriaUsed: [...context.criteriaUsed],
    models: context.models.map((model) => ({
      model: model.modelId,
      score: model.score,
      rank: model.rank,
      passRate: model.passRate,
      n: context.common,
      N: context.planned,
      survivorBias: model.survivorBias,
      criteria: model.runtime,
    })),
    notRanked: context.notRanked.map(({ modelId, reason }) => ({ model: modelId, reason })),
  };
}
