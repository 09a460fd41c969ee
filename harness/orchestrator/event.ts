import type { Metric } from '../measure/metric-comparison.js';
import type { Choice, Cost, Stage } from './contract.js';
import type { RouteLevel } from './route.js';

/** Why the original stays. */
export type RollbackReason =
  'tests_failed' | 'not_better' | 'flagged' | 'same_program' | 'not_measurable' | 'a_better_one_was_found';

/** One step of solving a task, with its reason: in order they tell how it went. */
export type Event =
  | {
      readonly type: 'categorised';
      readonly categories: readonly string[];
      readonly by: 'task' | 'model' | 'nobody';
      readonly asked: number;
      /** Why the model that was asked last gave no answer; null where it gave one, or nobody was asked. */
      readonly unanswered: string | null;
    }
  | {
      readonly type: 'routed';
      readonly stage: Stage;
      readonly level: RouteLevel;
      readonly choices: readonly Choice[];
    }
  | ({ readonly type: 'answered'; readonly stage: Stage; readonly cost: Cost } & Choice)
  | ({
      readonly type: 'no_program';
      readonly stage: Stage;
      readonly reason: string;
      readonly cost: Cost;
    } & Choice)
  | ({ readonly type: 'unanswered'; readonly stage: Stage; readonly reason: string } & Choice)
  | ({ readonly type: 'passed'; readonly stage: Stage } & Choice)
  | ({ readonly type: 'failed'; readonly stage: Stage; readonly verdict: string } & Choice)
  | ({ readonly type: 'not_validated'; readonly stage: Stage } & Choice)
  /** `ratio` of the rewritten program to the original in the metric; below 1 is better. */
  | ({ readonly type: 'accepted'; readonly metric: Metric; readonly ratio: number } & Choice)
  | ({
      readonly type: 'rolled_back';
      readonly metric: Metric;
      readonly reason: RollbackReason;
      readonly ratio: number | null;
    } & Choice)
  | { readonly type: 'out_of_budget'; readonly what: 'calls' | 'tokens' | 'usd' | 'wallMs' }
  | {
      readonly type: 'finished';
      readonly validation: 'passed' | 'failed' | 'not_validated' | 'no_program';
      readonly refined: boolean;
    };
