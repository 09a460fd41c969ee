export { geometricMeanInterval } from './geometric-mean-interval.js';
export { geometricMean } from './geometric-mean.js';
export { passAtK } from './pass-at-k.js';
export { wilson95, type Interval } from './wilson.js';
