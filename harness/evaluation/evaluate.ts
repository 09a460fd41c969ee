import pLimit from 'p-limit';
import type { AnyProblem } from '../../datasets/any-problem.js';
import type { Options, Strategy } from '../orchestrator/index.js';
import { SandboxFault } from '../sandbox/contract.js';
import { hasExampleTests } from './evaluator.js';
import { recordOf, type EvaluationRecord, type ProfileFrom } from './record.js';
import type { Solver } from './solver.js';

/** A strategy for each problem: one that is cross-validated has another profile in each fold. */
export interface Contender {
  readonly id: string;
  readonly profileFrom: ProfileFrom;
  readonly strategyFor: (problem: AnyProblem) => Strategy;
}

export interface EvaluateControl {
  /** Tasks at a time. */
  readonly lanes: number;
  readonly stop: AbortSignal;
  readonly onProgress: (done: number, planned: number) => void;
  /** The sandbox kept failing: the task is left for the next call. */
  readonly onFault: (problemUid: string, message: string) => void;
}

export interface Evaluation {
  /** In the order of contenders and problems. */
  readonly records: readonly EvaluationRecord[];
  /** Tasks without a record: it was stopped, or the sandbox kept failing. */
  readonly missing: number;
}

/** Has every contender solve every problem. What is in the store of it is taken from there. */
export async function evaluate(
  solver: Solver,
  problems: readonly AnyProblem[],
  contenders: readonly Contender[],
  options: Options,
  { lanes, stop, onProgress, onFault }: EvaluateControl,
): Promise<Evaluation> {
  const lane = pLimit(lanes);
  const planned = contenders.length * problems.length;
  let done = 0;
  const one = async (contender: Contender, problem: AnyProblem): Promise<EvaluationRecord | null> => {
    try {
      const solution = await solver.solve(problem, contender.strategyFor(problem), options);
      const solved = solution.program !== null && (await solver.scores(problem, solution.program));
      const refinement = await solver.refinement(problem, solution);
      const hasPublicTests = hasExampleTests(problem);
      const { uid: problemUid, language, dataset, number: taskNumber } = problem;
      const { id: strategy, profileFrom } = contender;
      onProgress(++done, planned);
      const about = { strategy, profileFrom, problemUid, language, dataset, taskNumber };
      return recordOf({ ...about, solved, hasPublicTests, refinement }, solution);
    } catch (error) {
      if (stop.aborted) return null;
      if (!(error instanceof SandboxFault)) throw error;
      onFault(problem.uid, error.message);
      return null;
    }
  };
  // All contenders of a problem one after the other: they share its answers and runs.
  const byProblem = await Promise.all(
    problems.map((problem) =>
      Promise.all(contenders.map((contender) => lane(() => (stop.aborted ? null : one(contender, problem))))),
    ),
  );
  const records = contenders.flatMap((_, index) => byProblem.flatMap((found) => found[index] ?? []));
  return { records, missing: planned - records.length };
}
