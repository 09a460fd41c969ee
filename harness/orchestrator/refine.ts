import type { Metric } from '../measure/metric-comparison.js';
import type { Choice, Comparison, Options, Plan } from './contract.js';
import type { RollbackReason } from './event.js';
import { validated, type Draft } from './generate-and-fix.js';
import type { Solving } from './solving.js';

type Measured = Extract<Comparison, { state: 'measured' }>;

interface Better {
  readonly draft: Draft;
  readonly choice: Choice;
  readonly ratio: number;
}

/**
 * Asks refiners in turn to rewrite a correct program, all of them from that program. A rewritten one is accepted when it
 * passes the tests and is better in the metric that refining is for; otherwise the original stays.
 */
export async function refine(solving: Solving, plan: Plan, original: Draft): Promise<Draft> {
  const { refine: mode } = solving.options;
  if (mode === 'off') return original;
  let best: Better | null = null;
  for (const choice of plan.refine) {
    if (!solving.mayAsk()) break;
    const program = await solving.ask('refine', choice, { program: original.program, failure: null });
    if (program === null) continue;
    const better = await betterOf(solving, choice, original, program);
    if (better === null) continue;
    if (best !== null) {
      const worse = better.ratio < best.ratio ? best : better;
      rollBack(solving, worse.choice, 'a_better_one_was_found', worse.ratio);
    }
    if (best === null || better.ratio < best.ratio) best = better;
    if (mode === 'first_improvement') break;
  }
  if (best === null) return original;
  solving.tell({ type: 'accepted', ...best.choice, metric: metricOf(solving.options), ratio: best.ratio });
  return best.draft;
}

/** The rewritten program where it is better than the original; null after it was rolled back. */
async function betterOf(
  solving: Solving,
  choice: Choice,
  original: Draft,
  program: string,
): Promise<Better | null> {
  const draft = await validated(solving, 'refine', choice, program);
  if (draft.validation !== 'passed') return rollBack(solving, choice, 'tests_failed', null);
  const comparison = await solving.evaluator.compare(
    solving.task,
    original.program,
    program,
    metricOf(solving.options),
  );
  if (comparison.state !== 'measured') return rollBack(solving, choice, comparison.state, null);
  const reason = whyNotBetter(comparison, solving.options);
  if (reason !== null) return rollBack(solving, choice, reason, comparison.ratio);
  return { draft, choice, ratio: comparison.ratio };
}

function whyNotBetter({ ratio, call }: Measured, { improvement }: Options): RollbackReason | null {
  if (improvement === 'any') return ratio < 1 ? null : 'not_better';
  if (call === 'flagged') return 'flagged';
  return call === 'better' ? null : 'not_better';
}

function rollBack(solving: Solving, choice: Choice, reason: RollbackReason, ratio: number | null): null {
  solving.tell({ type: 'rolled_back', ...choice, metric: metricOf(solving.options), reason, ratio });
  return null;
}

function metricOf({ refineMetric }: Options): Metric {
  return refineMetric === 'ranking' ? 'executionTime' : refineMetric;
}
