import type { Profile } from '../../analysis/profile/schema.js';
import { categorise } from './categorise.js';
import { STAGES, type Choice, type Plan, type Strategy } from './contract.js';
import { routeOf } from './route.js';
import { solveByPlan } from './solve.js';
import type { Solving } from './solving.js';

export interface PerfOrchSettings {
  /** Models a stage, at most. */
  readonly topK: number;
  /** Without, every task goes by its language. */
  readonly useCategories: boolean;
  /** Who is asked for categories that nobody knows; without, the model that is ranked best at generating in the language. */
  readonly categoriesBy?: string;
  /** Models that can't be asked are left out before the lists are cut. */
  readonly canAsk?: (model: string) => boolean;
}
export const PERFORCH_DEFAULTS: PerfOrchSettings = { topK: 5, useCategories: true };

/**
 * The agent: sends a task to the models that the profile ranks best for its language and categories, stage by stage, with the
 * next ones in reserve. Asks at most k + k x k + k times, and twice more for categories that nobody knows.
 */
export function perforch(profile: Profile, settings: Partial<PerfOrchSettings> = {}): Strategy {
  const { topK, useCategories, categoriesBy, canAsk = () => true } = { ...PERFORCH_DEFAULTS, ...settings };
  const id = useCategories ? 'perforch' : 'perforch-without-categories';

  async function planOf(solving: Solving): Promise<Plan> {
    const { language } = solving.task;
    const [best = null] = routeOf(profile, { language, stage: 'generate', categories: [] }).models.filter(
      canAsk,
    );
    const categories = useCategories
      ? await categorise(solving, categoriesBy ?? best, profile.categories)
      : [];
    const lists = STAGES.map((stage): [string, readonly Choice[]] => {
      const { refineMetric } = solving.options;
      const { level, models } = routeOf(profile, { language, stage, categories, refineMetric });
      const choices = models
        .filter(canAsk)
        .slice(0, topK)
        .map((model) => ({ model, sample: 1 }));
      solving.tell({ type: 'routed', stage, level, choices });
      return [stage, choices];
    });
    return Object.fromEntries(lists) as Plan;
  }

  return { id, solve: (task, tools, options) => solveByPlan(task, tools, options, planOf) };
}
