import type { Strategy } from '../contract.js';
import { singleModel } from './single-model.js';

/**
 * Asks one model once, one that is known to solve the task, by the task's id; where nobody solves it, `fallback`. No router that
 * asks one model once can solve more: it is what routing could gain at most, and no way to solve anything.
 */
export function oracleRouter(solvers: ReadonlyMap<string, readonly string[]>, fallback: string): Strategy {
  return {
    id: 'oracle-router',
    solve: (task, tools, options) => {
      const [solver = fallback] = solvers.get(task.id) ?? [];
      return singleModel(solver).solve(task, tools, options);
    },
  };
}
