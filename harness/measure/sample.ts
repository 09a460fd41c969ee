import { z } from 'zod';

/** Times of `instructions` are those under Valgrind. */
export const PURPOSES = ['calibration', 'honesty', 'timing', 'resources', 'instructions'] as const;
export const SIDES = ['reference', 'candidate'] as const;

const ns = z.int().min(0);
const bytes = z.int().min(0);

/**
 * One process of a measurement, as it was observed. Times in nanoseconds, memory in bytes. CPU time is user and system
 * time of the process tree.
 */
export const sampleSchema = z.strictObject({
  side: z.enum(SIDES),
  purpose: z.enum(PURPOSES),
  /** Pairs are numbered from 0; null for what is not paired. */
  pair: z.int().min(0).nullable(),
  warmUp: z.int().min(0),
  repetitions: z.int().min(0),
  /** From exec to the first mark. */
  startUpCpuNs: ns,
  startUpWallNs: ns,
  /** The first repetition, when it is a warm-up; else 0. */
  firstCpuNs: ns,
  /** All repetitions after the warm-up. */
  bodyCpuNs: ns,
  bodyWallNs: ns,
  /** The whole process tree, exec to end. */
  totalCpuNs: ns,
  totalWallNs: ns,
  /** Larger of the sum over the processes as it was sampled, and the peak of a single one. */
  maxRssBytes: bytes,
  /** Most that was charged to the control group of the run; null where it had none. */
  cgroupPeakBytes: bytes.nullable(),
  cgroupMethod: z.enum(['cgroup1', 'cgroup2']).nullable(),
  /** Time-weighted; null where memory was not sampled, or fewer than 5 times. */
  meanRssBytes: bytes.nullable(),
  rssSamples: z.int().min(0),
  involuntarySwitches: z.int().min(0),
  /** Of the whole process, as Valgrind counts them; null but for the runs that are there for it. */
  instructions: z.int().min(0).nullable(),
});
export type Sample = z.infer<typeof sampleSchema>;

/** CPU time of one repetition, in ns. */
export function perRepetitionNs({ bodyCpuNs, repetitions }: Sample): number {
  return bodyCpuNs / repetitions;
}

/** CPU time / wall time of the repetitions: 1 for a program that computes on one CPU, more if it uses several. */
export function cpuEfficiency({ bodyCpuNs, bodyWallNs }: Sample): number {
  return bodyCpuNs / bodyWallNs;
}
