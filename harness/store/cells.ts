import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../datasets/problem.js';
import { VERDICTS } from '../stages/verdict.js';
import { STAGES, type CellResult, type RunFigures, type Stage } from '../study/results.js';
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

const count = z.number().int();
const figures = {
  cpuNs: count.nullable(),
  wallNs: count.nullable(),
  maxRssBytes: count.nullable(),
  meanRssBytes: z.number().nullable(),
};
const resultRow = z.object({
  modelId: z.string(),
  dataset: z.string(),
  problemUid: z.string(),
  language: z.enum(LANGUAGES),
  stage: z.enum(STAGES),
  sample: count,
  categoriesJson: z.string(),
  answerState: z.enum(['answered', 'empty', 'refused', 'cut', 'filtered']).nullable(),
  extraction: z.string().nullable(),
  programHash: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  ...figures,
  referenceCpuNs: figures.cpuNs,
  referenceWallNs: figures.wallNs,
  referenceMaxRssBytes: figures.maxRssBytes,
  referenceMeanRssBytes: figures.meanRssBytes,
});

const RESULTS = `
  SELECT cell.model_id AS modelId, problem.dataset AS dataset, cell.problem_uid AS problemUid,
         problem.language AS language, cell.stage AS stage, cell.sample AS sample,
         problem.categories_json AS categoriesJson, answer.state AS answerState,
         cell.extraction AS extraction, cell.program_hash AS programHash, run.verdict AS verdict,
         own.cpu_user_ns + own.cpu_system_ns AS cpuNs, own.wall_ns AS wallNs,
         own.max_rss_bytes AS maxRssBytes, own.mean_rss_bytes AS meanRssBytes,
         ref.cpu_user_ns + ref.cpu_system_ns AS referenceCpuNs, ref.wall_ns AS referenceWallNs,
         ref.max_rss_bytes AS referenceMaxRssBytes, ref.mean_rss_bytes AS referenceMeanRssBytes
  FROM cell
  JOIN problem ON problem.uid = cell.problem_uid
  LEFT JOIN answer ON answer.key = cell.answer_key
  LEFT JOIN run ON run.key = cell.run_key
  LEFT JOIN step own ON own.run_key = cell.run_key AND own.phase = 'run'
  LEFT JOIN step ref ON ref.run_key = cell.reference_run_key AND ref.phase = 'run'
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
  results(studyHash: string): CellResult[] {
    return this.#database
      .prepare(RESULTS)
      .all(studyHash)
      .map((row) => toResult(resultRow.parse(row)));
  }
}

function toResult(row: z.infer<typeof resultRow>): CellResult {
  const nothingExtracted = row.extraction !== null && row.programHash === null;
  return {
    modelId: row.modelId,
    dataset: row.dataset,
    problemUid: row.problemUid,
    language: row.language,
    stage: row.stage,
    sample: row.sample,
    categories: z.array(z.enum(CATEGORIES)).parse(JSON.parse(row.categoriesJson)),
    answerState: row.answerState,
    verdict: nothingExtracted && row.answerState === 'answered' ? 'no_code' : row.verdict,
    run: toFigures(row.cpuNs, row.wallNs, row.maxRssBytes, row.meanRssBytes),
    reference: toFigures(
      row.referenceCpuNs,
      row.referenceWallNs,
      row.referenceMaxRssBytes,
      row.referenceMeanRssBytes,
    ),
  };
}

function toFigures(
  cpuNs: number | null,
  wallNs: number | null,
  maxRssBytes: number | null,
  meanRssBytes: number | null,
): RunFigures | null {
  if (cpuNs === null || wallNs === null || maxRssBytes === null) return null;
  return { cpuNs, wallNs, maxRssBytes, meanRssBytes };
}
