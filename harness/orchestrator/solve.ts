import type { Options, Plan, Solution, Task, Tools } from './contract.js';
import { generateAndFix, type Draft } from './generate-and-fix.js';
import { refine } from './refine.js';
import { Solving } from './solving.js';

/**
 * Solves a task by a plan: generate and fix until a program passes, then refine it. `planOf` is asked for the plan once, and
 * may ask models itself. Rejects when the evaluator fails, or when it was stopped.
 */
export async function solveByPlan(
  task: Task,
  tools: Tools,
  options: Options,
  planOf: (solving: Solving) => Plan | Promise<Plan>,
): Promise<Solution> {
  const solving = new Solving(task, tools, options);
  const plan = await planOf(solving);
  const draft = await generateAndFix(solving, plan);
  // What was not validated can't be told from what a refinement broke.
  const final = draft?.validation === 'passed' ? await refine(solving, plan, draft) : draft;
  return solutionOf(solving, draft, final);
}

/** The end of a task: `final` is what `draft` was refined into, or the draft itself; null: nobody wrote a program. */
export function solutionOf(solving: Solving, draft: Draft | null, final: Draft | null): Solution {
  const validation = final?.validation ?? 'no_program';
  const refined = final !== draft;
  solving.tell({ type: 'finished', validation, refined });
  return {
    program: final?.program ?? null,
    validation,
    by: final === null ? null : { stage: final.stage, model: final.model },
    refinedFrom: refined ? (draft?.program ?? null) : null,
    calls: solving.calls,
    cost: solving.cost,
    events: solving.events,
  };
}
