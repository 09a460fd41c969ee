import type { ModelSpec } from '../contract.js';
import type { Provider } from './provider.js';

/** Whoever lets questions through to providers. */
export interface Pacing {
  of(model: ModelSpec): Pick<Provider, 'ask'>;
}

/** Where no provider is asked, as in a replay: nobody waits, and nobody is given up. */
export const UNPACED: Pacing = {
  of: () => ({ ask: (_model, _tokens, send) => send(() => Promise.resolve()) }),
};
