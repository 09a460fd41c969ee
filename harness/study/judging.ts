import pLimit from 'p-limit';
import { cpusBesideTiming } from '../measure/timing-cpus.js';
import { noProgramTests, type TestsOfProgram } from '../programs/tests.js';
import { SandboxFault } from '../sandbox/contract.js';
import { CompilingAhead } from '../stages/compiling-ahead.js';
import type { Store } from '../store/index.js';
import { JudgingWorks, type JudgingRequest, type JudgingWork } from './judging-work.js';
import type { Toolbox } from './toolbox.js';

/** A fault of the sandbox is tried again this often before the cell is left for the next run. */
const TRIES = 3;

export type Judged =
  | { readonly state: 'judged'; readonly runKey: string; readonly fresh: boolean }
  | { readonly state: 'fault'; readonly message: string };

/**
 * Judges programs once each: a run that the store has is taken from there, and two cells with the same program wait for
 * the same run. At most `lanes` programs run at a time.
 */
export class Judging {
  readonly #store: Store;
  readonly #toolbox: Toolbox;
  readonly #machine: string;
  readonly #stop: AbortSignal;
  readonly #abort: AbortSignal;
  readonly #lane: ReturnType<typeof pLimit>;
  readonly #ahead: CompilingAhead;
  readonly #works: JudgingWorks;
  readonly #underWay = new Map<string, Promise<Judged>>();

  constructor(
    store: Store,
    toolbox: Toolbox,
    options: {
      machine: string;
      lanes: number;
      /** No program is begun any more. */
      stop: AbortSignal;
      /** Programs under way are given up. */
      abort: AbortSignal;
      /** Of whole programs, where some are judged. */
      programTests?: TestsOfProgram | undefined;
    },
  ) {
    this.#store = store;
    this.#toolbox = toolbox;
    this.#machine = options.machine;
    this.#stop = options.stop;
    this.#abort = options.abort;
    this.#lane = pLimit(options.lanes);
    this.#ahead = new CompilingAhead(toolbox.sandbox);
    this.#works = new JudgingWorks(toolbox, options.programTests ?? noProgramTests, this.#ahead);
  }

  /** The stored run of a program with its problem's tests; rejects only when it was stopped. */
  async judged(request: JudgingRequest): Promise<Judged> {
    const work = await this.#works.of(request);
    const { key } = work;
    if (this.#store.runs.has(key)) {
      return { state: 'judged', runKey: key, fresh: false };
    }
    const waiting = this.#underWay.get(key);
    if (waiting !== undefined) return waiting;
    const run = this.#lane(() => {
      this.#stop.throwIfAborted();
      return this.#run(work, request);
    }).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, run);
    return run;
  }

  /** Ends the compilers that stay between programs, before something is timed; more programs may be judged after it. */
  async close(): Promise<void> {
    await this.#ahead.close();
  }

  async #run({ key, judge, worthAnotherTry }: JudgingWork, request: JudgingRequest): Promise<Judged> {
    const { problem, program } = request;
    const { sandbox } = this.#toolbox;
    let message = '';
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      this.#abort.throwIfAborted();
      try {
        const judgement = await judge(cpusBesideTiming(), this.#abort);
        if (judgement.verdict === 'harness_error') {
          message = judgement.detail;
          if (worthAnotherTry) continue;
          break;
        }
        this.#store.transaction(() => {
          this.#store.runs.add({
            key,
            programHash: this.#store.runs.addProgram(problem.language, program),
            problemUid: problem.uid,
            judgement,
            toolchain: this.#toolbox.toolchain(problem.language).fingerprint,
            sandbox: sandbox.description ?? sandbox.id,
            machine: this.#machine,
          });
        });
        return { state: 'judged', runKey: key, fresh: true };
      } catch (error) {
        if (!(error instanceof SandboxFault)) throw error;
        message = error.message;
      }
    }
    return { state: 'fault', message };
  }
}
