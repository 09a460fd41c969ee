export { evenShares } from './dirichlet.js';
export { drawnSums } from './drawn-sums.js';
export { geometricMeanInterval } from './geometric-mean-interval.js';
export { geometricMean } from './geometric-mean.js';
export { holm } from './holm.js';
export { kendallTauB } from './kendall.js';
export { tieGroups } from './letters.js';
export { interactionTest, type InteractionTest, type InteractionUnit } from './interaction.js';
export { bootstrapMean } from './mean-interval.js';
export { midranks, type Midranks } from './midranks.js';
export { normalUpperTail } from './normal.js';
export { passAtK } from './pass-at-k.js';
export {
  bootstrapError,
  drawResamples,
  percentileInterval,
  timesDrawn,
  type Resamples,
} from './resampling.js';
export { signTest, type SignTest } from './sign-test.js';
export { signedRankTest, type SignedRankTest } from './signed-rank.js';
export { simultaneousRanks, type SimultaneousRanks } from './simultaneous.js';
export { wilson95, type Interval } from './wilson.js';
