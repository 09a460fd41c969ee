import type { Strategy } from '../contract.js';
import { solveByPlan } from '../solve.js';

/** One model, asked once. */
export function singleModel(model: string): Strategy {
  const plan = { generate: [{ model, sample: 1 }], fix: [], refine: [] };
  return {
    id: `single:${model}`,
    solve: (task, tools, options) => solveByPlan(task, tools, options, () => plan),
  };
}
