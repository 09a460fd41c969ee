import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { AssembleOptions } from '../languages/contract.js';
import { judgeProgram, programRunKey } from '../programs/judge.js';
import { hashesOf, type TestsOfProgram } from '../programs/tests.js';
import type { StepReport } from '../sandbox/contract.js';
import type { CompilingAhead } from '../stages/compiling-ahead.js';
import { judge, runKey } from '../stages/judge.js';
import type { RunLimits } from '../stages/limits.js';
import type { Judgement } from '../stages/verdict.js';
import type { Toolbox } from './toolbox.js';

export interface JudgingRequest {
  readonly problem: AnyProblem;
  readonly program: string;
  /** Which tests; whole programs have hidden ones only. */
  readonly tests: AssembleOptions['tests'];
  readonly limits: RunLimits;
}

/** A program that is to be judged: the identity of its run, and the way to run it. */
export interface JudgingWork {
  readonly key: string;
  readonly judge: (cpus: readonly number[] | undefined, signal: AbortSignal) => Promise<Judgement>;
  /** What `harness_error` says may be otherwise the next time. */
  readonly worthAnotherTry: boolean;
}

/** Makes work of requests, by the kind of their problem. `ahead`: compilers that stay, if some are to. */
export class JudgingWorks {
  readonly #toolbox: Toolbox;
  readonly #ahead: CompilingAhead | undefined;
  readonly #tests: TestsOfProgram;
  readonly #hashOf: ReturnType<typeof hashesOf>;

  constructor(toolbox: Toolbox, tests: TestsOfProgram, ahead?: CompilingAhead) {
    this.#toolbox = toolbox;
    this.#ahead = ahead;
    this.#tests = tests;
    this.#hashOf = hashesOf(tests);
  }

  async of(request: JudgingRequest): Promise<JudgingWork> {
    const { problem, program, tests, limits } = request;
    const { sandbox } = this.#toolbox;
    const toolchain = this.#toolbox.toolchain(problem.language);
    if (!isProgramProblem(problem)) {
      const asked = { problem, program, tests, limits };
      return {
        key: runKey(asked, toolchain, sandbox),
        judge: (cpus, signal) => judge({ ...asked, cpus }, toolchain, sandbox, signal, this.#ahead),
        worthAnotherTry: true,
      };
    }
    if (tests !== 'hidden') throw new Error(`${problem.uid} has no tests that a model may see`);
    const asked = { problem, program, limits };
    const toolchains = { program: toolchain, python: this.#toolbox.toolchain('python') };
    return {
      key: programRunKey(asked, await this.#hashOf(problem), toolchains, sandbox),
      judge: async (cpus, signal) => {
        const all = await this.#tests(problem);
        const judgement = await judgeProgram({ ...asked, tests: all, cpus }, toolchains, sandbox, signal);
        return { ...judgement, steps: withoutOutputs(judgement.steps) };
      },
      worthAnotherTry: false,
    };
  }
}

/** What a hundred tests print was judged and is worth no room; the last step's may say why it was the last. */
function withoutOutputs(steps: readonly StepReport[]): StepReport[] {
  const nothing = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  return steps.map((step, at) => (at === steps.length - 1 ? step : { ...step, ...nothing }));
}
