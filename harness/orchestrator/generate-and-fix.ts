import type { Choice, Plan, Stage } from './contract.js';
import type { Solving } from './solving.js';

/** A program on its way to being correct. */
export interface Draft {
  readonly program: string;
  readonly stage: Stage;
  readonly model: string;
  readonly validation: 'passed' | 'failed' | 'not_validated';
}

/**
 * Asks each generator in turn, and for what it got wrong each fixer in turn, all of them from that generator's program. The
 * first program that passes ends it. Where none does, it is the first generator's program; null: nobody wrote one.
 */
export async function generateAndFix(solving: Solving, plan: Plan): Promise<Draft | null> {
  let first: Draft | null = null;
  for (const generator of plan.generate) {
    if (!solving.mayAsk()) break;
    const program = await solving.ask('generate', generator, null);
    if (program === null) continue;
    const generated = await validated(solving, 'generate', generator, program);
    if (generated.validation !== 'failed') return generated;
    first ??= generated;
    for (const fixer of plan.fix) {
      if (!solving.mayAsk()) break;
      const from = { program, failure: solving.options.feedback ? generated.failure : null };
      const repaired = await solving.ask('fix', fixer, from);
      if (repaired === null) continue;
      const fixed = await validated(solving, 'fix', fixer, repaired);
      if (fixed.validation !== 'failed') return fixed;
    }
  }
  return first;
}

/** The program with what its tests say of it, told. */
export async function validated(
  solving: Solving,
  stage: Stage,
  { model, sample }: Choice,
  program: string,
): Promise<Draft & { readonly failure: string | null }> {
  const result = await solving.evaluator.validate(solving.task, program);
  const about = { stage, model, sample };
  switch (result.state) {
    case 'passed':
      solving.tell({ type: 'passed', ...about });
      return { program, stage, model, validation: 'passed', failure: null };
    case 'no_tests':
      solving.tell({ type: 'not_validated', ...about });
      return { program, stage, model, validation: 'not_validated', failure: null };
    case 'failed':
      solving.tell({ type: 'failed', ...about, verdict: result.verdict });
      return { program, stage, model, validation: 'failed', failure: result.failure };
  }
}
