import pLimit, { type LimitFunction } from 'p-limit';
import type { AnyProblem } from '../../datasets/any-problem.js';
import type { NotSupported } from '../../datasets/program-problem.js';
import type { TaskSelection } from '../../datasets/task-selection.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import { servedNotes } from '../models/served-notes.js';
import { providerOf, Providers } from '../models/provider/providers.js';
import type { Pacing } from '../models/provider/unpaced.js';
import type { ProviderEntry } from '../models/schema.js';
import type { TestsOfProgram } from '../programs/tests.js';
import type { Store } from '../store/index.js';
import { Asking } from './asking.js';
import { CellCounts } from './cell-counts.js';
import { Judging } from './judging.js';
import { limitsFor } from './judging-limits.js';
import { machineFingerprint } from './machine.js';
import { measureStudy } from './measuring.js';
import { purseOf } from './money/limits.js';
import { costOfAnswer } from './money/price.js';
import { Spending } from './money/spending.js';
import { planOwnProgram } from './own-programs.js';
import type { PlannedCell } from './plan.js';
import { studied } from './problem-kinds/index.js';
import { problemNotes } from './problem-notes.js';
import { NO_PROGRESS, withTrouble, type Progress, type Trouble } from './progress.js';
import { References } from './references.js';
import { studyHash, type StudySpec } from './spec.js';
import type { Toolbox } from './toolbox.js';
import { cellKey, planStudy } from './write-plan.js';

export interface StudyInput {
  readonly spec: StudySpec;
  readonly problems: readonly AnyProblem[];
  /** Of whole programs among them. */
  readonly programTests?: TestsOfProgram | undefined;
  /** What datasets lack in a language: no cell of the study. */
  readonly notSupported?: readonly NotSupported[];
  /** What the study's rule has taken of a dataset; its problems are of these tasks only. */
  readonly selection?: TaskSelection | undefined;
  /** Dataset id to content hash. */
  readonly datasetHashes: Readonly<Record<string, string>>;
  readonly models: readonly ModelSpec[];
  /** Ways to ask, by model id; a model without one has recorded answers only. */
  readonly sources: ReadonlyMap<string, AnswerSource>;
  /** Models of whom stored answers are taken and nothing is asked: their other cells are planned, and left as they are. */
  readonly notAsked?: ReadonlySet<string>;
  /** Limits of providers, by base URL. */
  readonly providers?: ReadonlyMap<string, ProviderEntry> | undefined;
  /** In place of these limits, where no provider is asked. */
  readonly pacing?: Pacing | undefined;
}

export interface RunControl {
  readonly lanes: number;
  readonly askLanes: number;
  /** No new cell is begun; what is under way is finished and stored. */
  readonly stop: AbortSignal;
  /** What is under way is given up; nothing that is stored is lost. */
  readonly abort: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Where the cells of each model and stage are counted, for whoever shows them. */
  readonly counts?: CellCounts;
  /** For people: what the study waits for, what the machine lacks. */
  readonly onNote: (note: string) => void;
}

/**
 * Runs a study, or goes on with it: everything that the store has is taken from there, so the same call after a stop or
 * a crash does only what is left. Resolves with the last progress, also when it was stopped.
 */
export async function runStudy(
  input: StudyInput,
  store: Store,
  toolbox: Toolbox,
  control: RunControl,
): Promise<Progress> {
  const sweep = new Sweep(input, store, toolbox, control);
  return sweep.run();
}

/** Answered cells that may wait for their verdicts, a provider: so many that asking doesn't wait for judging. */
const CELLS_UNDER_WAY = 256;

function limitOf(limits: Map<string, LimitFunction>, name: string): LimitFunction {
  let limit = limits.get(name);
  if (limit === undefined) {
    limit = pLimit(CELLS_UNDER_WAY);
    limits.set(name, limit);
  }
  return limit;
}

class Sweep {
  readonly #input: StudyInput;
  readonly #store: Store;
  readonly #toolbox: Toolbox;
  readonly #control: RunControl;
  readonly #hash: string;
  readonly #asking: Asking;
  readonly #judging: Judging;
  readonly #counts: CellCounts;
  readonly #references: References;
  #progress = NO_PROGRESS;

