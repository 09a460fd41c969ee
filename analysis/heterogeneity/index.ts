export { cutIntoFolds } from './folds.js';
export { interactions, type Interaction } from './interactions.js';
export { FOLDS, foldsOf, routerGains, type Gain, type RouterGain } from './router-gain.js';
export { countWinners, type WinnerCount } from './winners.js';
