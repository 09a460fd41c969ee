import { z } from 'zod';
import { LANGUAGES, type Language } from '../../datasets/problem.js';
import type { RefineThresholds } from './results.js';

const share = z.number('must be a share, as 0.05 for 5 %').min(0, 'must be at least 0');
const threshold = z
  .union([share, z.partialRecord(z.enum(LANGUAGES), share)], 'must be a number, or numbers by language')
  .optional();

/** What refining must improve by: one number for all languages, or numbers by language; 0 where nothing is said. */
export const refineThresholdsSchema = z.strictObject({
  execution_time: threshold,
  mean_memory: threshold,
  max_memory: threshold,
  cpu_efficiency: threshold,
});

/** The thresholds of a study file in the form of the analysis, those above 0 alone. */
export function thresholdsOf(
  given: z.output<typeof refineThresholdsSchema> = {},
  languages: readonly Language[],
): RefineThresholds {
  const criteria = {
    executionTime: given.execution_time,
    meanMemory: given.mean_memory,
    maxMemory: given.max_memory,
    cpuEfficiency: given.cpu_efficiency,
  };
  const byLanguage = Object.entries(criteria).map(([criterion, own = 0]): [string, [Language, number][]] => [
    criterion,
    languages
      .map((language): [Language, number] => [language, typeof own === 'number' ? own : (own[language] ?? 0)])
      .filter(([, least]) => least > 0),
  ]);
  return Object.fromEntries(
    byLanguage
      .filter(([, own]) => own.length > 0)
      .map(([criterion, own]) => [criterion, Object.fromEntries(own)]),
  );
}
