import { z } from 'zod';
import type { Stage } from '../study/results.js';
import type { Answer, Attempt } from '../models/contract.js';
import type { Database } from './database.js';

const answerRow = z.object({
  state: z.enum(['answered', 'empty', 'refused', 'cut', 'filtered']),
  raw: z.string(),
  finishReason: z.string().nullable(),
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
  latencyMs: z.number().nullable(),
  servedBy: z.string().nullable(),
});

export interface NewAnswer {
  readonly key: string;
  readonly modelId: string;
  readonly problemUid: string;
  readonly stage: Stage;
  readonly sample: number;
  readonly origin: 'asked' | 'imported';
  /** What `key` is the hash of. */
  readonly identityJson: string;
  readonly prompt: string | null;
  readonly answer: Answer;
}

export class AnswerTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(key: string): Answer | null {
    const row = this.#database
      .prepare(
        `SELECT state, raw, finish_reason AS finishReason, prompt_tokens AS promptTokens,
                completion_tokens AS completionTokens, latency_ms AS latencyMs, served_by AS servedBy
         FROM answer WHERE key = ?`,
      )
      .get(key);
    return row === undefined ? null : answerRow.parse(row);
  }

  /** Stores an answer for ever; one that is there already stays as it is. Says whether it was new. */
  add({ answer, ...entry }: NewAnswer): boolean {
    const { changes } = this.#database
      .prepare(
        `INSERT OR IGNORE INTO answer
         (key, model_id, problem_uid, stage, sample, origin, identity_json, prompt, state, raw, finish_reason,
          prompt_tokens, completion_tokens, latency_ms, served_by, stored_iso)
         VALUES (@key, @modelId, @problemUid, @stage, @sample, @origin, @identityJson, @prompt, @state, @raw,
          @finishReason, @promptTokens, @completionTokens, @latencyMs, @servedBy, @storedIso)`,
      )
      .run({ ...entry, ...answer, storedIso: new Date().toISOString() });
    return changes > 0;
  }

  addAttempts(answerKey: string, attempts: readonly Attempt[]): void {
    const insert = this.#database.prepare(
      `INSERT INTO attempt (answer_key, at_iso, outcome, http_status, message)
       VALUES (@answerKey, @atIso, @outcome, @httpStatus, @message)`,
    );
    for (const attempt of attempts) insert.run({ answerKey, ...attempt });
  }

  /** Ids of the models that have imported answers, in order. */
  importedModels(): string[] {
    const rows = this.#database
      .prepare(`SELECT DISTINCT model_id FROM answer WHERE origin = 'imported' ORDER BY model_id`)
      .pluck()
      .all();
    return z.array(z.string()).parse(rows);
  }
}
