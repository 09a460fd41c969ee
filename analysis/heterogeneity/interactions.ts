import type { Stage } from '../../harness/study/results.js';
import { byCodeUnit } from '../order.js';
import { taskOf, type Panel, type RankedContext } from '../ranking/index.js';
import { interactionTest, type InteractionTest, type InteractionUnit } from '../statistics/index.js';

/** Whether models' pass rates differ from context to context in other ways than the contexts' difficulty does. */
export interface Interaction {
  /** What differs: languages of a task, categories of tasks, or stages of a problem. */
  readonly by: 'language' | 'category' | 'stage';
  /** Null: over all stages. */
  readonly stage: Stage | null;
  readonly models: number;
  /** Null with one context or one model, or where nothing could be exchanged. */
  readonly test: InteractionTest | null;
}

/** By language and by category within each stage, then by stage, on the pass rates of the common sets. */
export function interactions(
  contexts: readonly RankedContext[],
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): Interaction[] {
  const whole = contexts.filter(({ ranking }) => ranking.language === 'all');
  const run = (by: Interaction['by'], stage: Stage | null, units: InteractionUnit[]): Interaction => ({
    by,
    stage,
    models: units[0]?.values.length ?? 0,
    test: interactionTest(units, {
      permutations,
      seed: JSON.stringify([seed, 'interaction', by, stage]),
    }),
  });
  return [
    ...whole.flatMap(({ ranking: { stage }, panel }) => [
      run('language', stage, byLanguage(panel)),
      run('category', stage, byCategory(panel)),
    ]),
    run('stage', null, byStage(whole)),
  ];
}

/** A unit is a problem; the languages of one task are exchanged. */
function byLanguage(panel: Panel): InteractionUnit[] {
  return panel.cells.map((cell, problem) => ({
    values: panel.models.map(({ passRates }) => passRates[problem] ?? 0),
    block: taskOf(cell),
    contexts: [cell.language],
  }));
}

/**
 * A unit is a task, all its languages in one; tasks with the same languages exchange their categories. Tasks without a
 * category take no part.
 */
function byCategory(panel: Panel): InteractionUnit[] {
  return Array.from({ length: panel.clusters }, (_, cluster): InteractionUnit | null => {
    const problems = [...panel.clusterOf.keys()].filter((problem) => panel.clusterOf[problem] === cluster);
    const categories = panel.cells[problems[0] ?? -1]?.categories ?? [];
    if (categories.length === 0) return null;
    const languages = problems.map((problem) => panel.cells[problem]?.language ?? '').sort(byCodeUnit);
    return {
      values: panel.models.map(
        ({ passRates }) =>
          problems.reduce((sum, problem) => sum + (passRates[problem] ?? 0), 0) / problems.length,
      ),
      block: languages.join(),
      contexts: [...categories].sort(byCodeUnit),
    };
  }).filter((unit) => unit !== null);
}

/** A unit is a problem in one stage; the stages of a problem are exchanged. Of the models that all stages compare. */
function byStage(whole: readonly RankedContext[]): InteractionUnit[] {
  const [first] = whole;
  const shared = (first?.panel.modelIds ?? []).filter((id) =>
    whole.every(({ panel }) => panel.modelIds.includes(id)),
  );
  return whole.flatMap(({ ranking, panel }) =>
    panel.cells.map((cell, problem) => ({
      values: shared.map((id) => panel.models[panel.modelIds.indexOf(id)]?.passRates[problem] ?? 0),
      block: cell.problemUid,
      contexts: [ranking.stage],
    })),
  );
}
