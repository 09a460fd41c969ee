import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { MeasuredProgram, RunOutcome } from './subject.js';
import type { Sample } from './sample.js';

export interface Run {
  readonly program: MeasuredProgram;
  readonly counts: RepeatCounts;
  readonly side: Sample['side'];
  readonly purpose: Sample['purpose'];
  readonly pair?: number;
}

/** Runs programs on a bench and keeps every sample, in the order in which they ran. */
export class Recorder {
  readonly samples: Sample[];
  readonly #bench: Bench;
  readonly #cpuMs: number;

  /** `cpuMs` is the limit of every run. */
  constructor(bench: Bench, cpuMs: number, before: readonly Sample[] = []) {
    this.#bench = bench;
    this.#cpuMs = cpuMs;
    this.samples = [...before];
  }

  async run({ program, counts, side, purpose, pair }: Run): Promise<RunOutcome> {
    const outcome =
      purpose === 'resources'
        ? await this.#bench.sampled(program, counts, this.#cpuMs)
        : await this.#bench.timed(program, counts, this.#cpuMs);
    if (outcome.state === 'ran')
      this.samples.push({ side, purpose, pair: pair ?? null, ...outcome.observed });
    return outcome;
  }

  /** A run under Valgrind, if that can be. */
  async count(
    program: MeasuredProgram,
    counts: RepeatCounts,
    side: Sample['side'],
    cpuMs: number,
  ): Promise<void> {
    const observed = await this.#bench.counted(program, counts, cpuMs);
    if (observed !== null) this.samples.push({ side, purpose: 'instructions', pair: null, ...observed });
  }

  of(side: Sample['side'], purpose: Sample['purpose']): Sample[] {
    return this.samples.filter((sample) => sample.side === side && sample.purpose === purpose);
  }
}
