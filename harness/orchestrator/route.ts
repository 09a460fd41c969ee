import type { Profile } from '../../analysis/profile/schema.js';
import type { Language } from '../../datasets/problem.js';
import { byCodeUnit } from '../../analysis/order.js';
import { combineCategories } from '../../analysis/ranking/categories.js';
import type { SeveralCategories } from '../../analysis/ranking/method.js';
import type { RefineMetric, Stage } from './contract.js';

/** Where a list of models comes from; `nothing`: the profile says nothing of such a task. */
export type RouteLevel = 'category' | 'language' | 'all' | 'nothing';

export interface Route {
  readonly level: RouteLevel;
  /** Ids, best first. */
  readonly models: readonly string[];
}

export interface RouteQuery {
  readonly language: Language;
  readonly stage: Stage;
  readonly categories: readonly string[];
  /** Whose lists count in refine; `ranking` where it is left out. */
  readonly refineMetric?: RefineMetric;
}

type Context = Profile['contexts'][number];

/** One context's scores, as one list of it has them. */
interface Scored {
  readonly n: number;
  readonly models: readonly { readonly model: string; readonly score: number; readonly passRate: number }[];
}

interface Standing {
  passRate: number;
  weight: number;
}

/**
 * The models for a task, by the profile's own rule (docs/profile.md): those ranked for its categories, else for its language,
 * else for all languages. In refine by the lists of the metric; where the profile has none that says anything, by the ranking.
 */
export function routeOf(profile: Profile, query: RouteQuery): Route {
  const { stage, refineMetric = 'ranking' } = query;
  if (stage === 'refine' && refineMetric !== 'ranking') {
    const route = routeBy(profile, query, (context) => byMetric(context, refineMetric));
    if (route.level !== 'nothing') return route;
  }
  return routeBy(profile, query, (context) => context);
}

function routeBy(
  profile: Profile,
  { language, stage, categories }: RouteQuery,
  scoredOf: (context: Context) => Scored,
): Route {
  const find = (ofLanguage: string, category: string): Scored[] =>
    profile.contexts
      .filter(
        (context) =>
          context.language === ofLanguage && context.stage === stage && context.category === category,
      )
      .map(scoredOf);
  const levels: readonly (readonly [RouteLevel, readonly Scored[]])[] = [
    ['category', [...new Set(categories)].flatMap((category) => find(language, category))],
    ['language', find(language, 'all')],
    ['all', find('all', 'all')],
  ];
  for (const [level, contexts] of levels) {
    const models = inOrder(contexts, profile.rules.severalCategories, stage);
    if (models.length > 0) return { level, models };
  }
  return { level: 'nothing', models: [] };
}

/** The list of one metric; empty where nobody improved anything in it, which says nothing. */
function byMetric({ n, models, refine }: Context, metric: Exclude<RefineMetric, 'ranking'>): Scored {
  const list = refine?.[metric] ?? [];
  if (list.every(({ improvement }) => improvement === 0)) return { n, models: [] };
  const rates = new Map(models.map(({ model, passRate }) => [model, passRate]));
  return {
    n,
    models: list.map(({ model, improvement }) => ({
      ...{ model, score: improvement, passRate: rates.get(model) ?? 0 },
    })),
  };
}

/** By the scores as the profile's rule combines them, then by the mean of pass rates, weighted by what was compared; then by id. */
function inOrder(contexts: readonly Scored[], rule: SeveralCategories, stage: Stage): string[] {
  const telling = contexts.filter(
    ({ n, models }) =>
      n > 0 && (rule === 'n_weighted_mean_of_scores' || models.some(({ passRate }) => passRate > 0)),
  );
  const scores = combineCategories(
    rule,
    stage,
    telling.map(({ n, models }) => ({
      problems: n,
      scores: new Map(models.map(({ model, score }) => [model, score])),
    })),
  );
  const standings = new Map<string, Standing>();
  for (const { n, models } of telling) {
    for (const { model, passRate } of models) {
      const standing = standings.get(model) ?? { passRate: 0, weight: 0 };
      standing.passRate += n * passRate;
      standing.weight += n;
      standings.set(model, standing);
    }
  }
  return [...standings]
    .map(([model, { passRate, weight }]) => ({
      ...{ model, score: scores?.get(model) ?? 0, passRate: passRate / weight },
    }))
    .sort((a, b) => b.score - a.score || b.passRate - a.passRate || byCodeUnit(a.model, b.model))
    .map(({ model }) => model);
}

/** The model that is ranked best for a stage over all languages; null: none is. */
export function bestOfAll(profile: Profile, stage: Stage): string | null {
  const overall = profile.contexts.filter(
    (context) => context.language === 'all' && context.stage === stage && context.category === 'all',
  );
  return inOrder(overall, profile.rules.severalCategories, stage)[0] ?? null;
}
