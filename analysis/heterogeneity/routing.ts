import type { CriterionWeights, Stage } from '../../harness/study/results.js';
import { combineCategories, type RankedContext, type RankingMethod } from '../ranking/index.js';
import { columnsOf, resampledFigures, taskOf, type ModelFigures, type Panel } from '../ranking/index.js';

/** What a router knows of a problem when it chooses a model. */
export const ROUTES = ['single', 'language', 'category'] as const;
export type Route = (typeof ROUTES)[number];

/**
 * By what a router ranks: the mean of the very outcome that it is judged by, which no other rule of the kind can beat on
 * the problems that it is made from, or the study's ranking method.
 */
export type RouteRule = 'outcome' | 'method';

/** One context's panel with what is needed to rank its models anew on a part of its tasks. */
interface Source {
  readonly panel: Panel;
  readonly figures: (drawn: ArrayLike<number>) => ModelFigures[];
  readonly tasks: readonly string[];
  readonly outcomes: readonly Float64Array[];
}

/** Scores by model of one context, and the problems that they rest on. */
interface ContextScores {
  readonly scores: ReadonlyMap<string, number>;
  readonly problems: number;
}

/** What a model makes of each problem of a panel: see docs/ranking.md. */
export function outcomesOf(panel: Panel, stage: Stage, preset: string | null): Float64Array[] {
  if (stage !== 'refine' || preset === null) return panel.models.map(({ passRates }) => passRates);
  // Slower, wrong and not measured: the program before it stays, and nothing is gained.
  return panel.models.map(({ logRatios }) =>
    logRatios.executionTime.map((log) => (Number.isNaN(log) ? 0 : Math.max(0, -log))),
  );
}

/** The contexts of one stage, from which routers are made. */
export class Routing {
  readonly #sources = new Map<string, Source>();
  readonly #method: RankingMethod;
  readonly #weights: CriterionWeights;
  readonly #stage: Stage;
  readonly whole: Panel;
  readonly outcomes: readonly Float64Array[];

  constructor(
    contexts: readonly RankedContext[],
    whole: RankedContext,
    options: {
      readonly method: RankingMethod;
      readonly weights: CriterionWeights;
      readonly preset: string | null;
    },
  ) {
    this.#stage = whole.ranking.stage;
    this.#method = options.method;
    this.#weights = options.weights;
    this.whole = whole.panel;
    this.outcomes = outcomesOf(whole.panel, this.#stage, options.preset);
    for (const { ranking, evidence, panel } of contexts) {
      if (ranking.stage !== this.#stage) continue;
      this.#sources.set(keyOf(ranking.language, ranking.category), {
        panel,
        figures: resampledFigures(panel, evidence.models),
        tasks: panel.cells.map(taskOf),
        outcomes: outcomesOf(panel, this.#stage, options.preset),
      });
    }
  }

  /** By problem of the whole, the place of the model that each route chooses when it knows these tasks alone. */
  choose(rule: RouteRule, knows: (task: string) => boolean): Record<Route, Int32Array> {
    const known = new Map([...this.#sources].map(([key, source]) => [key, this.#score(source, rule, knows)]));
    const all = known.get(keyOf('all', 'all'));
    const single = this.#best(all?.scores, undefined);
    const routes = this.whole.cells.map(({ language, categories }) => {
      const ofLanguage = known.get(keyOf(language, 'all'));
      const own = categories.flatMap((category) => known.get(keyOf(language, category)) ?? []);
      const combined = combineCategories(
        rule === 'outcome' ? 'n_weighted_mean_of_scores' : this.#method.severalCategories,
        this.#stage,
        own.filter(({ scores }) => scores.size > 0),
      );
      const byLanguage = this.#best(ofLanguage?.scores, all?.scores) ?? single;
      return { byLanguage, byCategory: this.#best(combined, ofLanguage?.scores) ?? byLanguage };
    });
    return {
      single: Int32Array.from(routes, () => single ?? 0),
      language: Int32Array.from(routes, ({ byLanguage }) => byLanguage ?? 0),
      category: Int32Array.from(routes, ({ byCategory }) => byCategory ?? 0),
    };
  }

  #score(source: Source, rule: RouteRule, knows: (task: string) => boolean): ContextScores {
    const drawn = source.tasks.map((task) => Number(knows(task)));
    const problems = drawn.reduce((sum, one) => sum + one, 0);
    if (problems === 0) return { scores: new Map(), problems };
    const scores =
      rule === 'method'
        ? this.#method.score(columnsOf(source.figures(drawn)), this.#stage, this.#weights).scores
        : source.outcomes.map((own) => own.reduce((sum, x, i) => sum + x * (drawn[i] ?? 0), 0) / problems);
    // A context in which nobody did anything says nothing.
    if (scores.every((score) => score === 0)) return { scores: new Map(), problems: 0 };
    return { scores: new Map(source.panel.modelIds.map((id, index) => [id, scores[index] ?? 0])), problems };
  }

  /** The place of the best model, equals by the wider context's scores, then by id; null without scores. */
  #best(
    scores: ReadonlyMap<string, number> | undefined,
    wider: ReadonlyMap<string, number> | undefined,
  ): number | null {
    let best: { index: number; score: number; widerScore: number } | null = null;
    for (const [index, id] of this.whole.modelIds.entries()) {
      const score = scores?.get(id);
      if (score === undefined) continue;
      const widerScore = wider?.get(id) ?? -Infinity;
      const ahead = best === null ? Infinity : score - best.score;
      const tied = Math.abs(ahead) <= EQUAL_WITHIN;
      if (best === null || (tied ? widerScore > best.widerScore : ahead > 0)) {
        best = { index, score, widerScore };
      }
    }
    return best?.index ?? null;
  }
}

/** Scores closer than this differ by floating-point error alone. */
const EQUAL_WITHIN = 1e-12;

function keyOf(language: string, category: string): string {
  return JSON.stringify([language, category]);
}
