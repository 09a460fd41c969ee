import type { Analysis } from '../analysis.js';
import { accuracyAgainstCost } from './cost.js';
import type { Figure } from './figure.js';
import { rankIntervals } from './rank-intervals.js';
import { speedUps } from './speed-ups.js';
import { winnerMap } from './winner-map.js';

export type { Figure, Spec } from './figure.js';
export { renderPdf, renderSvg } from './render.js';

/** Every kind of figure, in the order in which a report shows them. */
const FIGURES: readonly ((analysis: Analysis) => readonly Figure[])[] = [
  rankIntervals,
  winnerMap,
  speedUps,
  accuracyAgainstCost,
];

/** All figures of an analysis, with distinct ids, always in the same order; one without data is left out. */
export function figuresOf(analysis: Analysis): Figure[] {
  return FIGURES.flatMap((build) => [...build(analysis)]);
}
