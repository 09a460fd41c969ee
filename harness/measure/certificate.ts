import { z } from 'zod';
import { LANGUAGES, type Problem } from '../../datasets/problem.js';
import { languageModule } from '../languages/index.js';
import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { BuildOutcome, MeasuredProgram } from './subject.js';
import { calibrate, type Calibration } from './calibrate.js';
import { figuresOf } from './figures.js';
import { measureLoop } from './loop.js';
import { NOT_MEASURABLE, notMeasurable, type NotMeasurableReason, type NotMeasured } from './measurement.js';
import { functionSubject } from './function-subject.js';
import { presetOf, type LoopPreset, type PairedPreset } from './presets.js';
import { runRounds, type ArmResult, type Contender } from './rounds.js';
import { Random } from './statistics/index.js';

/** A loop of a preset that would take longer than this, at what one repetition was seen to take, isn't run. */
const LONGEST_LOOP_NS = 5e9;
/** So many are tried to know it: the first one alone is mostly caches that are cold. */
const TRIAL_REPETITIONS = 10;
/** Tests so long that a run of 20 takes longer than this are repeated in tens. */
const LONG_RUN_NS = 0.4e9;

const armSchema = z.strictObject({
  /** Paired ratios in the order of the pairs. */
  ratios: z.array(z.number().positive()),
  ratio: z.number(),
  low: z.number(),
  high: z.number(),
  call: z.enum(['faster', 'slower', 'no_difference_shown']),
});
const loopSchema = z.strictObject({
  ratio: z.number().nullable(),
  /** Why there is no ratio. */
  reason: z.string().nullable(),
});
const reasons = Object.keys(NOT_MEASURABLE) as [NotMeasurableReason, ...NotMeasurableReason[]];

/** What came of measuring one canonical solution against itself and against slower copies of itself. */
export const certifiedProblemSchema = z.strictObject({
  uid: z.string(),
  language: z.enum(LANGUAGES),
  repetitions: z.int().nullable(),
  /** Null where the problem is not measurable; then there is a reason. */
  arms: z.strictObject({ same: armSchema, slower10: armSchema, slower5: armSchema.nullable() }).nullable(),
  reason: z.enum(reasons).nullable(),
  detail: z.string().nullable(),
  paper: loopSchema,
  single: loopSchema,
  /** All of it but the builds, which go on beside it. */
  wallNs: z.number(),
  /** Programs running. */
  busyNs: z.number(),
});
export type CertifiedProblem = z.infer<typeof certifiedProblemSchema>;
type Arm = z.infer<typeof armSchema>;
type Loop = z.infer<typeof loopSchema>;

/** A program as a preset of pairs and as the preset `paper` build it. */
export interface CertificateBuilds {
  readonly optimised: BuildOutcome;
  readonly plain: BuildOutcome;
}

/** Can be asked for ahead, while another problem is timed. */
export async function buildForCertificate(
  bench: Bench,
  problem: Problem,
  source: string,
  preset: PairedPreset,
): Promise<CertificateBuilds> {
  const subject = functionSubject(problem);
  const optimised = await bench.build(subject, source, preset.build);
  return { optimised, plain: await bench.build(subject, source, presetOf('paper').build) };
}

/**
 * Measures a program against itself: as it is, and with 10 % and 5 % more repetitions in the same process, which is a body
 * that takes exactly so much longer. Beside it the same program against itself by the presets `paper` and `single`.
 * Throws `SandboxFault` when the sandbox keeps failing.
 */
