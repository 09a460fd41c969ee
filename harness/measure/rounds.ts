import type { PairedPreset } from './presets.js';
import { medianInterval, median, type MedianInterval, type Random } from './statistics/index.js';

export type Call = 'faster' | 'slower' | 'no_difference_shown';

/** What the pairs say: the median of the paired ratios candidate / reference, with its distribution-free interval. */
export interface PairedComparison {
  readonly ratio: number;
  /** At the preset's confidence over all looks; `confidence` is that of the last look alone. */
  readonly interval: MedianInterval;
  readonly pairs: number;
  readonly call: Call;
  /** Whether no more pairs are needed: decided, narrow enough, or out of budget. */
  readonly final: boolean;
}

/**
 * The comparison after so many pairs, which must be one of the preset's looks. Every look has the same share of the error
 * that the whole may make (Bonferroni), so that stopping at the first one that decides keeps the promise.
 */
export function compareRatios(ratios: readonly number[], preset: PairedPreset): PairedComparison {
  const { looks, confidence, enoughWidth } = preset;
  const share = 1 - (1 - confidence) / looks.length;
  const interval = medianInterval(ratios, share);
  if (interval === null) throw new Error(`${ratios.length} pairs can't reach a confidence of ${share}`);
  const { low, high } = interval;
  const call = high < 1 ? 'faster' : low > 1 ? 'slower' : 'no_difference_shown';
  const narrow = high / low - 1 <= enoughWidth;
  const final = call !== 'no_difference_shown' || narrow || ratios.length >= (looks.at(-1) ?? 0);
  return { ratio: median(ratios), interval, pairs: ratios.length, call, final };
}

/** One side of the rounds; `measure` runs one fresh process and gives the CPU time of a repetition in ns, or null. */
export interface Contender {
  measure(pair: number): Promise<number | null>;
}

/** Null: a run failed. */
export type ArmResult = { readonly ratios: readonly number[]; readonly comparison: PairedComparison } | null;

/**
 * Rounds of one run each of the reference and of all arms, in a random order, until every arm's comparison with the
 * reference is final. What drifts or bursts meets both sides of a pair alike.
 */
export async function runRounds(
  reference: Contender,
  arms: readonly Contender[],
  preset: PairedPreset,
  random: Random,
): Promise<ArmResult[]> {
  const entrants = arms.map((contender) => ({ contender, ratios: [] as number[] }));
  const results = new Map<Entrant, ArmResult>();
  for (let pair = 0; results.size < entrants.length; pair++) {
    const open = entrants.filter((entrant) => !results.has(entrant));
    const times = new Map<Contender, number | null>();
    for (const contender of random.shuffle([reference, ...open.map((entrant) => entrant.contender)])) {
      times.set(contender, await contender.measure(pair));
    }
    const base = times.get(reference) ?? null;
    for (const entrant of open) {
      const own = times.get(entrant.contender) ?? null;
      const result = base === null || own === null ? null : withRatio(entrant, own / base, preset);
      if (result !== undefined) results.set(entrant, result);
    }
  }
  return entrants.map((entrant) => results.get(entrant) ?? null);
}

interface Entrant {
  readonly contender: Contender;
  readonly ratios: number[];
}

/** The result, when this pair makes it final; undefined while more pairs are wanted. */
function withRatio({ ratios }: Entrant, ratio: number, preset: PairedPreset): ArmResult | undefined {
  ratios.push(ratio);
  if (!preset.looks.includes(ratios.length)) return undefined;
  const comparison = compareRatios(ratios, preset);
  return comparison.final ? { ratios, comparison } : undefined;
}
