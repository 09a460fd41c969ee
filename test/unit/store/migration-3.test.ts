import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { newPath } from './fixture.js';

const ATTEMPTS: readonly (readonly [string, number | null, string, string])[] = [
  ['answered', 200, 'answered', 'answered'],
  ['failed', 429, '429 slow down', 'rate_limited'],
  ['failed', 503, '503', 'server_error'],
  ['failed', 401, '401', 'refused_key'],
  ['failed', 402, '402', 'quota_exhausted'],
  ['failed', 404, '404', 'refused_question'],
  ['failed', 200, 'the response is not JSON', 'not_a_completion'],
  ['failed', null, 'no answer within 600000 ms', 'timeout'],
  ['failed', null, 'connection failed: ECONNRESET', 'connection'],
];

/** A database of version 2 with answers served by these, and with the attempts above. */
function oldDatabase(servedBy: readonly (string | null)[]): string {
  const path = newPath();
  const old = new Sqlite(path);
  for (const name of ['schema.sql', 'schema-2.sql'])
    old.exec(readFileSync(new URL(`../../../harness/store/${name}`, import.meta.url), 'utf8'));
  old.pragma('user_version = 2');
  old.exec(`INSERT INTO model VALUES ('m', '{}')`);
  old.exec(`INSERT INTO problem VALUES ('p', 'd', 't', 1, 'python', '[]', 'hash')`);
  const answer = old.prepare(
    `INSERT INTO answer VALUES (?, 'm', 'p', 'generate', 1, 'asked', '{}', 'Q?', 'answered', 'code', 'stop', 1, 2, 3, ?, 'now')`,
  );
  servedBy.forEach((served, n) => answer.run(`k${n}`, served));
  const attempt = old.prepare(
    `INSERT INTO attempt (answer_key, at_iso, outcome, http_status, message) VALUES ('k0', 'then', ?, ?, ?)`,
  );
  for (const [outcome, status, message] of ATTEMPTS) attempt.run(outcome, status, message);
  old.close();
  return path;
}

describe('a database of version 2', () => {
  it('keeps its answers, and what served them in columns of its own', () => {
    const served = ['gpt-4o-2024-08-06 fp_1', 'llama', 'fp_2', null];
    const store = new Store(oldDatabase(served));
    const found = served.map((_, n) => store.answers.get(`k${n}`));
    store.close();
    expect(found.map((answer) => [answer?.servedModel, answer?.fingerprint])).toEqual([
      ['gpt-4o-2024-08-06', 'fp_1'],
      ['llama', null],
      [null, 'fp_2'],
      [null, null],
    ]);
    expect(found[0]).toMatchObject({
      raw: 'code',
      promptTokens: 1,
      completionTokens: 2,
      reasoningTokens: null,
    });
  });

  it('keeps every attempt, with an outcome that says what it came to', () => {
    const path = oldDatabase(['m']);
    new Store(path).close();
    const db = new Sqlite(path, { readonly: true });
    const rows = db
      .prepare('SELECT outcome, http_status, message, at_iso, duration_ms FROM attempt ORDER BY id')
      .raw();
    expect(rows.all()).toEqual(
      ATTEMPTS.map(([, status, message, outcome]) => [outcome, status, message, 'then', null]),
    );
    db.close();
  });
});