export async function certifyProblem(
  bench: Bench,
  problem: Problem,
  { optimised, plain }: CertificateBuilds,
  preset: PairedPreset,
  seed: string,
): Promise<CertifiedProblem> {
  const started = performance.now();
  const busy = { ns: 0 };
  const programs = [optimised, plain].flatMap((built) => (built.state === 'built' ? [built.program] : []));
  try {
    const certified =
      optimised.state === 'built'
        ? await certifyArms(bench, problem, optimised.program, preset, seed, busy)
        : notMeasurable('reference_failed', optimised.detail);
    const arms = certified.state === 'certified' ? certified.arms : null;
    const ofLoop = (loop: LoopPreset, built: BuildOutcome): Promise<Loop> =>
      built.state === 'built'
        ? loopAgainstItself(bench, built.program, loop, busy)
        : Promise.resolve({ ratio: null, reason: built.detail });
    return {
      uid: problem.uid,
      language: problem.language,
      repetitions: certified.state === 'certified' ? certified.repetitions : null,
      arms,
      reason: certified.state === 'certified' ? null : certified.reason,
      detail: certified.state === 'certified' ? null : certified.detail,
      single: await ofLoop(presetOf('single') as LoopPreset, optimised),
      paper: await ofLoop(presetOf('paper') as LoopPreset, plain),
      wallNs: Math.round((performance.now() - started) * 1e6),
      busyNs: busy.ns,
    };
  } finally {
    for (const program of programs) await program.dispose();
  }
}

interface CertifiedArms {
  readonly state: 'certified';
  readonly repetitions: number;
  readonly arms: NonNullable<CertifiedProblem['arms']>;
}

async function certifyArms(
  bench: Bench,
  problem: Problem,
  program: MeasuredProgram,
  preset: PairedPreset,
  seed: string,
  busy: { ns: number },
): Promise<CertifiedArms | NotMeasured> {
  const warmsUp = languageModule(problem.language).warmsUp ?? false;
  const calibration = await calibrate(bench, program, preset, warmsUp);
  busy.ns += calibration.samples.reduce((sum, { totalWallNs }) => sum + totalWallNs, 0);
  if (calibration.state !== 'calibrated') return calibration;
  const { repetitions, warmUp } = slowable(calibration);
  const repetitionNs = calibration.bodyCpuNs / calibration.counts.repetitions;
  const contender = (share: number): Contender => ({
    async measure() {
      const counts = { warmUp, repetitions: Math.round(repetitions * share) };
      const cpuMs = bench.limits.cpu_ms + (8 * (warmUp + repetitions) * repetitionNs) / 1e6;
      const outcome = await bench.timed(program, counts, cpuMs);
      if (outcome.state === 'failed') return null;
      busy.ns += outcome.observed.totalWallNs;
      return outcome.observed.bodyCpuNs;
    },
  });
  const shares = [1, 1.1, ...(repetitions % 20 === 0 ? [1.05] : [])];
  const results = await runRounds(contender(1), shares.map(contender), preset, Random.seeded(seed));
  const [same, slower10, slower5] = results.map(armOf);
  if (!same || !slower10) return notMeasurable('failed', 'a run of a slower copy failed');
  return { state: 'certified', repetitions, arms: { same, slower10, slower5: slower5 ?? null } };
}

/**
 * 10 % more repetitions must be a whole number of them, and so must 5 % more; of long tests the 5 % are left
 * out.
 */
function slowable({ counts, bodyCpuNs }: Calibration): RepeatCounts {
  const step = (20 * bodyCpuNs) / counts.repetitions > LONG_RUN_NS ? 10 : 20;
  return { ...counts, repetitions: Math.ceil(counts.repetitions / step) * step };
}

function armOf(result: ArmResult): Arm | null {
  if (result === null) return null;
  const { ratio, interval, call } = result.comparison;
  return { ratios: [...result.ratios], ratio, low: interval.low, high: interval.high, call };
}

async function loopAgainstItself(
  bench: Bench,
  program: MeasuredProgram,
  preset: LoopPreset,
  busy: { ns: number },
): Promise<Loop> {
  const repetitions = Math.min(preset.repetitions, TRIAL_REPETITIONS);
  const trial = await bench.timed(program, { warmUp: 0, repetitions }, 2 * bench.limits.cpu_ms);
  if (trial.state === 'failed') return { ratio: null, reason: trial.detail };
  if ((trial.observed.bodyCpuNs / repetitions) * preset.repetitions > LONGEST_LOOP_NS) {
    return { ratio: null, reason: 'takes too long' };
  }
  const measured = await measureLoop(bench, preset, program, program);
  busy.ns += measured.samples.reduce((sum, { totalWallNs }) => sum + totalWallNs, 0);
  if (measured.state !== 'measured') return { ratio: null, reason: measured.detail };
  return { ratio: figuresOf(measured, preset).timeRatio, reason: null };
}
