import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../datasets/problem.js';
import { VERDICTS } from '../stages/verdict.js';
import { STAGES } from '../study/results.js';
import type { CellKey, StoredCell } from './cells.js';
import type { Database } from './database.js';

/** Whether a row of `cell` counts: its program to start from is still what was generated, with the verdict that asks for its stage. */
export const IS_CURRENT = `(cell.input_program_hash IS NULL OR EXISTS (
  SELECT 1 FROM cell AS start JOIN run AS judged ON judged.key = start.run_key
  WHERE start.study_hash = cell.study_hash AND start.model_id = cell.model_id
    AND start.problem_uid = cell.problem_uid AND start.stage = 'generate' AND start.sample = cell.sample
    AND start.program_hash = cell.input_program_hash AND (judged.verdict = 'passed') = (cell.stage = 'refine')))`;

const count = z.number().int();
const row = z.object({
  modelId: z.string(),
  problemUid: z.string(),
  dataset: z.string(),
  taskNumber: count,
  language: z.enum(LANGUAGES),
  categoriesJson: z.string(),
  stage: z.enum(STAGES),
  sample: count,
  answerState: z.enum(['answered', 'empty', 'refused', 'cut', 'filtered']).nullable(),
  isExtracted: count,
  programHash: z.string().nullable(),
  inputProgramHash: z.string(),
  verdict: z.enum(VERDICTS).nullable(),
});
const generated = z.object({
  modelId: z.string(),
  problemUid: z.string(),
  sample: count,
  stage: z.enum(STAGES).nullable(),
  isAnswered: count,
  isDecided: count,
  isPassed: count,
});
/** A generated program with a verdict or without a program; `stage`: of what was planned from it, null where nothing was. */
export type GeneratedProgram = z.output<typeof generated>;

/** A cell that starts from what its model has generated. */
export interface StoredOwnProgram extends StoredCell {
  readonly inputProgramHash: string;
}

const PLAN = `
  INSERT INTO cell (study_hash, model_id, problem_uid, stage, sample, answer_key, input_program_hash, reference_run_key)
  SELECT study_hash, model_id, problem_uid, @stage, sample, @answerKey, @inputProgramHash,
         CASE @stage WHEN 'refine' THEN run_key ELSE reference_run_key END
  FROM cell WHERE study_hash = @studyHash AND model_id = @modelId AND problem_uid = @problemUid
    AND stage = 'generate' AND sample = @sample
  ON CONFLICT DO UPDATE SET
    reference_run_key = excluded.reference_run_key,
    extraction = CASE WHEN answer_key = excluded.answer_key THEN extraction END,
    program_hash = CASE WHEN answer_key = excluded.answer_key THEN program_hash END,
    run_key = CASE WHEN answer_key = excluded.answer_key THEN run_key END,
    answer_state = CASE WHEN answer_key = excluded.answer_key THEN answer_state END,
    verdict = CASE WHEN answer_key = excluded.answer_key THEN verdict END,
    answer_key = excluded.answer_key, input_program_hash = excluded.input_program_hash`;
const RESULTS = `
  SELECT cell.model_id AS modelId, cell.problem_uid AS problemUid, problem.dataset, problem.number AS taskNumber,
         problem.language, problem.categories_json AS categoriesJson, cell.stage, cell.sample,
         answer.state AS answerState, cell.extraction IS NOT NULL AS isExtracted, cell.program_hash AS programHash,
         cell.input_program_hash AS inputProgramHash, run.verdict
  FROM cell JOIN problem ON problem.uid = cell.problem_uid
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  WHERE cell.study_hash = ? AND cell.input_program_hash IS NOT NULL AND ${IS_CURRENT}
  ORDER BY cell.model_id, cell.problem_uid, cell.stage, cell.sample`;
const GENERATED = `
  SELECT start.model_id AS modelId, start.problem_uid AS problemUid, start.sample, cell.stage,
         answer.key IS NOT NULL AS isAnswered, cell.extraction IS NOT NULL AS isDecided, ifnull(run.verdict = 'passed', 0) AS isPassed
  FROM cell AS start
  LEFT JOIN cell ON cell.study_hash = start.study_hash AND cell.model_id = start.model_id
    AND cell.problem_uid = start.problem_uid AND cell.sample = start.sample
    AND cell.input_program_hash IS NOT NULL AND ${IS_CURRENT}
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  WHERE start.study_hash = ? AND start.stage = 'generate' AND start.extraction IS NOT NULL`;

/** Cells of a study that start from a whole program that the same model has generated in it. */
export class OwnProgramTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Writes down a cell that starts from the generated program of the same model, problem and sample; what is known of its answer
   * stays. A refined program's reference is that program, a fixed one's is that of generated programs.
   */
  plan(key: CellKey, answerKey: string, inputProgramHash: string): void {
    this.#database.prepare(PLAN).run({ ...key, answerKey, inputProgramHash });
  }

  /** In a fixed order, without those whose generated program has another verdict by now. */
  results(studyHash: string): StoredOwnProgram[] {
    return this.#database
      .prepare(RESULTS)
      .all(studyHash)
      .map((found) => {
        const { categoriesJson, isExtracted, ...cell } = row.parse(found);
        const categories = z.array(z.enum(CATEGORIES)).parse(JSON.parse(categoriesJson));
        const isWithoutCode =
          isExtracted === 1 && cell.programHash === null && cell.answerState === 'answered';
        return { ...cell, categories, verdict: isWithoutCode ? 'no_code' : cell.verdict };
      });
  }

  /** Of a study: generated programs of which it is known whether something starts from them. */
  generated(studyHash: string): GeneratedProgram[] {
    return z.array(generated).parse(this.#database.prepare(GENERATED).all(studyHash));
  }
}
