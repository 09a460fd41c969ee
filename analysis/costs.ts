import { sum } from 'simple-statistics';
import { STAGES, type CellResult, type Stage, type StageCost } from '../harness/study/results.js';
import { outcomeOf } from './cells.js';

/** What a model's answers in one stage have cost, beside what they solved; over all its own cells. */
export interface CostRow {
  readonly modelId: string;
  readonly stage: Stage;
  /** Cells with an answer, and those of them that passed. */
  readonly answered: number;
  readonly passed: number;
  /** USD for all of these answers; null where that is not known. */
  readonly usd: number | null;
  /**
   * Why it is not known: some answers were not asked for here (imported, replayed), the price of some was not known when they
   * were asked, or some were not judged yet. Null where it is.
   */
  readonly unknown: 'not_asked' | 'no_price' | 'not_judged' | null;
  /** USD for each passed cell; null where the cost is not known, or nothing passed. */
  readonly usdPerPassed: number | null;
}

/** By model, then by stage; none where a model has no answer. */
export function costRows(
  costs: readonly StageCost[],
  cells: readonly CellResult[],
  modelIds: readonly string[],
): CostRow[] {
  const counts = new Map(modelIds.map((id) => [id, new Map(STAGES.map((stage) => [stage, noAnswers()]))]));
  for (const cell of cells) {
    const own = counts.get(cell.modelId)?.get(cell.stage);
    if (own === undefined || cell.answerState === null) continue;
    const outcome = outcomeOf(cell);
    own.answered += 1;
    if (outcome === 'passed') own.passed += 1;
    if (outcome === 'missing') own.unjudged += 1;
  }
  return modelIds.flatMap((modelId) =>
    STAGES.flatMap((stage) => {
      const own = counts.get(modelId)?.get(stage) ?? noAnswers();
      const paid = costs.filter((other) => other.modelId === modelId && other.stage === stage);
      return own.answered === 0 ? [] : [costRow(modelId, stage, own, paid)];
    }),
  );
}

type Counts = ReturnType<typeof noAnswers>;

function noAnswers() {
  return { answered: 0, passed: 0, unjudged: 0 };
}

function costRow(
  modelId: string,
  stage: Stage,
  { answered, passed, unjudged }: Counts,
  paid: readonly StageCost[],
): CostRow {
  const unknown =
    sum(paid.map(({ answers }) => answers)) < answered
      ? 'not_asked'
      : paid.some(({ unpriced }) => unpriced > 0)
        ? 'no_price'
        : unjudged > 0
          ? 'not_judged'
          : null;
  const usd = unknown === null ? sum(paid.map((cost) => cost.usd)) : null;
  const usdPerPassed = usd === null || passed === 0 ? null : usd / passed;
  return { modelId, stage, answered, passed, usd, unknown, usdPerPassed };
}
