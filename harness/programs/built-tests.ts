import type { ProgramTest } from '../../datasets/program-problem.js';
import type { RepeatCounts } from '../languages/contract.js';
import type { MeasuredProgram, Observed, RunOutcome, RunSettings } from '../measure/subject.js';
import type { StepReport, Usage } from '../sandbox/contract.js';
import { batchesOf } from './batches.js';
import { isCalled, readyTests } from './calls.js';
import { removeBuild, type Built } from './judge.js';
import { normalised } from './normalise.js';
import { firstFailed, runTests } from './run-batch.js';

/**
 * A whole program with its tests, to be measured: a repetition is all of its tests, each a process of its own, and has a
 * sandbox of its own, so that nothing can be kept from one repetition for the next. Its time is that of the whole
 * processes, start-up included.
 */
export class BuiltTests implements MeasuredProgram {
  readonly #built: Built;
  readonly #tests: readonly ProgramTest[];

  constructor(built: Built, tests: readonly ProgramTest[]) {
    this.#built = built;
    this.#tests = tests;
  }

  /** There is no warm-up, whatever is asked for: no process outlives its test. */
  async run({ repetitions }: RepeatCounts, settings: RunSettings, signal?: AbortSignal): Promise<RunOutcome> {
    const { timingCpu } = settings;
    const place =
      timingCpu === null ? { sampleMemory: true } : { sampleMemory: false, cpus: [timingCpu], timed: true };
    const { request, toolchains, sandbox } = this.#built;
    const calling = { python: toolchains.python, sandbox, cpus: request.cpus, signal };
    const ready = await readyTests(request.problem, this.#tests, calling);
    if (ready.state === 'failed') {
      return { state: 'failed', verdict: 'harness_error', detail: `test ${ready.at + 1}: ${ready.detail}` };
    }
    const usages: Usage[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const { from, tests } of batchesOf(ready.tests)) {
        const reports = await runTests(this.#built, tests, place, signal);
        const failed = await this.#failed(tests, reports, signal);
        if (failed !== null) {
          return {
            state: 'failed',
            verdict: failed.verdict,
            detail: `test ${from + failed.at + 1}: ${failed.detail}`,
          };
        }
        usages.push(...reports.map(({ usage }) => usage));
      }
    }
    return { state: 'ran', observed: observe(usages, repetitions), coldBytes: 0 };
  }

  /** Start-up would be most of what is counted. */
  runCounted(): Promise<null> {
    return Promise.resolve(null);
  }

  async dispose(): Promise<void> {
    await removeBuild(this.#built);
  }

  /** An evaluator is asked where an output is not the expected one to the letter: it has judged this program before. */
  async #failed(tests: readonly ProgramTest[], reports: readonly StepReport[], signal?: AbortSignal) {
    // What a called function's program prints is not yet what the dataset's runner makes of it.
    const comparable = !isCalled(this.#built.request.problem);
    const same = reports.every(
      ({ end, stdout, stdoutBytes }, at) =>
        end.kind === 'exited' &&
        end.code === 0 &&
        stdoutBytes === stdout.length &&
        normalised(stdout.toString('utf8')) === normalised(tests[at]?.output ?? ''),
    );
    return comparable && same && reports.length === tests.length
      ? null
      : firstFailed(this.#built, tests, reports, signal);
  }
}

function observe(usages: readonly Usage[], repetitions: number): Observed {
  const sum = (figure: (usage: Usage) => number) => usages.reduce((total, usage) => total + figure(usage), 0);
  const cpuNs = sum(({ cpuUserNs, cpuSystemNs }) => cpuUserNs + cpuSystemNs);
  const wallNs = sum((usage) => usage.wallNs);
  return {
    ...{ warmUp: 0, repetitions, startUpCpuNs: 0, startUpWallNs: 0, firstCpuNs: 0 },
    ...{ bodyCpuNs: cpuNs, bodyWallNs: wallNs, totalCpuNs: cpuNs, totalWallNs: wallNs },
    maxRssBytes: Math.max(...usages.map(({ maxRssBytes }) => maxRssBytes)),
    cgroupPeakBytes: null,
    cgroupMethod: null,
    meanRssBytes: meanOverTime(usages),
    rssSamples: sum(({ rssSamples }) => rssSamples),
    involuntarySwitches: sum(({ involuntarySwitches }) => involuntarySwitches),
    instructions: null,
  };
}

/** Over the processes that lasted long enough to have a mean; null where none did. */
function meanOverTime(usages: readonly Usage[]): number | null {
  const known = usages.flatMap(({ meanRssBytes: mean, wallNs }) => (mean === null ? [] : [{ mean, wallNs }]));
  if (known.length === 0) return null;
  const total = known.reduce((sum, { wallNs }) => sum + wallNs, 0);
  return Math.round(known.reduce((sum, { mean, wallNs }) => sum + mean * wallNs, 0) / total);
}
