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
const problemRow = z.object({
  uid: z.string(),
  dataset: z.string(),
  taskNumber: count,
  language: z.enum(LANGUAGES),
  categoriesJson: z.string(),
});
/** A study has a million of them: each column is checked once for each different value. */
const columns = {
  modelId: eachOnce(z.string()),
  stage: eachOnce(z.enum(STAGES)),
  sample: eachOnce(count),
  answerState: eachOnce(z.enum(['answered', 'empty', 'refused', 'cut', 'filtered']).nullable()),
  verdict: eachOnce(z.enum(VERDICTS).nullable()),
};
const text = z.string().nullable();

const machineRow = z.object({ hash: z.string(), fingerprintJson: z.string() });

/** In the order of the table's key, so that nothing need be sorted. */
const RESULTS = `
  SELECT cell.model_id, cell.problem_uid, cell.stage, cell.sample, answer.state,
         cell.extraction IS NOT NULL AND cell.program_hash IS NULL, cell.program_hash, run.verdict
  FROM cell
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  WHERE cell.study_hash = ? AND cell.input_program_hash IS NULL
  ORDER BY cell.model_id, cell.problem_uid, cell.stage, cell.sample`;
const PROBLEMS =
  'SELECT uid, dataset, number AS taskNumber, language, categories_json AS categoriesJson FROM problem';

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
    return [...this.eachResult(studyHash)];
  }

  /** The same, one by one; nothing may be written meanwhile. */
  *eachResult(studyHash: string): Generator<StoredCell> {
    const problems = this.#problems();
    for (const row of this.#database.prepare(RESULTS).raw().iterate(studyHash) as Iterable<unknown[]>) {
      const [modelId, problemUid, stage, sample, state, nothingExtracted, programHash, verdict] = row;
      const problem = problems.get(String(problemUid));
      if (problem === undefined) throw new Error(`cell of an unknown problem ${String(problemUid)}`);
      const answerState = columns.answerState(state);
      const noCode = nothingExtracted === 1 && answerState === 'answered';
      yield {
        modelId: columns.modelId(modelId),
        dataset: problem.dataset,
        problemUid: problem.uid,
        taskNumber: problem.taskNumber,
        language: problem.language,
        stage: columns.stage(stage),
        sample: columns.sample(sample),
        categories: problem.categories,
        answerState,
        verdict: noCode ? 'no_code' : columns.verdict(verdict),
        programHash: textOrNull(programHash),
      };
    }
  }

  #problems(): Map<string, ReturnType<typeof toProblem>> {
    const rows = this.#database.prepare(PROBLEMS).all();
    return new Map(rows.map((row) => toProblem(problemRow.parse(row))).map((own) => [own.uid, own]));
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

function toProblem({ categoriesJson, ...problem }: z.infer<typeof problemRow>) {
  return { ...problem, categories: z.array(z.enum(CATEGORIES)).parse(JSON.parse(categoriesJson)) };
}

/** Checks each different value once, and gives equal texts as one. */
function eachOnce<S extends z.ZodType>(schema: S): (value: unknown) => z.output<S> {
  const known = new Map<unknown, z.output<S>>();
  return (value) => {
    const seen = known.get(value);
    if (seen !== undefined || known.has(value)) return seen as z.output<S>;
    const parsed = schema.parse(value);
    known.set(value, parsed);
    return parsed;
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : text.parse(value);
}
