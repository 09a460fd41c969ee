export {
  bootstrapByPlaces,
  bootstrapInterval,
  type BootstrapInterval,
  type BootstrapOptions,
} from './bootstrap.js';
export { medianInterval, type MedianInterval } from './order-interval.js';
export { Random } from './random.js';
export { mad, median, modifiedZScores, OUTLIER_SCORE, outliers, scaledMad } from './robust.js';
