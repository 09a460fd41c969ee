import { z } from 'zod';
import { LANGUAGES } from '../../datasets/problem.js';
import type { Database } from './database.js';
import { readMeasurement, SAMPLES, type StoredMeasurement } from './measurement-rows.js';
import { passedProgram, USED, type PassedProgram } from './measurements.js';

/**
 * Generated programs that passed, of problems without a correct canonical solution that at least two models solve; and of each such
 * problem the program that all of them are measured beside: that of the first model by its id, in its first sample that passed.
 */
const PASSED = `
  passed AS (
    SELECT cell.model_id, cell.problem_uid, cell.sample, cell.program_hash
    FROM cell
    WHERE cell.study_hash = @studyHash AND cell.stage = 'generate' AND cell.reference_run_key IS NULL
      AND cell.program_hash IS NOT NULL
      AND ifnull(cell.verdict, (SELECT verdict FROM run WHERE run.key = cell.run_key)) = 'passed'),
  placed AS (
    SELECT problem_uid, program_hash, model_id,
           row_number() OVER (PARTITION BY problem_uid ORDER BY model_id, sample) AS place
    FROM passed),
  common AS (
    SELECT problem_uid, max(CASE place WHEN 1 THEN program_hash END) AS reference_hash
    FROM placed GROUP BY problem_uid HAVING count(DISTINCT model_id) > 1)`;

const PROGRAMS = `
  WITH ${PASSED}
  SELECT DISTINCT passed.problem_uid AS problemUid, own.hash AS programHash, own.source,
         beside.hash AS inputProgramHash, beside.hash AS referenceHash, beside.source AS referenceSource
  FROM passed JOIN common USING (problem_uid)
  JOIN program own ON own.hash = passed.program_hash
  JOIN program beside ON beside.hash = common.reference_hash
  JOIN problem ON problem.uid = passed.problem_uid
  ORDER BY problem.dataset, problem.language, problem.number, own.hash`;

const RESULTS = `
  WITH ${PASSED}
  SELECT passed.model_id AS modelId, passed.sample, problem.dataset, problem.number AS taskNumber, problem.language, ${USED}
  FROM passed JOIN common USING (problem_uid)
  JOIN problem ON problem.uid = passed.problem_uid
  JOIN study_measurement used ON used.study_hash = @studyHash AND used.problem_uid = passed.problem_uid
    AND used.program_hash = passed.program_hash AND used.input_program_hash = common.reference_hash
  JOIN measurement m ON m.key = used.measurement_key
  ORDER BY passed.model_id, passed.problem_uid, passed.sample, m.preset`;

const row = z.object({
  modelId: z.string(),
  sample: z.int(),
  dataset: z.string(),
  taskNumber: z.int(),
  language: z.enum(LANGUAGES),
});

/** A passed program with its measurement beside the program that all of its problem's are measured beside. */
export type BesideCommon = z.output<typeof row> & { readonly measurement: StoredMeasurement };

/** What a study measures where a data set has no canonical solution. */
export class WithoutCanonicalTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the problems. */
  programs(studyHash: string): PassedProgram[] {
    return this.#database
      .prepare(PROGRAMS)
      .all({ studyHash })
      .map((found) => passedProgram.parse(found));
  }

  /** Of each passed program what is measured of it, by model, problem, sample and preset. */
  *results(studyHash: string): Generator<BesideCommon> {
    const samples = this.#database.prepare(SAMPLES).pluck();
    for (const found of this.#database.prepare(RESULTS).all({ studyHash }))
      yield { ...row.parse(found), measurement: readMeasurement(found, samples) };
  }
}
