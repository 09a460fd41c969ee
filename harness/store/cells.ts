import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../datasets/problem.js';
import { VERDICTS } from '../stages/verdict.js';
import { STAGES, type CellResult, type Stage } from '../study/results.js';
import type { Database } from './database.js';

export interface CellKey {
  readonly studyHash: string;
  readonly modelId: string;
  readonly problemUid: string;
  readonly stage: Stage;
  readonly sample: number;
}

export interface CellOutcome {
  readonly extraction: string | null;
  readonly programHash: string | null;
  readonly runKey: string | null;
}

/** A cell with what is known of it; its measurements are those of its problem and program. */
export interface StoredCell extends Omit<CellResult, 'measurements'> {
  /** Null where no program was found. */
  readonly programHash: string | null;
}

const count = z.number().int();
const resultRow = z.object({
  modelId: z.string(),
  dataset: z.string(),
  problemUid: z.string(),
  taskNumber: count,
  language: z.enum(LANGUAGES),
  stage: z.enum(STAGES),
  sample: count,
  categoriesJson: z.string(),
  answerState: z.enum(['answered', 'empty', 'refused', 'cut', 'filtered']).nullable(),
  extraction: z.string().nullable(),
  programHash: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
});
const machineRow = z.object({ hash: z.string(), fingerprintJson: z.string() });

const RESULTS = `
  SELECT cell.model_id AS modelId, problem.dataset AS dataset, cell.problem_uid AS problemUid,
         problem.number AS taskNumber, problem.language AS language, cell.stage AS stage, cell.sample AS sample,
         problem.categories_json AS categoriesJson, answer.state AS answerState,
         cell.extraction AS extraction, cell.program_hash AS programHash, run.verdict AS verdict
  FROM cell
  JOIN problem ON problem.uid = cell.problem_uid
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  WHERE cell.study_hash = ?
  ORDER BY cell.model_id, problem.dataset, problem.language, problem.number, cell.stage, cell.sample`;

export class CellTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Writes down a planned cell; what is known of it already stays. */
  plan(key: CellKey, answerKey: string): void {
    this.#database
      .prepare(
        `INSERT INTO cell (study_hash, model_id, problem_uid, stage, sample, answer_key)
         VALUES (@studyHash, @modelId, @problemUid, @stage, @sample, @answerKey)
         ON CONFLICT DO UPDATE SET answer_key = excluded.answer_key`,
      )
      .run({ ...key, answerKey });
  }

  finish(key: CellKey, outcome: CellOutcome): void {
    this.#database
      .prepare(
        `UPDATE cell SET extraction = @extraction, program_hash = @programHash, run_key = @runKey
         WHERE study_hash = @studyHash AND model_id = @modelId AND problem_uid = @problemUid
           AND stage = @stage AND sample = @sample`,
      )
      .run({ ...key, ...outcome });
  }

  /** Notes the canonical solution's run as the reference of all cells of a problem. */
  setReference(studyHash: string, problemUid: string, runKey: string): void {
    this.#database
      .prepare('UPDATE cell SET reference_run_key = ? WHERE study_hash = ? AND problem_uid = ?')
      .run(runKey, studyHash, problemUid);
  }

  addFault(fault: { studyHash: string; problemUid: string; modelId: string | null; message: string }): void {
    this.#database
      .prepare(
        `INSERT INTO fault (study_hash, problem_uid, model_id, at_iso, message)
         VALUES (@studyHash, @problemUid, @modelId, @atIso, @message)`,
      )
      .run({ ...fault, atIso: new Date().toISOString() });
  }

  /** All cells of a study in a fixed order, with what is known of each. */
  results(studyHash: string): StoredCell[] {
    return this.#database
      .prepare(RESULTS)
      .all(studyHash)
      .map((row) => toResult(resultRow.parse(row)));
  }

  /** Fingerprints of the machines that a study's measurements come from. */
  machines(studyHash: string): { hash: string; fingerprintJson: string }[] {
    const rows = this.#database
      .prepare(
        `SELECT DISTINCT machine.hash, machine.fingerprint_json AS fingerprintJson
         FROM study_measurement used
         JOIN measurement ON measurement.key = used.measurement_key
         JOIN machine ON machine.hash = measurement.machine_hash
         WHERE used.study_hash = ? ORDER BY machine.hash`,
      )
      .all(studyHash);
    return z.array(machineRow).parse(rows);
  }
}

function toResult(row: z.infer<typeof resultRow>): StoredCell {
  const nothingExtracted = row.extraction !== null && row.programHash === null;
  return {
    modelId: row.modelId,
    dataset: row.dataset,
    problemUid: row.problemUid,
    taskNumber: row.taskNumber,
    language: row.language,
    stage: row.stage,
    sample: row.sample,
    categories: z.array(z.enum(CATEGORIES)).parse(JSON.parse(row.categoriesJson)),
    answerState: row.answerState,
    verdict: nothingExtracted && row.answerState === 'answered' ? 'no_code' : row.verdict,
    programHash: row.programHash,
  };
}
