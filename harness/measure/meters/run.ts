import type { Language } from '../../../datasets/problem.js';
import { functionSubject } from '../function-subject.js';
import type { Bench } from '../bench.js';
import type { Observed } from '../subject.js';
import { timingCpus } from '../timing-cpus.js';
import { metersOf, type Meter } from './meters.js';
import { readingOf, type Reading } from './reading.js';

/** Of its CPU efficiency the median counts; memory is the same in each run, so that one says all. */
const EFFICIENCY_RUNS = 3;
const LIMIT_CPU_MS = 20_000;

export type MeterResult = {
  readonly language: Language;
  readonly id: string;
  readonly expectation: Meter['expectation'];
} & (
  | { readonly state: 'read'; readonly reading: Reading; readonly runs: readonly Observed[] }
  /** It did not build or run, or what it is compared with did not. */
  | { readonly state: 'failed'; readonly detail: string }
  | { readonly state: 'skipped'; readonly reason: string }
);

/** `off`: not as expected, or not to be had. */
export function isOff(result: MeterResult): boolean {
  return result.state === 'failed' || (result.state === 'read' && !result.reading.ok);
}

/**
 * Runs the meters of the languages, one after the other, on the path that measures the memory and CPU efficiency of
 * candidates. Throws `SandboxFault` when the sandbox keeps failing, `AbortError` when the bench was stopped.
 */
export async function runMeters(
  bench: Bench,
  languages: readonly Language[],
  onProgress: (done: number, planned: number) => void,
): Promise<MeterResult[]> {
  const { timing, others, idle } = timingCpus();
  const cpus = new Set([...timing, ...others, ...idle]).size;
  const meters = languages.map(metersOf);
  const planned = meters.flat().length;
  const results: MeterResult[] = [];
  for (const ofLanguage of meters) {
    const bases = new Map<string, Observed>();
    for (const meter of ofLanguage) {
      onProgress(results.length, planned);
      const result = await runMeter(bench, meter, cpus, bases);
      if (result.state === 'read' && result.runs[0] !== undefined) bases.set(meter.id, result.runs[0]);
      results.push(result);
    }
  }
  onProgress(planned, planned);
  return results;
}

async function runMeter(
  bench: Bench,
  meter: Meter,
  cpus: number,
  before: ReadonlyMap<string, Observed>,
): Promise<MeterResult> {
  const { language, id, expectation, problem, program } = meter;
  const about = { language, id, expectation };
  if (meter.cpus > cpus) {
    return { ...about, state: 'skipped', reason: `needs ${meter.cpus} CPUs, there is ${cpus}` };
  }
  const base = expectation.figure === 'memory' ? before.get(expectation.over) : undefined;
  if (expectation.figure === 'memory' && base === undefined) {
    return { ...about, state: 'failed', detail: `nothing to compare with: ${expectation.over} failed` };
  }
  const built = await bench.build(functionSubject(problem), program, 'optimised');
  if (built.state === 'failed') return { ...about, state: 'failed', detail: built.detail };
  try {
    const runs: Observed[] = [];
    for (let run = 0; run < (expectation.figure === 'efficiency' ? EFFICIENCY_RUNS : 1); run++) {
      const outcome = await bench.sampled(built.program, { warmUp: 0, repetitions: 1 }, LIMIT_CPU_MS);
      if (outcome.state === 'failed') {
        return { ...about, state: 'failed', detail: `${outcome.verdict}: ${outcome.detail}` };
      }
      runs.push(outcome.observed);
    }
    const [first] = runs;
    if (first === undefined) throw new Error(`${problem.uid}: no runs`);
    return { ...about, state: 'read', reading: readingOf(expectation, runs, base ?? first), runs };
  } finally {
    await built.program.dispose();
  }
}
