import type { Language } from '../datasets/problem.js';
import type { CellResult } from '../harness/study/results.js';
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
  return study.presets.flatMap((preset) =>
    [...study.languages, 'all' as const].map((language) => {
      const own = cells.filter((cell) => language === 'all' || cell.language === language);
      return { preset, language, ...countMeasurements(own, preset) };
    }),
  );
}
