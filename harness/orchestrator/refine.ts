import type { Choice, Comparison, Options, Plan } from './contract.js';
import type { RollbackReason } from './event.js';
import { validated, type Draft } from './generate-and-fix.js';
import type { Solving } from './solving.js';

type Measured = Extract<Comparison, { state: 'measured' }>;

interface Faster {
  readonly draft: Draft;
  readonly choice: Choice;
  readonly ratio: number;
}

/**
 * Asks refiners in turn to rewrite a correct program, all of them from that program. A rewritten one is accepted when it
 * passes the tests and is faster; otherwise the original stays.
 */
export async function refine(solving: Solving, plan: Plan, original: Draft): Promise<Draft> {
  const { refine: mode } = solving.options;
  if (mode === 'off') return original;
  let best: Faster | null = null;
  for (const choice of plan.refine) {
    if (!solving.mayAsk()) break;
    const program = await solving.ask('refine', choice, { program: original.program, failure: null });
    if (program === null) continue;
    const faster = await fasterOf(solving, choice, original, program);
    if (faster === null) continue;
    if (best !== null) {
      const slower = faster.ratio < best.ratio ? best : faster;
      rollBack(solving, slower.choice, 'a_faster_one_was_found', slower.ratio);
    }
    if (best === null || faster.ratio < best.ratio) best = faster;
    if (mode === 'first_improvement') break;
  }
  if (best === null) return original;
  solving.tell({ type: 'accepted', ...best.choice, ratio: best.ratio });
  return best.draft;
}

/** The rewritten program where it is better than the original; null after it was rolled back. */
async function fasterOf(
  solving: Solving,
  choice: Choice,
  original: Draft,
  program: string,
): Promise<Faster | null> {
  const draft = await validated(solving, 'refine', choice, program);
  if (draft.validation !== 'passed') return rollBack(solving, choice, 'tests_failed', null);
  const comparison = await solving.evaluator.compare(solving.task, original.program, program);
  if (comparison.state !== 'measured') return rollBack(solving, choice, comparison.state, null);
  const reason = whyNotFaster(comparison, solving.options);
  if (reason !== null) return rollBack(solving, choice, reason, comparison.ratio);
  return { draft, choice, ratio: comparison.ratio };
}

function whyNotFaster({ ratio, call }: Measured, { improvement }: Options): RollbackReason | null {
  if (improvement === 'any') return ratio < 1 ? null : 'not_faster';
  if (call === 'flagged') return 'flagged';
  return call === 'faster' ? null : 'not_faster';
}

function rollBack(solving: Solving, choice: Choice, reason: RollbackReason, ratio: number | null): null {
  solving.tell({ type: 'rolled_back', ...choice, reason, ratio });
  return null;
}
