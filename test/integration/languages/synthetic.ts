export { doubledIn, halfIn } from '../../../harness/attacks/problems.js';
