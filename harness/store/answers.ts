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
  reasoningTokens: z.number().nullable(),
  cachedPromptTokens: z.number().nullable(),
  latencyMs: z.number().nullable(),
  servedModel: z.string().nullable(),
  fingerprint: z.string().nullable(),
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
                completion_tokens AS completionTokens, reasoning_tokens AS reasoningTokens,
                cached_prompt_tokens AS cachedPromptTokens, latency_ms AS latencyMs,
                served_model AS servedModel, fingerprint
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
          prompt_tokens, completion_tokens, reasoning_tokens, cached_prompt_tokens, latency_ms, served_model,
          fingerprint, stored_iso)
         VALUES (@key, @modelId, @problemUid, @stage, @sample, @origin, @identityJson, @prompt, @state, @raw,
          @finishReason, @promptTokens, @completionTokens, @reasoningTokens, @cachedPromptTokens, @latencyMs,
          @servedModel, @fingerprint, @storedIso)`,
      )
      .run({ ...entry, ...answer, storedIso: new Date().toISOString() });
    return changes > 0;
  }

  /** Notes one try of getting an answer; outside of a transaction it is on disk when this returns. */
  addAttempt(answerKey: string, attempt: Attempt): void {
    this.#database
      .prepare(
        `INSERT INTO attempt
         (answer_key, at_iso, duration_ms, outcome, http_status, request_id, retry_after, message)
         VALUES (@answerKey, @atIso, @durationMs, @outcome, @httpStatus, @requestId, @retryAfter, @message)`,
      )
      .run({ answerKey, ...attempt });
  }

  /** Tries of an answer that came to their end, whatever it was. */
  countAttempts(answerKey: string): number {
    const count = this.#database
      .prepare(`SELECT count(*) FROM attempt WHERE answer_key = ? AND outcome <> 'aborted'`)
      .pluck()
      .get(answerKey);
    return z.int().parse(count);
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
