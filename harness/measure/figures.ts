import { mean } from 'simple-statistics';
import { CANDIDATE_FLAGS } from './flags.js';
import type { Measured } from './measurement.js';
import type { LoopPreset, PairedPreset, Preset } from './presets.js';
import { compareRatios, type Call } from './rounds.js';
import { cpuEfficiency, perRepetitionNs, type Sample } from './sample.js';
import { median } from './statistics/index.js';

/** The kernel charges in batches of 256 KiB a CPU, which is as much as a small C++ program has. */
const LEAST_CHARGE_BYTES = 64 * 2 ** 20;

/** What one side of a measurement comes to: medians over its runs (preset `paper`: means). */
export interface SideFigures {
  /** CPU time of one repetition; presets of loops: wall time of the whole process, as the study's own figures. */
  readonly timeNs: number;
  readonly startUpCpuNs: number;
  readonly maxMemoryBytes: number;
  readonly meanRssBytes: number | null;
  /** CPU time / wall time. */
  readonly cpuEfficiency: number;
  /** Of one repetition, as Valgrind counts; null where that was not asked for, or can't be. */
  readonly instructions: number | null;
}

export interface Figures {
  readonly reference: SideFigures;
  readonly candidate: SideFigures;
  /**
   * Of the maximum: charged to a control group where all runs had one and are large, else the resident sets' sum. The two
   * differ by what is shared with other processes, so that both sides have the same.
   */
  readonly memoryMethod: 'rss' | 'cgroup1' | 'cgroup2';
  /** Candidate / reference. */
  readonly timeRatio: number;
  /** Of the time ratio; null for presets that have none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Pairs, or runs of each side. */
  readonly n: number;
  /** `flagged`: would be faster, but for a flag that forbids to say so. */
  readonly call: Call | 'flagged';
}

/** All figures of a measurement, from its samples alone. */
export function figuresOf(measured: Measured, preset: Preset): Figures {
  const figures = preset.kind === 'paired' ? pairedFigures(measured, preset) : loopFigures(measured, preset);
  const voided = measured.flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  return voided && figures.call === 'faster' ? { ...figures, call: 'flagged' } : figures;
}

/** The paired ratios candidate / reference of CPU time a repetition, in the order of the pairs. */
export function pairedRatios(samples: readonly Sample[]): number[] {
  const of = (side: Sample['side']) => timesByPair(samples.filter((sample) => sample.side === side));
  const [references, candidates] = [of('reference'), of('candidate')];
  return [...candidates].flatMap(([pair, time]) => {
    const reference = references.get(pair);
    return reference === undefined ? [] : [time / reference];
  });
}

function timesByPair(samples: readonly Sample[]): Map<number, number> {
  const timed = samples.filter(({ purpose, pair }) => purpose === 'timing' && pair !== null);
  return new Map(timed.map((sample) => [sample.pair ?? 0, perRepetitionNs(sample)]));
}

function pairedFigures({ samples }: Measured, preset: PairedPreset): Figures {
  const comparison = compareRatios(pairedRatios(samples), preset);
  const { low, high } = comparison.interval;
  return {
    reference: pairedSide(samples, 'reference'),
    candidate: pairedSide(samples, 'candidate'),
    memoryMethod: memoryMethodOf(samples),
    timeRatio: comparison.ratio,
    interval: { low, high },
    n: comparison.pairs,
    call: comparison.call,
  };
}

function pairedSide(samples: readonly Sample[], side: Sample['side']): SideFigures {
  const own = samples.filter((sample) => sample.side === side);
  const timing = own.filter(({ purpose }) => purpose === 'timing');
  const resources = own.filter(({ purpose }) => purpose === 'resources');
  return {
    timeNs: median(timing.map(perRepetitionNs)),
    startUpCpuNs: median(timing.map(({ startUpCpuNs }) => startUpCpuNs)),
    maxMemoryBytes: median(maximaOf(resources, memoryMethodOf(samples))),
    meanRssBytes: overAll(resources, median),
    cpuEfficiency: median(resources.map(cpuEfficiency)),
    instructions: instructionsOf(own),
  };
}

function loopFigures({ samples }: Measured, preset: LoopPreset): Figures {
  const [reference, candidate] = [loopSide(samples, 'reference'), loopSide(samples, 'candidate')];
  const timeRatio = candidate.timeNs / reference.timeNs;
  const call = timeRatio < 1 ? 'faster' : timeRatio > 1 ? 'slower' : 'no_difference_shown';
  const method = memoryMethodOf(samples);
  return { reference, candidate, memoryMethod: method, timeRatio, interval: null, n: preset.runs, call };
}

function loopSide(samples: readonly Sample[], side: Sample['side']): SideFigures {
  const own = samples.filter((sample) => sample.side === side);
  return {
    timeNs: mean(own.map(({ totalWallNs }) => totalWallNs)),
    startUpCpuNs: mean(own.map(({ startUpCpuNs }) => startUpCpuNs)),
    maxMemoryBytes: mean(maximaOf(own, memoryMethodOf(samples))),
    meanRssBytes: overAll(own, mean),
    cpuEfficiency: mean(own.map(({ totalCpuNs, totalWallNs }) => totalCpuNs / totalWallNs)),
    instructions: null,
  };
}

/** Difference of two runs / difference of their repetitions: start-up is in both alike. */
function instructionsOf(samples: readonly Sample[]): number | null {
  const [few, many] = samples.filter(({ purpose }) => purpose === 'instructions');
  if (few === undefined || many === undefined) return null;
  if (few.instructions === null || many.instructions === null) return null;
  return (many.instructions - few.instructions) / (many.repetitions - few.repetitions);
}

/** Of the maximum memory; see `Figures.memoryMethod`. */
export function memoryMethodOf(samples: readonly Sample[]): Figures['memoryMethod'] {
  const resources = samples.filter(({ purpose }) => purpose === 'resources');
  const methods = new Set(resources.map(({ cgroupMethod }) => cgroupMethod));
  const [method] = methods;
  const large = resources.every(({ cgroupPeakBytes }) => (cgroupPeakBytes ?? 0) >= LEAST_CHARGE_BYTES);
  return methods.size === 1 && method !== undefined && method !== null && large ? method : 'rss';
}

function maximaOf(samples: readonly Sample[], method: Figures['memoryMethod']): number[] {
  return samples.map(({ maxRssBytes, cgroupPeakBytes }) =>
    method === 'rss' ? maxRssBytes : (cgroupPeakBytes ?? maxRssBytes),
  );
}

/** Null where a run has no mean: a figure over fewer runs than the others would be another figure. */
function overAll(samples: readonly Sample[], summary: (values: number[]) => number): number | null {
  const means = samples.flatMap(({ meanRssBytes }) => meanRssBytes ?? []);
  return means.length === samples.length && means.length > 0 ? summary(means) : null;
}
