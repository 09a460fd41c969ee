import { SharedWork, type Begin } from '../harness/shared-work/index.js';
import type { CriterionWeights } from '../harness/study/results.js';
import { compareModels, type Comparison } from './comparisons.js';
import { methodOf, type RankedContext } from './ranking/index.js';
import { refineLists, type RefineLists } from './refine-lists.js';
import { contextUncertainty, type ContextUncertainty } from './uncertainty.js';

/** What resampling a context's tasks says. */
export interface ResampledContext {
  readonly uncertainty: ContextUncertainty;
  readonly comparisons: readonly Comparison[];
  readonly refineLists: RefineLists | null;
}

interface Input {
  readonly contexts: readonly RankedContext[];
  /** Id of the ranking method. */
  readonly method: string;
  readonly weights: CriterionWeights;
  readonly seed: number;
  readonly resamples: number;
}

/** Begins to resample contexts, each by a seed of its own; what it gives has one entry for each. `alone`: without a second thread. */
export function resampleContexts(
  input: Input,
  { alone }: { readonly alone: boolean },
): () => ResampledContext[] {
  const work = new SharedWork<ResampledContext>({
    pieces: input.contexts.length,
    perform: begin(input),
    module: import.meta.url,
    input,
    alone,
  });
  return () => work.finish();
}

/** Here, and in a second thread. */
export const begin: Begin<Input, ResampledContext> = ({ contexts, ...options }) => {
  const resampling = { ...options, method: methodOf(options.method) };
  return (index) => {
    const context = contexts[index] as RankedContext;
    return {
      uncertainty: contextUncertainty(context, resampling),
      comparisons: compareModels(context, options),
      refineLists: refineLists(context, options),
    };
  };
};
