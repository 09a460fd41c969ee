import type { Choice, Strategy } from '../contract.js';
import { solveByPlan } from '../solve.js';

/**
 * One model that generates, repairs and refines its own code. With `samples` it may try as often as an agent that has so many
 * models: each sample is another answer of the same model.
 */
export function singleModelPipeline(model: string, samples = 1): Strategy {
  const choices = Array.from({ length: samples }, (_, index): Choice => ({ model, sample: index + 1 }));
  const plan = { generate: choices, fix: choices, refine: choices };
  return {
    id: samples === 1 ? `pipeline:${model}` : `pipeline-x${samples}:${model}`,
    solve: (task, tools, options) => solveByPlan(task, tools, options, () => plan),
  };
}
