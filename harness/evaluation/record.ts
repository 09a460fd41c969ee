import type { Language } from '../../datasets/problem.js';
import type { Compared } from './comparing.js';
import type { RollbackReason, RouteLevel, Solution, Stage } from '../orchestrator/index.js';

/** What a profile was made from that a strategy routes by: all tasks, or such as it is not judged on. Null: no profile. */
export type ProfileFrom = 'all_tasks' | 'other_tasks' | 'other_datasets' | null;

/** One task solved by one strategy, as the tables of an evaluation read it. */
export interface EvaluationRecord {
  readonly strategy: string;
  readonly profileFrom: ProfileFrom;
  readonly problemUid: string;
  readonly language: Language;
  readonly dataset: string;
  /** Shared by the same task of the dataset in all languages. */
  readonly taskNumber: number;
  /** The final program passes the hidden tests. */
  readonly solved: boolean;
  readonly validation: Solution['validation'];
  /** It has example tests, by which `public` validates. */
  readonly hasPublicTests: boolean;
  /** Stage that the program comes from before it was refined; null where there is none. */
  readonly correctBy: Stage | null;
  readonly calls: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly usd: number | null;
  readonly latencyMs: number | null;
  /** Refined program / the one that it was refined from, in the metric of refining (below 1 is better); null: none was accepted. */
  readonly refinedRatio: number | null;
  /** The same two programs by every metric; null as above. */
  readonly refinement: Compared | null;
  /** Where the list of models of each stage came from. */
  readonly levels: Readonly<Partial<Record<Stage, RouteLevel>>>;
  readonly rollbacks: Readonly<Partial<Record<RollbackReason, number>>>;
  /** Steps left out because nobody answered or recorded an answer. */
  readonly leftOut: number;
}

export function recordOf(
  about: Pick<
    EvaluationRecord,
    | 'strategy'
    | 'profileFrom'
    | 'problemUid'
    | 'language'
    | 'dataset'
    | 'taskNumber'
    | 'solved'
    | 'hasPublicTests'
    | 'refinement'
  >,
  { validation, calls, cost, events }: Solution,
): EvaluationRecord {
  const levels: Partial<Record<Stage, RouteLevel>> = {};
  const rollbacks: Partial<Record<RollbackReason, number>> = {};
  let [leftOut, refinedRatio] = [0, null as number | null];
  let correctBy: Stage | null = null;
  for (const event of events) {
    if (event.type === 'routed') levels[event.stage] = event.level;
    if (event.type === 'rolled_back') rollbacks[event.reason] = (rollbacks[event.reason] ?? 0) + 1;
    if (event.type === 'unanswered') leftOut++;
    if (event.type === 'accepted') refinedRatio = event.ratio;
    if (event.type === 'passed' && event.stage !== 'refine') correctBy = event.stage;
  }
  const { promptTokens, completionTokens, usd, latencyMs } = cost;
  return {
    ...about,
    ...{ validation, correctBy, calls, promptTokens, completionTokens, usd, latencyMs },
    ...{ refinedRatio, levels, rollbacks, leftOut },
  };
}
