import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import { exampleTestsOf } from '../languages/tests-of.js';
import type { Metric } from '../measure/metric-comparison.js';
import type { Comparison, Evaluator, Task, Validation } from '../orchestrator/contract.js';
import { SandboxFault } from '../sandbox/contract.js';
import type { Store } from '../store/index.js';
import { limitsFor, type LimitsOfStudy } from '../study/judging-limits.js';
import type { Judging } from '../study/judging.js';
import type { Compared, Comparing } from './comparing.js';
import { failureOf } from './failure.js';
import type { Quiet } from './quiet.js';

/** Which tests gate the loop: the hidden ones, as in the paper, or only those that a model may see. */
export type ValidationMode = 'full' | 'public';

export interface EvaluatorParts {
  readonly problems: ReadonlyMap<string, AnyProblem>;
  readonly store: Store;
  readonly judging: Judging;
  readonly comparing: Comparing;
  readonly quiet: Quiet;
  readonly limits: LimitsOfStudy;
  readonly validation: ValidationMode;
  /** Fixers are told what went wrong. */
  readonly feedback: boolean;
}

/** Judges and measures in the sandbox, each program once: everything is stored, and taken from there the next time. */
export class StoredEvaluator implements Evaluator {
  readonly #parts: EvaluatorParts;

  constructor(parts: EvaluatorParts) {
    this.#parts = parts;
  }

  validate(task: Task, program: string): Promise<Validation> {
    return this.#validate(task, program, this.#parts.validation === 'public' ? 'example' : 'hidden');
  }

  validateShown(task: Task, program: string): Promise<Validation> {
    return this.#validate(task, program, 'example');
  }

  async #validate(task: Task, program: string, tests: 'hidden' | 'example'): Promise<Validation> {
    const problem = problemOf(this.#parts.problems, task);
    if (tests === 'example' && !hasExampleTests(problem)) return { state: 'no_tests' };
    const verdict = await this.#verdict(problem, program, tests);
    if (verdict === 'passed') return { state: 'passed' };
    return { state: 'failed', verdict, failure: await this.#failure(problem, program, verdict) };
  }

  compare(task: Task, original: string, rewritten: string, metric: Metric): Promise<Comparison> {
    const { problems, quiet, judging, comparing } = this.#parts;
    return quiet.alone(async () => {
      await judging.close();
      return comparing.compare(problemOf(problems, task), original, rewritten, metric);
    });
  }

  /** Whether a program passes the hidden tests, whatever gates the loop. */
  async score(task: Task, program: string): Promise<boolean> {
    const problem = problemOf(this.#parts.problems, task);
    return (await this.#verdict(problem, program, 'hidden')) === 'passed';
  }

  /** A program and what it was refined into, by every metric, as they were measured; null: they were not. */
  refinement(task: Task, original: string, rewritten: string): Promise<Compared | null> {
    const { problems, comparing } = this.#parts;
    return comparing.measuredBefore(problemOf(problems, task), original, rewritten);
  }

  async #failure(problem: AnyProblem, program: string, verdict: string): Promise<string> {
    const { feedback, store } = this.#parts;
    if (!feedback || !showsTests(problem)) return failureOf(verdict, null);
    const key = await this.#judge(problem, program, 'example');
    return failureOf(verdict, store.runs.verdictOf(key) === 'passed' ? null : store.runs.lastStep(key));
  }

  async #verdict(problem: AnyProblem, program: string, tests: 'hidden' | 'example'): Promise<string> {
    const verdict = this.#parts.store.runs.verdictOf(await this.#judge(problem, program, tests));
    if (verdict === null) throw new Error(`${problem.uid}: a run that was stored is gone`);
    return verdict;
  }

  async #judge(problem: AnyProblem, program: string, tests: 'hidden' | 'example'): Promise<string> {
    const { judging, quiet, limits } = this.#parts;
    const judged = await quiet.shared(() =>
      judging.judged({ problem, program, tests, limits: limitsFor(problem, limits) }),
    );
    if (judged.state === 'fault') throw new SandboxFault(`${problem.uid}: ${judged.message}`);
    return judged.runKey;
  }
}

/** Whether there are tests to validate by with `public`. Whole programs show examples in their prose alone. */
export function hasExampleTests(problem: AnyProblem): boolean {
  return !isProgramProblem(problem) && exampleTestsOf(problem) !== null;
}

/** Of tests that no prompt shows, such as derived ones, fixers are told no more than the verdict. */
function showsTests(problem: AnyProblem): boolean {
  return !isProgramProblem(problem) && problem.tests.example !== null;
}

/** The problem of a task: their ids are the same. */
export function problemOf(problems: ReadonlyMap<string, AnyProblem>, { id }: Task): AnyProblem {
  const problem = problems.get(id);
  if (problem === undefined) throw new Error(`no problem is called ${id}`);
  return problem;
}
