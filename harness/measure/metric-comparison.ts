import { figuresOf, memoryMethodOf, type SideFigures } from './figures.js';
import { CANDIDATE_FLAGS } from './flags.js';
import type { Measured } from './measurement.js';
import type { Preset } from './presets.js';
import { cpuEfficiency, type Sample } from './sample.js';

/** What a program can be better in. */
export const METRICS = ['executionTime', 'meanMemory', 'maxMemory', 'cpuEfficiency'] as const;
export type Metric = (typeof METRICS)[number];

export interface MetricComparison {
  /** Candidate / reference, for CPU efficiency turned round, so that below 1 is better. */
  readonly ratio: number;
  /** `flagged`: would be better, but for a flag that forbids to say so. */
  readonly call: 'better' | 'worse' | 'no_difference_shown' | 'flagged';
}

/** Runs of each side with which a separation by chance alone is rare enough: 1 of 20 either way. */
const LEAST_RUNS = 3;

/**
 * Two programs by one metric. Of execution times the measurement's own interval decides. The other metrics come from few
 * runs (`resourceRuns`): a difference is shown where all runs of one side lie on one side of all of the other's, from three
 * runs each. Presets of loops have no interval: there any difference counts, as with their times. Null where a side has no
 * figure.
 */
export function compareByMetric(measured: Measured, preset: Preset, metric: Metric): MetricComparison | null {
  const figures = figuresOf(measured, preset);
  if (metric === 'executionTime') {
    const calls = { faster: 'better', slower: 'worse' } as const;
    const { timeRatio: ratio, call } = figures;
    return { ratio, call: call === 'faster' || call === 'slower' ? calls[call] : call };
  }
  const ratio = ratioBy(metric, figures.candidate, figures.reference);
  if (ratio === null || !(ratio > 0 && Number.isFinite(ratio))) return null;
  const shown = preset.kind === 'loop' ? ratio !== 1 : areApart(measured.samples, metric);
  if (!shown) return { ratio, call: 'no_difference_shown' };
  if (ratio >= 1) return { ratio, call: 'worse' };
  const voided = measured.flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  return { ratio, call: voided ? 'flagged' : 'better' };
}

type OtherMetric = Exclude<Metric, 'executionTime'>;

function ratioBy(metric: OtherMetric, candidate: SideFigures, reference: SideFigures): number | null {
  if (metric === 'cpuEfficiency') return reference.cpuEfficiency / candidate.cpuEfficiency;
  if (metric === 'maxMemory') return candidate.maxMemoryBytes / reference.maxMemoryBytes;
  const [own, other] = [candidate.meanRssBytes, reference.meanRssBytes];
  return own === null || other === null ? null : own / other;
}

/** Whether the runs of the two sides don't overlap. */
function areApart(samples: readonly Sample[], metric: OtherMetric): boolean {
  const resources = samples.filter(({ purpose }) => purpose === 'resources');
  const method = memoryMethodOf(samples);
  const valueOf = (sample: Sample): number => {
    if (metric === 'cpuEfficiency') return cpuEfficiency(sample);
    if (metric === 'meanMemory') return sample.meanRssBytes ?? NaN;
    return method === 'rss' ? sample.maxRssBytes : (sample.cgroupPeakBytes ?? sample.maxRssBytes);
  };
  const [own, other] = (['candidate', 'reference'] as const).map((side) =>
    resources.filter((sample) => sample.side === side).map(valueOf),
  );
  if (own === undefined || other === undefined) return false;
  if (own.length < LEAST_RUNS || other.length < LEAST_RUNS) return false;
  return Math.max(...own) < Math.min(...other) || Math.min(...own) > Math.max(...other);
}
