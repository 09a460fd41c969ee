import { setMaxListeners } from 'node:events';
import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import { Providers } from '../models/provider/providers.js';
import type { Pacing } from '../models/provider/unpaced.js';
import type { ProviderEntry } from '../models/schema.js';
import type { Parameters } from '../models/parameters.js';
import type { Preset } from '../measure/presets.js';
import type { Event, Options, Solution, Strategy, Task } from '../orchestrator/index.js';
import type { TestsOfProgram } from '../programs/tests.js';
import type { Prompts } from '../stages/prompt.js';
import type { RunLimits } from '../stages/limits.js';
import { runKey } from '../stages/judge.js';
import type { Store } from '../store/index.js';
import { Asking } from '../study/asking.js';
import { Judging } from '../study/judging.js';
import { OPEN_PURSE, Spending, type Purse } from '../study/money/spending.js';
import { machineFingerprint } from '../study/machine.js';
import type { Toolbox } from '../study/toolbox.js';
import { StoredAsker, type Extract } from './asker.js';
import { Comparing, type Compared } from './comparing.js';
import { StoredEvaluator, type ValidationMode } from './evaluator.js';
import { Quiet } from './quiet.js';

export interface SolverInput {
  readonly problems: readonly AnyProblem[];
  /** Of whole programs among them. */
  readonly programTests?: TestsOfProgram | undefined;
  readonly models: readonly ModelSpec[];
  /** Ways to ask, by model id; a model without one has stored answers only. */
  readonly sources: ReadonlyMap<string, AnswerSource>;
  readonly providers: ReadonlyMap<string, ProviderEntry>;
  /** Who answers, by id, for models of which there are recorded answers only, where they have none. */
  readonly live?: ReadonlyMap<string, ModelSpec> | undefined;
  /** What may be spent on questions; no limit where it is left out. */
  readonly purse?: Purse | undefined;
  /** Sent with every question. */
  readonly parameters: Parameters;
  readonly limits: RunLimits;
  /** Of each test of a whole program, in place of the dataset's own. */
  readonly programLimits?: RunLimits | undefined;
  readonly preset: Preset;
  readonly validation: ValidationMode;
  /** Fixers are told what went wrong. */
  readonly feedback: boolean;
  /** A model is asked for the categories of a problem that has none. */
  readonly asksCategories?: boolean | undefined;
  /** Where questions are put, and answers read, in another way than a study's. */
  readonly prompts?: Prompts;
  readonly extract?: Extract;
}

export interface SolverControl {
  readonly lanes: number;
  readonly askLanes: number;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly onNote: (note: string) => void;
  /** Shared with other solvers, so that a provider's limits hold for all of them. */
  readonly pacing?: Pacing;
}

/** Solves problems by any strategy with one store, so that no two strategies pay for the same answer or run the same program. */
export class Solver {
  readonly #asker: StoredAsker;
  readonly #evaluator: StoredEvaluator;
  readonly #judging: Judging;
  readonly #asksCategories: boolean;

  constructor(input: SolverInput, store: Store, toolbox: Toolbox, control: SolverControl) {
    const { parameters, validation, feedback, preset, sources, prompts, extract, programTests } = input;
    const limits = { limits: input.limits, program_limits: input.programLimits };
    const { lanes, askLanes, stop, abort, onNote } = control;
    const problems = new Map(input.problems.map((problem) => [problem.uid, problem]));
    const models = new Map(input.models.map((model) => [model.id, model]));
    setMaxListeners(0, stop, abort);
    store.transaction(() => {
      for (const problem of input.problems) store.studies.addProblem(problem);
      for (const model of input.models) store.studies.addModel(model);
    });
    const quiet = new Quiet();
    this.#judging = new Judging(store, toolbox, {
      ...{ machine: machineFingerprint(), lanes, stop, abort, programTests },
    });
    const providers = control.pacing ?? new Providers(input.providers, askLanes);
    const spending = new Spending(store, input.purse ?? OPEN_PURSE, stop);
    const asking = new Asking(store, sources, { parameters, providers, stop, abort, spending });
    const comparing = new Comparing(store, toolbox, { preset, limits, programTests, stop, abort, onNote });
    this.#evaluator = new StoredEvaluator({
      ...{ problems, store, judging: this.#judging, comparing, quiet, limits, validation, feedback },
    });
    const tests = validation === 'full' ? 'hidden' : 'example';
    this.#asksCategories = input.asksCategories ?? false;
    this.#asker = new StoredAsker({
      ...{ problems, models, live: input.live, asking, parameters, prompts, extract },
      addQuestion: (problem) => store.studies.addProblem(problem),
      profileOf: (problem, program) => {
        // Its run is many processes, and no prompt shows it.
        if (isProgramProblem(problem)) return Promise.resolve(null);
        const key = runKey(
          { problem, program, tests, limits: input.limits },
          toolbox.toolchain(problem.language),
          toolbox.sandbox,
        );
        return Promise.resolve(store.runs.profileOf(key));
      },
    });
  }

  /** Rejects with `SandboxFault` when the sandbox keeps failing: the task is unsolved, and the next call goes on. */
  solve(
    problem: AnyProblem,
    strategy: Strategy,
    options: Options,
    onEvent: (event: Event) => void = () => undefined,
  ): Promise<Solution> {
    const tools = { asker: this.#asker, evaluator: this.#evaluator, onEvent };
    const task = taskOf(problem);
    const isUnknown = this.#asksCategories && problem.categories.length === 0;
    return strategy.solve(isUnknown ? { ...task, categories: null } : task, tools, options);
  }

  /** Whether the program of a solution passes the hidden tests. */
  scores(problem: AnyProblem, program: string): Promise<boolean> {
    return this.#evaluator.score(taskOf(problem), program);
  }

  /** What a solution's refining brought, by every metric; null where nothing was refined. */
  async refinement(problem: AnyProblem, { program, refinedFrom }: Solution): Promise<Compared | null> {
    if (program === null || refinedFrom === null) return null;
    return await this.#evaluator.refinement(taskOf(problem), refinedFrom, program);
  }

  async close(): Promise<void> {
    await this.#judging.close();
  }
}

function taskOf({ uid, language, categories }: AnyProblem): Task {
  return { id: uid, language, categories };
}
