import { z } from 'zod';
import { STAGES } from '../study/results.js';
import type { Database } from './database.js';
import { IS_CURRENT } from './own-programs.js';

const count = z.number().int();
const row = z.object({
  modelId: z.string(),
  stage: z.enum(STAGES),
  cells: count,
  answered: count,
  decided: count,
  passed: count,
  toMeasure: count,
  measured: count,
  failed: count,
  recentAnswers: count,
  lastIso: z.string().nullable(),
  promptTokens: count,
  completionTokens: count,
});
/**
 * How far one model is in one stage of a study. Counts of cells, but for the tokens. `failed`: asked for in vain so far;
 * `recentAnswers`: asked for and stored since the time given; `lastIso`: when something of it was stored last.
 */
export type ModelProgress = z.output<typeof row>;

const PROGRESS = `
  WITH done AS (
    SELECT problem_uid, program_hash, input_program_hash, count(*) AS presets FROM study_measurement
    WHERE study_hash = @studyHash AND preset IN (SELECT value FROM json_each(@presets))
    GROUP BY problem_uid, program_hash, input_program_hash
  )
  SELECT cell.model_id AS modelId, cell.stage AS stage, count(*) AS cells,
         count(answer.key) AS answered,
         -- Judged, or failed by the model without anything to judge.
         sum(run.key IS NOT NULL OR (cell.extraction IS NOT NULL AND cell.program_hash IS NULL)
           OR ifnull(answer.state <> 'answered', 0)) AS decided,
         sum(ifnull(run.verdict = 'passed', 0)) AS passed,
         -- By every preset of the study, or found not to be measurable.
         sum(ifnull(run.verdict = 'passed' AND ifnull(done.presets, 0) = json_array_length(@presets), 0)) AS measured,
         sum(ifnull(run.verdict = 'passed' AND cell.reference_run_key IS NOT NULL, 0)) AS toMeasure,
         sum(answer.key IS NULL AND EXISTS (SELECT 1 FROM attempt WHERE attempt.answer_key = cell.answer_key)) AS failed,
         ifnull(sum(answer.origin = 'asked' AND answer.stored_iso >= @sinceIso), 0) AS recentAnswers,
         nullif(max(ifnull(max(answer.stored_iso), ''), ifnull(max(run.stored_iso), '')), '') AS lastIso,
         ifnull(sum(answer.prompt_tokens), 0) AS promptTokens,
         ifnull(sum(answer.completion_tokens), 0) AS completionTokens
  FROM cell
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  LEFT JOIN done ON done.problem_uid = cell.problem_uid AND done.program_hash = cell.program_hash
    AND done.input_program_hash = CASE cell.stage WHEN 'refine' THEN ifnull(cell.input_program_hash, '') ELSE '' END
  WHERE cell.study_hash = @studyHash AND ${IS_CURRENT}
  GROUP BY cell.model_id, cell.stage
  ORDER BY cell.model_id, CASE cell.stage WHEN 'generate' THEN 0 WHEN 'fix' THEN 1 ELSE 2 END`;

/** Counts what a study has come to, in the database: a study of any size takes no memory here. */
export function progressOf(
  database: Database,
  studyHash: string,
  presets: readonly string[],
  sinceIso: string,
): readonly ModelProgress[] {
  return database
    .prepare(PROGRESS)
    .all({ studyHash, presets: JSON.stringify(presets), sinceIso })
    .map((found) => row.parse(found));
}
