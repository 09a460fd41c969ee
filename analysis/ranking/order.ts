import { byCodeUnit } from '../order.js';
import type { ModelEvidence } from './evidence.js';

/** Rounds to 12 decimals, below which two ways to the same number differ by floating-point error. */
export function round12(value: number): number {
  return Math.round(value * 1e12) / 1e12;
}

/**
 * Orders scored models, best first. Equal scores share a rank number (1, 1, 3) and stand by `compareTied`, then by id.
 * `score` is rounded to 12 decimals already.
 */
export function withRanks<T extends ModelEvidence & { readonly score: number }>(
  models: readonly T[],
  compareTied: (a: T, b: T) => number = compareRateThenTime,
): (T & { readonly rank: number })[] {
  const ordered = [...models].sort(
    (a, b) => b.score - a.score || compareTied(a, b) || byCodeUnit(a.modelId, b.modelId),
  );
  return ordered.map((model) => ({
    ...model,
    rank: ordered.findIndex((other) => other.score === model.score) + 1,
  }));
}

/** By pass rate, then by execution-time ratio, none last. */
export function compareRateThenTime(a: ModelEvidence, b: ModelEvidence): number {
  return round12(b.passRate) - round12(a.passRate) || compareTimes(a, b);
}

function compareTimes(a: ModelEvidence, b: ModelEvidence): number {
  const left = a.runtime.executionTime.value;
  const right = b.runtime.executionTime.value;
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return Number(left.toPrecision(12)) - Number(right.toPrecision(12));
}
