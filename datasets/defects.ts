import { z } from 'zod';
import { readBundled } from './border.js';
import type { ProblemDefect } from './problem.js';

const defectsSchema = z.strictObject({
  /** Task ids whose tests draw other inputs in every run. */
  randomInputs: z.array(z.string()),
  defects: z.record(
    z.string(),
    z.strictObject({
      kind: z.enum(['any_passes', 'canonical_fails', 'correct_fails']),
      explanation: z.string().min(1),
    }),
  ),
  /** What is odd about a task and yet leaves its verdicts what they are: for readers, not for the harness. */
  remarks: z.record(z.string(), z.string()),
});

/** What is known to be wrong or random in a dataset, by task id. */
export interface Defects {
  readonly randomInputs: ReadonlySet<string>;
  readonly defects: ReadonlyMap<string, ProblemDefect>;
  readonly remarks: ReadonlyMap<string, string>;
}

/** Reads a dataset's `defects.yaml`. */
export function readDefects(url: URL): Defects {
  const data = readBundled(url, defectsSchema);
  return {
    randomInputs: new Set(data.randomInputs),
    defects: new Map(Object.entries(data.defects)),
    remarks: new Map(Object.entries(data.remarks)),
  };
}
