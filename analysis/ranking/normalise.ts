import { mean, standardDeviation } from 'simple-statistics';
import { midranks } from '../statistics/midranks.js';
import type { Direction } from './criteria.js';

/** Makes one criterion's values comparable with another's within a context; larger is better. */
export interface Normalisation {
  readonly id: string;
  /** A null stays null. */
  normalise(values: readonly (number | null)[], better: Direction): (number | null)[];
  /** What a model without a value gets, which is to stand with the worst; `normalised` are the others'. */
  missing(normalised: readonly number[]): number;
}

/** Values closer than this, relative to the larger, differ by rounding alone and count as equal. */
const EQUAL_WITHIN = 1e-12;

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeOf(known: readonly number[]): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const value of known) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function isPoint({ low, high }: Range): boolean {
  return high - low <= EQUAL_WITHIN * Math.max(Math.abs(low), Math.abs(high));
}

/** Applies a rule to the values that are there. */
function ofKnown(
  values: readonly (number | null)[],
  rule: (known: readonly number[]) => (value: number, index: number) => number,
): (number | null)[] {
  const known = values.every((value) => value !== null);
  if (known) return values.map(rule(values));
  const normal = rule(values.filter((value) => value !== null));
  let index = 0;
  return values.map((value) => (value === null ? null : normal(value, index++)));
}

/** (value - worst) / (best - worst), 0..1; when all values are equal, each is 1. */
export const minMax: Normalisation = {
  id: 'min-max',
  normalise: (values, better) =>
    ofKnown(values, (known) => {
      const { low, high } = rangeOf(known);
      if (isPoint({ low, high })) return () => 1;
      return (value) => (better === 'higher' ? value - low : high - value) / (high - low);
    }),
  missing: () => 0,
};

/** Standard deviations above the mean, those of the population; when all values are equal, each is 0. */
export const zScore: Normalisation = {
  id: 'z-score',
  normalise: (values, better) =>
    ofKnown(values, (known) => {
      if (known.length === 0 || isPoint(rangeOf(known))) return () => 0;
      const centre = mean([...known]);
      const deviation = standardDeviation([...known]);
      return (value) => (better === 'higher' ? value - centre : centre - value) / deviation;
    }),
  missing: (normalised) => Math.min(0, ...normalised),
};

/** The share of models that are not better, equal ones counted half against each other: above 0, at most 1. */
export const rankOrder: Normalisation = {
  id: 'rank',
  normalise: (values, better) =>
    ofKnown(values, (known) => {
      const { ranks } = midranks(known.map((value) => signed(Number(value.toPrecision(12)), better)));
      return (_, index) => (ranks[index] ?? 0) / known.length;
    }),
  missing: () => 0,
};

/**
 * value / root of the sum of squares, for a cost 1 less this: 0..1 for values that are not negative (A. Jahan and
 * K. L. Edwards, A State-of-the-Art Survey on the Influence of Normalization Techniques in Ranking, Materials and Design
 * 65, 2015, 335-342).
 */
export const vector: Normalisation = {
  id: 'vector',
  normalise: (values, better) =>
    ofKnown(values, (known) => {
      const largest = Math.max(...known.map(Math.abs));
      // Divided by the largest before they are squared, so that no square overflows.
      const length = Math.sqrt(known.reduce((sum, value) => sum + (value / largest) ** 2, 0));
      const share = (value: number): number => (largest > 0 ? value / largest / length : 0);
      return (value) => (better === 'higher' ? share(value) : Math.max(0, 1 - share(value)));
    }),
  missing: () => 0,
};

function signed(value: number, better: Direction): number {
  return better === 'higher' ? value : -value;
}

export const NORMALISATIONS: Readonly<Record<string, Normalisation>> = Object.fromEntries(
  [minMax, zScore, rankOrder, vector].map((normalisation) => [normalisation.id, normalisation]),
);