  constructor(input: StudyInput, store: Store, toolbox: Toolbox, control: RunControl) {
    this.#input = input;
    this.#store = store;
    this.#toolbox = toolbox;
    this.#control = control;
    this.#hash = studyHash(input.spec);
    this.#counts = control.counts ?? new CellCounts();
    const { lanes, askLanes, stop, abort } = control;
    const { parameters } = input.spec;
    const providers = input.pacing ?? new Providers(input.providers ?? new Map(), askLanes);
    const counts = this.#counts;
    // A replay pays nobody.
    const purse = input.pacing === undefined ? purseOf(input.spec, store) : null;
    const spending = new Spending(store, purse, stop);
    this.#asking = new Asking(store, input.sources, { parameters, providers, stop, abort, counts, spending });
    this.#judging = new Judging(store, toolbox, {
      ...{ machine: machineFingerprint(), lanes, stop, abort },
      programTests: input.programTests,
    });
    this.#references = new References(store, this.#hash, {
      judge: (problem, program) => this.#judge(problem, program),
      onFault: (message) => this.#note('fault', `a canonical solution: ${message}`),
    });
  }

  async run(): Promise<Progress> {
    const cells = planStudy(this.#input, this.#store).filter((cell) => this.#isWorkedOn(cell));
    problemNotes(this.#input).forEach(this.#control.onNote);
    this.#count({ cells: cells.length });
    this.#counts.planned(cells);
    for (const { modelId, stage, usd, unpriced } of this.#store.charges.ofStudy(this.#hash))
      this.#counts.paid({ model: { id: modelId }, stage }, unpriced > 0 ? null : usd);
    // Each provider's cells on their own: a slow one doesn't keep the others waiting.
    const underWay = new Map<string, LimitFunction>();
    let failure: unknown;
    const work = cells.map((cell) =>
      limitOf(
        underWay,
        providerOf(cell.model),
      )(async () => {
        if (this.#control.stop.aborted || failure !== undefined) return;
        try {
          await this.#work(cell);
        } catch (error) {
          const { stop, abort } = this.#control;
          if (!abort.aborted && error !== stop.reason) failure ??= error;
        }
      }),
    );
    await Promise.all(work);
    await this.#judging.close();
    if (failure !== undefined) throw failure as Error;
    servedNotes(this.#store.served(this.#hash)).forEach(this.#control.onNote);
    // After all verdicts, not among them: compilers and programs at work beside it would show in the figures.
    if (!this.#control.stop.aborted) await this.#measure();
    return this.#progress;
  }

  #isWorkedOn({ model, answer }: PlannedCell): boolean {
    return !this.#input.notAsked?.has(model.id) || this.#store.answers.get(answer.key) !== null;
  }

  async #measure(): Promise<void> {
    const { stop, abort, onNote } = this.#control;
    await measureStudy(this.#input, this.#store, this.#toolbox, {
      stop,
      abort,
      onNote,
      onMeasured: (count) => this.#count(count),
      onFault: (problemUid, message) => {
        this.#store.cells.addFault({ studyHash: this.#hash, problemUid, modelId: null, message });
        this.#note('fault', `measuring: ${message}`);
      },
    });
  }

  async #work(cell: PlannedCell): Promise<void> {
    const asked = await this.#asking.answered(cell, () => this.#references.of(cell.problem));
    if (asked.state === 'missing') {
      this.#counts.failed(cell, 'missing');
      this.#note('missing', asked.reason);
      return;
    }
    this.#counts.answered(cell, asked.answer, asked.fresh);
    if (asked.fresh && this.#input.pacing === undefined)
      this.#counts.paid(cell, costOfAnswer(cell.model, asked.answer));
    if (asked.fresh) this.#count({ freshAnswers: this.#progress.freshAnswers + 1 });
    await this.#references.of(cell.problem);
    const key = cellKey(this.#hash, cell);
    const { state, raw } = asked.answer;
    const extraction =
      state === 'answered'
        ? studied(cell.problem).extract(raw)
        : ({ state: 'no_code', reason: state } as const);
    if (extraction.state === 'no_code') {
      this.#store.cells.finish(key, { extraction: extraction.reason, programHash: null, runKey: null });
      this.#counts.done(cell, false, asked.fresh);
      this.#count({ done: this.#progress.done + 1 });
      return;
    }
    const judged = await this.#counts.judging(cell, () => this.#judge(cell.problem, extraction.source));
    if (judged.state === 'fault') {
      this.#store.cells.addFault({ ...key, message: judged.message });
      this.#counts.failed(cell, 'fault');
      this.#note('fault', judged.message);
      return;
    }
    const verdict = this.#store.runs.verdictOf(judged.runKey) ?? '';
    // Programs that differ in what the assembly drops have one run, but each is kept as the model wrote it.
    const next = this.#store.transaction(() => {
      const programHash = this.#store.runs.addProgram(cell.problem.language, extraction.source);
      this.#store.cells.finish(key, { extraction: extraction.how, programHash, runKey: judged.runKey });
      return planOwnProgram(this.#input.spec, this.#store, cell, extraction.source, verdict);
    });
    const follows = next !== null && this.#isWorkedOn(next);
    if (follows) {
      this.#count({ cells: this.#progress.cells + 1 });
      this.#counts.planned([next]);
    }
    const passed = verdict === 'passed' ? 1 : 0;
    this.#counts.done(cell, passed === 1, asked.fresh || judged.fresh);
    this.#count({ done: this.#progress.done + 1, passed: this.#progress.passed + passed });
    if (follows && !this.#control.stop.aborted) await this.#work(next);
  }

  async #judge(problem: AnyProblem, program: string) {
    const limits = limitsFor(problem, this.#input.spec);
    const judged = await this.#judging.judged({ problem, program, tests: 'hidden', limits });
    if (judged.state === 'judged' && judged.fresh) this.#count({ freshRuns: this.#progress.freshRuns + 1 });
    return judged;
  }

  #note(trouble: Trouble, reason: string): void {
    this.#count(withTrouble(this.#progress, trouble, reason));
  }

  #count(change: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#control.onProgress(this.#progress);
  }
}
