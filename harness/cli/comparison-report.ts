import { CANDIDATE_FLAGS } from '../measure/flags.js';
import type { Figures, SideFigures } from '../measure/figures.js';
import { NOT_MEASURABLE, type Measurement } from '../measure/measurement.js';
import type { Preset } from '../measure/presets.js';
import { DISTURBANCES, type Disturbance } from '../measure/quality.js';
import { textTable } from './text-table.js';

export interface ComparisonReport {
  readonly program: string;
  readonly against: string | undefined;
  readonly preset: Preset;
  readonly result: Measurement;
  /** Null where there are none. */
  readonly figures: Figures | null;
  readonly stateKept: readonly string[];
  readonly found: readonly Disturbance[];
}

/** One comparison for people. */
export function comparisonLines(report: ComparisonReport): string[] {
  const { program, against = 'the canonical solution', preset, result, figures, stateKept, found } = report;
  if (figures === null || result.state === 'not_measurable') {
    const reason = result.state === 'not_measurable' ? result.reason : 'failed';
    const detail = result.state === 'not_measurable' ? result.detail : '';
    return [`not measurable: ${NOT_MEASURABLE[reason]} (${detail})`];
  }
  const flags = result.flags.map(
    (flag) =>
      `flag ${flag}: ${CANDIDATE_FLAGS[flag].meaning}${flag === 'keeps_state' ? `: ${stateKept.join(', ')}` : ''}`,
  );
  return [
    `${program} against ${against}: ${sentence(figures)}`,
    textTable(['', program, against], rows(figures, preset)),
    `${figures.n} ${preset.kind === 'paired' ? 'pairs' : 'runs of each'}, preset ${preset.id}`,
    ...flags,
    ...found.map((flag) => `disturbed: ${DISTURBANCES[flag].meaning}: ${DISTURBANCES[flag].advice}`),
  ];
}

function sentence({ call, timeRatio, interval }: Figures): string {
  const calls = {
    faster: 'faster',
    slower: 'slower',
    no_difference_shown: 'no difference shown',
    flagged: 'would be faster, but a flag forbids to say so',
  } as const;
  const range = interval === null ? 'no interval' : `${ratio(interval.low)} to ${ratio(interval.high)}`;
  return `${calls[call]}, time x ${ratio(timeRatio)} (${range})`;
}

function rows({ candidate, reference, memoryMethod }: Figures, preset: Preset): string[][] {
  const time = preset.kind === 'paired' ? 'CPU time of one repetition' : 'wall time of the process';
  const row = (name: string, show: (side: SideFigures) => string) => [name, show(candidate), show(reference)];
  return [
    row(time, ({ timeNs }) => duration(timeNs)),
    row('start-up, CPU time', ({ startUpCpuNs }) => duration(startUpCpuNs)),
    row(`maximum memory (${memoryMethod})`, ({ maxMemoryBytes }) => mebibytes(maxMemoryBytes)),
    row('mean memory (rss)', ({ meanRssBytes }) => (meanRssBytes === null ? '-' : mebibytes(meanRssBytes))),
    ...(candidate.instructions === null || reference.instructions === null
      ? []
      : [row('instructions of one repetition', ({ instructions }) => String(Math.round(instructions ?? 0)))]),
    row('CPU efficiency', ({ cpuEfficiency }) => cpuEfficiency.toFixed(3)),
  ];
}

function ratio(value: number): string {
  return value.toFixed(3);
}

function duration(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(1)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(2)} us`;
  return ns < 1e9 ? `${(ns / 1e6).toFixed(2)} ms` : `${(ns / 1e9).toFixed(2)} s`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MiB`;
}
