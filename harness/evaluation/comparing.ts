import type { AnyProblem } from '../../datasets/any-problem.js';
import { UserError } from '../errors.js';
import {
  compareByMetric,
  METRICS,
  type Metric,
  type MetricComparison,
} from '../measure/metric-comparison.js';
import { ProblemMeasuring } from '../measure/measure.js';
import type { Preset } from '../measure/presets.js';
import { isSameText } from '../measure/same-text.js';
import type { Comparison } from '../orchestrator/contract.js';
import type { TestsOfProgram } from '../programs/tests.js';
import { runLimitsSchema } from '../stages/limits.js';
import type { Store } from '../store/index.js';
import type { NewMeasurement } from '../store/measurements.js';
import type { LimitsOfStudy } from '../study/judging-limits.js';
import { isMeasuredBy, Subjects } from '../study/measuring-subjects.js';
import { noteMachine } from '../study/measuring.js';
import { whileTiming, type TimingControl } from '../study/timing.js';
import type { Toolbox } from '../study/toolbox.js';

/** Two programs by every metric; null: no figure. */
export type Compared = Readonly<Record<Metric, MetricComparison | null>>;

export interface ComparingOptions extends TimingControl {
  readonly preset: Preset;
  readonly limits: LimitsOfStudy;
  /** Of whole programs. */
  readonly programTests?: TestsOfProgram | undefined;
}

/** Compares two programs of a problem by measuring them; what the store has of the same two is taken from there. */
export class Comparing {
  readonly #store: Store;
  readonly #toolbox: Toolbox;
  readonly #options: ComparingOptions;
  readonly #subjects: Subjects;

  constructor(store: Store, toolbox: Toolbox, options: ComparingOptions) {
    this.#store = store;
    this.#toolbox = toolbox;
    this.#options = options;
    this.#subjects = new Subjects({ spec: options.limits, programTests: options.programTests }, toolbox);
  }

  /**
   * Both programs must pass, and nothing else must be at work meanwhile. Rejects with `SandboxFault` when the sandbox keeps
   * failing, and with the reason of the signal when it was stopped.
   */
  async compare(
    problem: AnyProblem,
    original: string,
    rewritten: string,
    metric: Metric,
  ): Promise<Comparison> {
    if (isSameText(rewritten, original)) return { state: 'same_program' };
    const { preset } = this.#options;
    refusePreset(problem, preset);
    const key = await this.#keyOf(problem, original, rewritten);
    const stored = this.#store.measurements.find(key)?.result;
    const result = stored ?? (await this.#measure(key, problem, original, rewritten));
    return comparisonOf(result, preset, metric);
  }

  /** What was measured of the two before, by every metric; null: nothing. Measures nothing itself. */
  async measuredBefore(problem: AnyProblem, original: string, rewritten: string): Promise<Compared | null> {
    const { preset } = this.#options;
    const key = await this.#keyOf(problem, original, rewritten);
    const result = this.#store.measurements.find(key)?.result;
    if (result?.state !== 'measured') return null;
    const each = METRICS.map((metric) => [metric, compareByMetric(result, preset, metric)]);
    return Object.fromEntries(each) as Compared;
  }

  #keyOf(problem: AnyProblem, referenceSource: string, source: string): Promise<string> {
    return this.#subjects.keyOf(problem, { source, referenceSource }, this.#options.preset);
  }

  async #measure(
    key: string,
    problem: AnyProblem,
    original: string,
    rewritten: string,
  ): Promise<NewMeasurement['result']> {
    const { preset, limits, stop } = this.#options;
    const usual = limits.limits ?? runLimitsSchema.parse({});
    const subject = await this.#subjects.of(problem);
    const result = await whileTiming(this.#toolbox, usual, this.#options, async (bench) => {
      const startedIso = new Date().toISOString();
      const measuring = await ProblemMeasuring.open(bench, subject, original, preset);
      try {
        const measured = await measuring.measureWatched(rewritten, key);
        this.#store.transaction(() => {
          const { language, uid } = problem;
          this.#store.measurements.add({
            ...{ key, preset: preset.id, problemUid: uid, seed: key, startedIso, ...measured },
            programHash: this.#store.runs.addProgram(language, rewritten),
            referenceHash: this.#store.runs.addProgram(language, original),
            toolchain: this.#toolbox.toolchain(language).fingerprint,
            sandbox: this.#toolbox.sandbox.description ?? this.#toolbox.sandbox.id,
            machineHash: noteMachine(this.#store),
            timingCpu: bench.timingCpu,
          });
        });
        return measured.result;
      } finally {
        await measuring.close();
      }
    });
    if (result !== null) return result;
    stop.throwIfAborted();
    throw new Error('the wait for the timing CPU ended by itself');
  }
}

/** Throws `UserError` where the preset can't measure programs of this problem. */
export function refusePreset(problem: AnyProblem, preset: Preset): void {
  if (isMeasuredBy(problem, preset)) return;
  throw new UserError(
    `--preset ${preset.id}: does not measure whole programs, as ${problem.uid} is one: use another`,
  );
}

function comparisonOf(result: NewMeasurement['result'], preset: Preset, metric: Metric): Comparison {
  if (result.state === 'same_program') return { state: 'same_program' };
  if (result.state === 'not_measurable') return { state: 'not_measurable', reason: result.reason };
  const compared = compareByMetric(result, preset, metric);
  return compared === null
    ? { state: 'not_measurable', reason: 'failed' }
    : { state: 'measured', ...compared };
}
