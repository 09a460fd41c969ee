import type { Direction } from './criteria.js';

/** Brings one criterion's values to 0..1 within a context, 1 being the best. A null stays null. */
export interface Normalisation {
  readonly id: string;
  normalise(values: readonly (number | null)[], better: Direction): (number | null)[];
}

/** Values closer than this, relative to the larger, differ by rounding alone and count as equal. */
const EQUAL_WITHIN = 1e-12;

/** (value - worst) / (best - worst); when all values are equal, each is 1. */
export const minMax: Normalisation = {
  id: 'min-max',
  normalise(values, better) {
    const known = values.filter((value) => value !== null);
    const low = Math.min(...known);
    const high = Math.max(...known);
    const equal = high - low <= EQUAL_WITHIN * Math.max(Math.abs(low), Math.abs(high));
    return values.map((value) => {
      if (value === null) return null;
      if (equal) return 1;
      return (better === 'higher' ? value - low : high - value) / (high - low);
    });
  },
};

export const NORMALISATIONS: Readonly<Record<string, Normalisation>> = { [minMax.id]: minMax };
