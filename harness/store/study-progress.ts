import { z } from 'zod';
import { STAGES } from '../study/results.js';
import type { Database } from './database.js';

const count = z.number().int();
const row = z.object({
  modelId: z.string(),
  stage: z.enum(STAGES),
  cells: count,
  answered: count,
  decided: count,
  passed: count,
  measured: count,
  promptTokens: count,
  completionTokens: count,
});
/** How far one model is in one stage of a study. Counts of cells, but for the tokens. */
export type ModelProgress = z.output<typeof row>;

const PROGRESS = `
  WITH done AS (
    SELECT problem_uid, program_hash, count(*) AS presets FROM study_measurement
    WHERE study_hash = @studyHash AND preset IN (SELECT value FROM json_each(@presets))
    GROUP BY problem_uid, program_hash
  )
  SELECT cell.model_id AS modelId, cell.stage AS stage, count(*) AS cells,
         count(answer.key) AS answered,
         -- Judged, or failed by the model without anything to judge.
         sum(run.key IS NOT NULL OR (cell.extraction IS NOT NULL AND cell.program_hash IS NULL)
           OR ifnull(answer.state <> 'answered', 0)) AS decided,
         sum(ifnull(run.verdict = 'passed', 0)) AS passed,
         -- By every preset of the study, or found not to be measurable.
         sum(ifnull(run.verdict = 'passed' AND ifnull(done.presets, 0) = json_array_length(@presets), 0)) AS measured,
         ifnull(sum(answer.prompt_tokens), 0) AS promptTokens,
         ifnull(sum(answer.completion_tokens), 0) AS completionTokens
  FROM cell
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  LEFT JOIN done ON done.problem_uid = cell.problem_uid AND done.program_hash = cell.program_hash
  WHERE cell.study_hash = @studyHash
  GROUP BY cell.model_id, cell.stage
  ORDER BY cell.model_id, CASE cell.stage WHEN 'generate' THEN 0 WHEN 'fix' THEN 1 ELSE 2 END`;

/** Counts what a study has come to, in the database: a study of any size takes no memory here. */
export function progressOf(
  database: Database,
  studyHash: string,
  presets: readonly string[],
): readonly ModelProgress[] {
  return database
    .prepare(PROGRESS)
    .all({ studyHash, presets: JSON.stringify(presets) })
    .map((found) => row.parse(found));
}
