import type { Language } from '../datasets/problem.js';
import type { CellResult } from '../harness/study/results.js';
import { groupBy } from '../harness/group-by.js';
import { countMeasurements, type MeasurementCounts } from './measurements.js';

/** What a preset could measure in one language, or in all, over all models and stages. */
export interface MeasurabilityRow extends MeasurementCounts {
  readonly preset: string;
  readonly language: Language | 'all';
}

/** By preset, then by language, all of them last. Empty for a study that measures nothing. */
export function measurabilityRows(
  study: { readonly presets: readonly string[]; readonly languages: readonly Language[] },
  cells: readonly CellResult[],
): MeasurabilityRow[] {
  const lists = groupBy(cells, ({ problemUid }) => problemUid).values();
  const problems = groupBy(lists, (own) => own[0]?.language ?? 'all');
  return study.presets.flatMap((preset) =>
    [...study.languages, 'all' as const].map((language) => {
      const own = language === 'all' ? [...problems.values()].flat() : (problems.get(language) ?? []);
      return { preset, language, ...countMeasurements(own, preset) };
    }),
  );
}
