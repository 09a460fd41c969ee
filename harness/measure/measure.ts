import type { Bench } from './bench.js';

import { calibrate, type Calibration } from './calibrate.js';
import { measureLoop } from './loop.js';
import { notMeasurable, type Measurement, type NotMeasured } from './measurement.js';
import { measurePaired } from './paired.js';
import type { Preset } from './presets.js';
import { disturbances, readMachineState, type Disturbance } from './quality.js';
import type { Sample } from './sample.js';
import { Random } from './statistics/index.js';
import type { MeasuredProgram, MeasuringSubject } from './subject.js';

type Ready =
  | { readonly state: 'calibrated'; readonly program: MeasuredProgram; readonly calibration: Calibration }
  | { readonly state: 'built'; readonly program: MeasuredProgram };

/** Measures programs of one problem against one reference, which is built and calibrated once. */
export class ProblemMeasuring {
  readonly #bench: Bench;
  readonly #subject: MeasuringSubject;
  readonly #preset: Preset;
  readonly #reference: Ready | NotMeasured;

  private constructor(
    bench: Bench,
    subject: MeasuringSubject,
    preset: Preset,
    reference: Ready | NotMeasured,
  ) {
    this.#bench = bench;
    this.#subject = subject;
    this.#preset = preset;
    this.#reference = reference;
  }

  /** Throws `SandboxFault` when the sandbox keeps failing; what programs do is part of the result. */
  static async open(
    bench: Bench,
    subject: MeasuringSubject,
    reference: string,
    preset: Preset,
  ): Promise<ProblemMeasuring> {
    return new ProblemMeasuring(bench, subject, preset, await prepare(bench, subject, reference, preset));
  }

  /** How the reference was calibrated; null for a preset that doesn't. Why nothing can be measured, where that is so. */
  get reference(): Calibration | NotMeasured | null {
    const reference = this.#reference;
    if (reference.state === 'calibrated') return reference.calibration;
    return reference.state === 'built' ? null : reference;
  }

  /**
   * Measures a program that passed. Throws `SandboxFault` when the sandbox keeps failing. `seed` decides the order of runs,
   * and nothing else.
   */
  async measure(source: string, seed: string): Promise<Measurement> {
    const reference = this.#reference;
    if (reference.state === 'not_measurable') return reference;
    const bench = this.#bench;
    const built = await bench.build(this.#subject, source, this.#preset.build);
    if (built.state === 'failed') return notMeasurable('build_failed', built.detail);
    const { program: candidate } = built;
    try {
      if (this.#preset.kind === 'loop') {
        return await measureLoop(bench, this.#preset, reference.program, candidate);
      }
      if (reference.state !== 'calibrated') throw new Error('a paired preset without a calibration');
      const measurement = await measurePaired({
        bench,
        preset: this.#preset,
        reference: reference.program,
        calibration: reference.calibration,
        candidate,
        warmsUp: this.#subject.warmsUp,
        random: Random.seeded(seed),
      });
      if (measurement.state !== 'measured' || this.#subject.stateKept(source).length === 0)
        return measurement;
      return { ...measurement, flags: ['keeps_state', ...measurement.flags] };
    } finally {
      await candidate.dispose();
    }
  }

  /** The same, with what disturbed the machine meanwhile. */
  async measureWatched(
    source: string,
    seed: string,
  ): Promise<{ readonly result: Measurement; readonly disturbances: readonly Disturbance[] }> {
    const { timingCpu } = this.#bench;
    const before = readMachineState(timingCpu);
    const result = await this.measure(source, seed);
    const timed = result.samples.filter(({ purpose }) => purpose === 'timing');
    const { processesARepetition: each } = this.#subject;
    const processes = ({ repetitions }: Sample): number => (each === null ? 1 : each * repetitions);
    const counts = {
      runs: timed.reduce((sum, sample) => sum + processes(sample), 0),
      involuntarySwitches: timed.reduce((sum, sample) => sum + sample.involuntarySwitches, 0),
    };
    return { result, disturbances: disturbances(before, readMachineState(timingCpu), counts) };
  }

  async close(): Promise<void> {
    if (this.#reference.state !== 'not_measurable') await this.#reference.program.dispose();
  }
}

async function prepare(
  bench: Bench,
  subject: MeasuringSubject,
  source: string,
  preset: Preset,
): Promise<Ready | NotMeasured> {
  const built = await bench.build(subject, source, preset.build);
  if (built.state === 'failed')
    return notMeasurable('reference_failed', `does not compile repeated: ${built.detail}`);
  const { program } = built;
  if (preset.kind === 'loop') return { state: 'built', program };
  const calibration = await calibrate(bench, program, preset, subject.warmsUp);
  if (calibration.state === 'calibrated') return { state: 'calibrated', program, calibration };
  await program.dispose();
  return calibration;
}
