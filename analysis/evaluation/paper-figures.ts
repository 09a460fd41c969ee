import { z } from 'zod';
import { readBundled } from '../../datasets/border.js';
import { LANGUAGES } from '../../datasets/problem.js';

const FIGURES = [
  'solved',
  'gpt_4o_solved',
  'faster_of_problems',
  'faster_of_solved',
  'median_saved',
  'mean_saved',
  'lead_over_pipeline',
] as const;
const share = z.number().min(0).max(1);

const schema = z.array(
  z.strictObject({
    figure: z.enum(FIGURES),
    /** Of the paper; null: not known of which. */
    version: z.enum(['v1', 'v2']).nullable(),
    benchmark: z.enum(['HumanEval-X', 'EffiBench-X', 'both']),
    /** `each`: a range over the languages. */
    language: z.enum([...LANGUAGES, 'all', 'each']),
    value: share,
    to: share.optional(),
    n: z.int().positive().nullable(),
    mark: z.enum(['P', 'secondary']),
  }),
);

/** A figure that the paper, or an account of it, states. */
export type PaperFigure = z.infer<typeof schema>[number];
export type FigureKind = PaperFigure['figure'];
export type Benchmark = PaperFigure['benchmark'];

export const PAPER_FIGURES: readonly PaperFigure[] = readBundled(
  new URL('paper-figures.yaml', import.meta.url),
  schema,
);

const BENCHMARK_OF: Readonly<Record<string, Benchmark>> = {
  'humaneval-x': 'HumanEval-X',
  // The same tasks, some slips mended.
  humanevalpack: 'HumanEval-X',
  'effibench-x': 'EffiBench-X',
};

/** The paper's benchmark that a dataset is; null: none of them. */
export function benchmarkOf(dataset: string): Benchmark | null {
  return BENCHMARK_OF[dataset] ?? null;
}
