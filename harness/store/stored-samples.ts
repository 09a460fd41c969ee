import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../datasets/problem.js';
import type { AnswerState } from '../models/contract.js';
import { VERDICTS, type Verdict } from '../stages/verdict.js';
import { STAGES, type Stage } from '../study/results.js';
import type { Database } from './database.js';

/** The cells of one model, problem and stage: of each sample a value in every list. */
export interface StoredSamples {
  readonly modelId: string;
  readonly problem: StoredProblem;
  readonly stage: Stage;
  readonly numbers: readonly number[];
  readonly answerStates: readonly (AnswerState | null)[];
  readonly verdicts: readonly (Verdict | null)[];
  /** Null where no program was found. */
  readonly programHashes: readonly (string | null)[];
}

const problemRow = z.object({
  uid: z.string(),
  dataset: z.string(),
  taskNumber: z.int(),
  language: z.enum(LANGUAGES),
  categoriesJson: z.string(),
});
type StoredProblem = ReturnType<typeof toProblem>;

const PROBLEMS =
  'SELECT uid, dataset, number AS taskNumber, language, categories_json AS categoriesJson FROM problem';

const STATE = 'ifnull(answer_state, (SELECT state FROM answer WHERE key = cell.answer_key))';
const NO_CODE = `extraction IS NOT NULL AND program_hash IS NULL AND ${STATE} = 'answered'`;
const VERDICT = `CASE WHEN ${NO_CODE} THEN 'no_code' ELSE ifnull(verdict, (SELECT verdict FROM run WHERE key = cell.run_key)) END`;
/** One text for all samples, as no value has a comma in it; NULL is an empty one. */
const list = (value: string): string => `group_concat(ifnull(${value}, ''))`;
/**
 * A row for all samples of a problem, as rows take longer than what is in them. By the start of the table's key, so that nothing
 * need be sorted; the lists of one row have one order.
 */
const SAMPLES = `
  SELECT model_id, problem_uid, stage, ${list('sample')}, ${list(STATE)}, ${list(VERDICT)}, ${list('program_hash')}
  FROM cell WHERE study_hash = ? AND input_program_hash IS NULL
  GROUP BY model_id, problem_uid, stage ORDER BY model_id, problem_uid, stage`;

/** A study's cells but those of own programs in a fixed order. Throws `ZodError` for a value that no perforch has written. */
export function* eachSamples(database: Database, studyHash: string): Generator<StoredSamples> {
  const columns = {
    text: eachOnce((value) => z.string().parse(value)),
    stage: eachOnce((value) => z.enum(STAGES).parse(value)),
    numbers: eachOnce(listOf((text) => z.int().parse(Number(text)))),
    answerStates: eachOnce(listOf(orNull(z.enum(['answered', 'empty', 'refused', 'cut', 'filtered'])))),
    verdicts: listOf(orNull(z.enum(VERDICTS))),
  };
  const problems = problemsOf(database);
  for (const row of database.prepare(SAMPLES).raw().iterate(studyHash) as Iterable<unknown[]>) {
    const problem = problems.get(String(row[1]));
    if (problem === undefined) throw new Error(`cell of an unknown problem ${String(row[1])}`);
    yield {
      modelId: columns.text(row[0]),
      problem,
      stage: columns.stage(row[2]),
      numbers: columns.numbers(row[3]),
      answerStates: columns.answerStates(row[4]),
      verdicts: columns.verdicts(row[5]),
      programHashes: hashesOf(row[6]),
    };
  }
}

function problemsOf(database: Database): Map<string, StoredProblem> {
  const rows = database.prepare(PROBLEMS).all();
  return new Map(rows.map((row) => toProblem(problemRow.parse(row))).map((own) => [own.uid, own]));
}

function toProblem({ categoriesJson, ...problem }: z.infer<typeof problemRow>) {
  return { ...problem, categories: z.array(z.enum(CATEGORIES)).parse(JSON.parse(categoriesJson)) };
}

/** Checks each different value once, and gives equal values as one. */
function eachOnce<T>(parse: (value: unknown) => T): (value: unknown) => T {
  const known = new Map<unknown, T>();
  return (value) => {
    const seen = known.get(value);
    if (seen !== undefined || known.has(value)) return seen as T;
    const parsed = parse(value);
    known.set(value, parsed);
    return parsed;
  };
}

function orNull<T>(schema: z.ZodType<T>): (text: string) => T | null {
  return (text) => (text === '' ? null : schema.parse(text));
}

/** Of a list in one text. */
function listOf<T>(parse: (text: string) => T): (value: unknown) => T[] {
  const once = eachOnce((text) => parse(String(text)));
  return (value) => String(value).split(',').map(once);
}

const hashesOf = (value: unknown): (string | null)[] =>
  String(value)
    .split(',')
    .map((hash) => (hash === '' ? null : hash));
