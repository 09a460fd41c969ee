import { Random } from '../../measure/statistics/index.js';
import { STAGES, type Choice, type Plan, type Strategy } from '../contract.js';
import { solveByPlan } from '../solve.js';

/** The agent's stages with models in random order, another one for each task and stage, the same for the same seed. */
export function randomRouting(models: readonly string[], topK: number, seed: number): Strategy {
  const planFor = (taskId: string): Plan => {
    const lists = STAGES.map((stage): [string, readonly Choice[]] => {
      const order = Random.seeded(`${seed} ${taskId} ${stage}`).shuffle(models);
      return [stage, order.slice(0, topK).map((model) => ({ model, sample: 1 }))];
    });
    return Object.fromEntries(lists) as Plan;
  };
  return {
    id: 'random-routing',
    solve: (task, tools, options) => solveByPlan(task, tools, options, () => planFor(task.id)),
  };
}
