import { z } from 'zod';
import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import { SELECTION_IDS, type TaskSelection } from '../../datasets/task-selection.js';
import { UserError } from '../errors.js';
import { identityOf } from '../hash.js';
import type { ModelSpec } from '../models/contract.js';
import type { Database } from './database.js';

const studyRow = z.object({
  hash: z.string(),
  name: z.string(),
  specJson: z.string(),
  machine: z.string(),
  createdIso: z.string(),
});
const modelSummary = z.object({ id: z.string(), name: z.string(), scripted: z.boolean() });
export type StudyRow = z.infer<typeof studyRow>;

/** What the identity of an answer rests on; the rest was checked when it was stored. */
const modelIdentity = z.looseObject({
  id: z.string(),
  name: z.string(),
  scripted: z.boolean(),
  source: z.union([
    z.looseObject({
      kind: z.literal('openai'),
      apiName: z.string(),
      baseUrl: z.string(),
      keyVariable: z.string().nullable(),
    }),
    z.looseObject({ kind: z.literal('recorded') }),
  ]),
  parameters: z.record(z.string(), z.unknown()),
});
const usd = z.number().nonnegative();
const storedPrice = z.object({
  price: z.object({ inputUsdPerMTok: usd, outputUsdPerMTok: usd }).nullable().default(null),
  priceSource: z.string().nullish(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('openai'), baseUrl: z.string() }),
    z.object({ kind: z.literal('recorded') }),
  ]),
});
/** A stored model's price, and what says where it is asked. */
export type StoredPrice = z.output<typeof storedPrice>;
const storedModel = z.custom<ModelSpec>((value) => modelIdentity.safeParse(value).success);

const tally = z.int().nonnegative();
const storedSelection = z.strictObject({
  ...{ rule: z.enum(SELECTION_IDS), version: tally, dataset: z.string(), wanted: tally, of: tally },
  leftOut: z.strictObject({ notInAllLanguages: tally, tooFewTests: tally, behind: tally }),
  tasks: z.array(z.string()),
  hash: z.string(),
}) satisfies z.ZodType<TaskSelection>;

/**
 * Identity of a problem's content: everything that a prompt, a program or a verdict on an answer can depend on. A derived
 * example is none of that; it is part of the identity of the runs that it is in.
 */
export function problemContentHash(problem: AnyProblem): string {
  let hash = contentHashes.get(problem);
  if (hash === undefined) {
    // A program's number is where it stands among others: it says nothing of the task.
    const place = isProgramProblem(problem) ? { number: undefined } : {};
    const apart = { categories: undefined, defect: undefined, derivedExample: undefined };
    hash = identityOf({ ...problem, ...place, ...apart });
    contentHashes.set(problem, hash);
  }
  return hash;
}

/** A plan asks for each one once a cell. */
const contentHashes = new WeakMap<AnyProblem, string>();

export class StudyTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  addStudy(study: { hash: string; name: string; specJson: string; machine: string }): void {
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO study (hash, name, spec_json, machine, created_iso)
         VALUES (@hash, @name, @specJson, @machine, @createdIso)`,
      )
      .run({ ...study, createdIso: new Date().toISOString() });
  }

  /** All studies of this database, the newest last. */
  studies(): StudyRow[] {
    const rows = this.#database
      .prepare(
        `SELECT hash, name, spec_json AS specJson, machine, created_iso AS createdIso
         FROM study ORDER BY created_iso, rowid`,
      )
      .all();
    return z.array(studyRow).parse(rows);
  }

  /** Throws `UserError` where the study has taken other tasks before. */
  addSelection(studyHash: string, selection: TaskSelection): void {
    const { rule, version, hash } = selection;
    const before = this.selection(studyHash);
    if (before !== null && (before.hash !== hash || before.version !== version)) {
      throw new UserError(
        `the selection ${rule} took the tasks of the list ${before.hash.slice(0, 12)} (version ${before.version}) when this study was begun, ` +
          `and takes those of ${hash.slice(0, 12)} (version ${version}) now: go on with the data set and the perforch of then, or use a new database`,
      );
    }
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO selection (study_hash, rule, version, list_hash, selection_json) VALUES (?, ?, ?, ?, ?)`,
      )
      .run(studyHash, rule, version, hash, JSON.stringify(selection));
  }

  /** What a study's rule has taken; null for a study without one. */
  selection(studyHash: string): TaskSelection | null {
    const row = this.#database
      .prepare('SELECT selection_json FROM selection WHERE study_hash = ?')
      .pluck()
      .get(studyHash);
    return row === undefined ? null : storedSelection.parse(JSON.parse(z.string().parse(row)));
  }

  addDataset(id: string, contentHash: string): void {
    this.#database
      .prepare(
        `INSERT INTO dataset (id, content_hash) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET content_hash = excluded.content_hash`,
      )
      .run(id, contentHash);
  }

  datasetHashes(): Record<string, string> {
    const rows = this.#database.prepare('SELECT id, content_hash AS hash FROM dataset ORDER BY id').all();
    return Object.fromEntries(
      z
        .array(z.object({ id: z.string(), hash: z.string() }))
        .parse(rows)
        .map(({ id, hash }) => [id, hash]),
    );
  }

  /** Throws `UserError` where the database already has another content under the same name. */
  addProblem(problem: AnyProblem): void {
    const contentHash = problemContentHash(problem);
    const stored = this.#database
      .prepare('SELECT content_hash FROM problem WHERE uid = ?')
      .pluck()
      .get(problem.uid);
    if (stored !== undefined && stored !== contentHash) {
      throw new UserError(
        `${problem.uid} differs from the problem of that name in this database: use a new database for another version of the data`,
      );
    }
    this.#database
      .prepare(
        `INSERT INTO problem (uid, dataset, task_id, number, language, categories_json, content_hash)
         VALUES (@uid, @dataset, @taskId, @number, @language, @categoriesJson, @contentHash)
         ON CONFLICT DO UPDATE SET categories_json = excluded.categories_json`,
      )
      .run({
        uid: problem.uid,
        dataset: problem.dataset,
        taskId: problem.taskId,
        number: problem.number,
        language: problem.language,
        categoriesJson: JSON.stringify(problem.categories),
        contentHash,
      });
  }

  addModel(spec: ModelSpec): void {
    this.#database
      .prepare(
        `INSERT INTO model (id, spec_json) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET spec_json = excluded.spec_json`,
      )
      .run(spec.id, JSON.stringify(spec));
  }

  /** Every model of this database as it was last run, by id. */
  allModels(): ModelSpec[] {
    const rows = this.#database.prepare('SELECT spec_json FROM model ORDER BY id').pluck().all();
    return rows.map((row) => storedModel.parse(JSON.parse(String(row))));
  }

  /** A stored model, as JSON. */
  modelJson(id: string): string {
    return z
      .string()
      .parse(this.#database.prepare('SELECT spec_json FROM model WHERE id = ?').pluck().get(id));
  }

  /** The price of a stored model as a study last named it. */
  price(id: string): StoredPrice {
    return storedPrice.parse(JSON.parse(this.modelJson(id)));
  }

  /** Id, name and nature of stored models, in the order of `ids`. */
  models(ids: readonly string[]): { id: string; name: string; scripted: boolean }[] {
    const select = this.#database.prepare('SELECT spec_json FROM model WHERE id = ?').pluck();
    return ids.map((id) => modelSummary.parse(JSON.parse(String(select.get(id)))));
  }
}
