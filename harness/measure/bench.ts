import pLimit from 'p-limit';
import type { Language } from '../../datasets/problem.js';
import type { RepeatCounts, RepeatOptions, Toolchain } from '../languages/contract.js';
import { SandboxFault, type Sandbox } from '../sandbox/contract.js';
import type { RunLimits } from '../stages/limits.js';
import type { BuildOutcome, MeasuredProgram, MeasuringSubject, Observed, RunOutcome } from './subject.js';

/** A fault of the sandbox is tried again this often before it is passed on. */
const TRIES = 3;
/** A sixteenth of what an empty Python process needs. */
const MOST_COLD_BYTES = 0.5 * 2 ** 20;

export interface BenchParts {
  readonly sandbox: Sandbox;
  toolchain(language: Language): Toolchain;
  readonly limits: RunLimits;
  /** The CPU that nothing but timed programs runs on. */
  readonly timingCpu: number;
  /** Where compilers run meanwhile. */
  readonly otherCpus: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where programs are built and run for measuring. One program is timed at a time, on a CPU of its own; compilers run on
 * the others; a program whose memory and CPU efficiency are taken has the machine to itself.
 */
export class Bench {
  readonly limits: RunLimits;
  readonly timingCpu: number;
  readonly #parts: BenchParts;
  readonly #timing = pLimit(1);
  readonly #building = pLimit(1);

  constructor(parts: BenchParts) {
    this.#parts = parts;
    this.limits = parts.limits;
    this.timingCpu = parts.timingCpu;
  }

  toolchain(language: Language): Toolchain {
    return this.#parts.toolchain(language);
  }

  build(subject: MeasuringSubject, program: string, build: RepeatOptions['build']): Promise<BuildOutcome> {
    const { sandbox, limits, otherCpus, signal } = this.#parts;
    const toolchain = (language: Language) => this.toolchain(language);
    const settings = { sandbox, toolchain, build, limits, cpus: otherCpus };
    return this.#building(() => triedAgain(() => subject.build(program, settings, signal), signal));
  }

  /** One process alone on the timing CPU, with nothing that samples it. */
  timed(program: MeasuredProgram, counts: RepeatCounts, cpuMs: number): Promise<RunOutcome> {
    const { timingCpu, signal } = this.#parts;
    const settings = { cpuMs, timingCpu };
    return this.#timing(() => triedAgain(() => program.run(counts, settings, signal), signal));
  }

  /** One process under Valgrind, where that can be: how long it takes doesn't matter. */
  counted(program: MeasuredProgram, counts: RepeatCounts, cpuMs: number): Promise<Observed | null> {
    const { signal } = this.#parts;
    return this.#building(() => triedAgain(() => program.runCounted(counts, cpuMs, signal), signal));
  }

  /**
   * One process on all CPUs, its memory sampled, while no compiler runs. A run that was the first to read
   * a file has that in its memory: it is run again.
   */
  sampled(program: MeasuredProgram, counts: RepeatCounts, cpuMs: number): Promise<RunOutcome> {
    const { signal } = this.#parts;
    const settings = { cpuMs, timingCpu: null };
    const once = () => triedAgain(() => program.run(counts, settings, signal), signal);
    const run = async (): Promise<RunOutcome> => {
      const outcome = await once();
      return outcome.state === 'ran' && outcome.coldBytes > MOST_COLD_BYTES ? once() : outcome;
    };
    return this.#timing(() => this.#building(run));
  }
}

async function triedAgain<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SandboxFault) || attempt === TRIES) throw error;
    }
  }
}
