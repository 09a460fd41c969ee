import { z } from 'zod';
import type { CellResult, Stage } from '../study/results.js';
import type { Database } from './database.js';
import { eachSamples, type StoredSamples } from './stored-samples.js';

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

const machineRow = z.object({ hash: z.string(), fingerprintJson: z.string() });

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
         ON CONFLICT DO UPDATE SET answer_key = excluded.answer_key,
           answer_state = CASE WHEN answer_key = excluded.answer_key THEN answer_state END`,
      )
      .run({ ...key, answerKey });
  }

  /** Notes what a cell has come to; its answer and its run are stored already, and never change. */
  finish(key: CellKey, outcome: CellOutcome): void {
    this.#database
      .prepare(
        `UPDATE cell SET extraction = @extraction, program_hash = @programHash, run_key = @runKey,
           answer_state = (SELECT state FROM answer WHERE key = cell.answer_key),
           verdict = (SELECT verdict FROM run WHERE key = @runKey)
         WHERE study_hash = @studyHash AND model_id = @modelId AND problem_uid = @problemUid
           AND stage = @stage AND sample = @sample`,
      )
      .run({ ...key, ...outcome });
  }

  /** Notes the canonical solution's run as the reference of all cells of a problem but those that refine a model's own program. */
  setReference(studyHash: string, problemUid: string, runKey: string): void {
    this.#database
      .prepare(
        `UPDATE cell SET reference_run_key = ? WHERE study_hash = ? AND problem_uid = ?
           AND (input_program_hash IS NULL OR stage = 'fix')`,
      )
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

  /** All cells of a study but those of own programs in a fixed order, with what is known of each. */
  results(studyHash: string): StoredCell[] {
    return [...this.eachSamples(studyHash)].flatMap((samples) =>
      samples.numbers.map((_, place) => cellOf(samples, place)),
    );
  }

  /** The same by model, problem and stage, one after the other; nothing may be written meanwhile. */
  eachSamples(studyHash: string): Iterable<StoredSamples> {
    return eachSamples(this.#database, studyHash);
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

function cellOf(samples: StoredSamples, place: number): StoredCell {
  const { modelId, problem, stage, numbers, answerStates, verdicts, programHashes } = samples;
  const { uid: problemUid, dataset, taskNumber, language, categories } = problem;
  return {
    ...{ modelId, dataset, problemUid, taskNumber, language, stage, categories },
    sample: numbers[place] ?? 0,
    answerState: answerStates[place] ?? null,
    verdict: verdicts[place] ?? null,
    programHash: programHashes[place] ?? null,
  };
}
