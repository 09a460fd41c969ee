import type { Profile } from '../../analysis/profile/schema.js';
import type { Language } from '../../datasets/problem.js';
import { byCodeUnit } from '../../analysis/order.js';
import type { Stage } from './contract.js';

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
}

type Context = Profile['contexts'][number];

interface Standing {
  score: number;
  passRate: number;
  weight: number;
}

/**
 * The models for a task, by the profile's own rule (docs/profile.md): those ranked for its categories, else for its language,
 * else for all languages.
 */
export function routeOf(profile: Profile, { language, stage, categories }: RouteQuery): Route {
  const find = (ofLanguage: string, category: string): Context[] =>
    profile.contexts.filter(
      (context) =>
        context.language === ofLanguage && context.stage === stage && context.category === category,
    );
  const levels: readonly (readonly [RouteLevel, readonly Context[]])[] = [
    ['category', [...new Set(categories)].flatMap((category) => find(language, category))],
    ['language', find(language, 'all')],
    ['all', find('all', 'all')],
  ];
  for (const [level, contexts] of levels) {
    const models = inOrder(contexts);
    if (models.length > 0) return { level, models };
  }
  return { level: 'nothing', models: [] };
}

/** By the mean of scores, then of pass rates, each weighted by what its context compared; then by id. */
function inOrder(contexts: readonly Context[]): string[] {
  const standings = new Map<string, Standing>();
  for (const { n, models } of contexts.filter((context) => context.n > 0)) {
    for (const { model, score, passRate } of models) {
      const standing = standings.get(model) ?? { score: 0, passRate: 0, weight: 0 };
      standing.score += n * score;
      standing.passRate += n * passRate;
      standing.weight += n;
      standings.set(model, standing);
    }
  }
  return [...standings]
    .map(([model, { score, passRate, weight }]) => ({
      ...{ model, score: score / weight, passRate: passRate / weight },
    }))
    .sort((a, b) => b.score - a.score || b.passRate - a.passRate || byCodeUnit(a.model, b.model))
    .map(({ model }) => model);
}

/** The model that is ranked best for a stage over all languages; null: none is. */
export function bestOfAll(profile: Profile, stage: Stage): string | null {
  const overall = profile.contexts.filter(
    (context) => context.language === 'all' && context.stage === stage && context.category === 'all',
  );
  return inOrder(overall)[0] ?? null;
}
