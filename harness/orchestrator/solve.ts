import type { Options, Plan, Solution, Task, Tools } from './contract.js';
import { generateAndFix } from './generate-and-fix.js';
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
