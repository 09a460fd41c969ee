import type { Language } from '../../../../datasets/problem.js';
import type { EvaluationRecord } from '../../../../harness/evaluation/record.js';

/** A problem that a strategy did not solve with one call, and what else is to be said of it. */
export function record(
  strategy: string,
  language: Language,
  taskNumber: number,
  more: Partial<EvaluationRecord> = {},
): EvaluationRecord {
  const dataset = more.dataset ?? 'x';
  return {
    ...{ strategy, profileFrom: null, language, dataset, taskNumber },
    problemUid: `${dataset}:${language}/${taskNumber}`,
    ...{ solved: false, validation: 'failed', hasPublicTests: true, correctBy: null, calls: 1 },
    ...{ promptTokens: 100, completionTokens: 50, usd: 0.5, latencyMs: 2000 },
    ...{ refinedRatio: null, refinement: null, levels: {}, rollbacks: {}, leftOut: 0 },
    ...more,
  };
}

/** A solved problem whose program was refined to these ratios, all of them shown by the measurement or none. */
export function refinedTo(
  executionTime: number,
  { isShown = true, memory = 1 }: { readonly isShown?: boolean; readonly memory?: number } = {},
): Partial<EvaluationRecord> {
  const call = isShown ? 'better' : 'no_difference_shown';
  const other = { ratio: memory, call: 'no_difference_shown' } as const;
  return {
    ...{ solved: true, validation: 'passed', correctBy: 'generate', refinedRatio: executionTime },
    refinement: {
      ...{ executionTime: { ratio: executionTime, call }, meanMemory: null },
      ...{ maxMemory: other, cpuEfficiency: { ...other, ratio: 0.5 } },
    },
  };
}
