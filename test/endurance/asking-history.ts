import Sqlite from 'better-sqlite3';
import { groupBy } from '../../harness/group-by.js';
import type { PlannedCell } from '../../harness/study/plan.js';
import { answerTo, type MisbehavingProvider } from '../integration/models/misbehaving-provider.js';

interface Stored {
  readonly model: string;
  readonly prompt: string;
  /** What SQLite says of the whole database. */
  readonly integrity: string;
}

/** The questions whose answers are stored. */
export function storedQuestions(database: string): Stored[] {
  const db = new Sqlite(database, { readonly: true });
  const integrity = String(db.pragma('integrity_check', { simple: true }));
  const rows = db.prepare('SELECT model_id AS model, prompt FROM answer').all() as Stored[];
  db.close();
  return rows.map((row) => ({ ...row, integrity }));
}

/** Cells without an answer, or with one that belongs to another question. */
export function wrongAnswers(database: string, cells: readonly PlannedCell[]): string[] {
  const db = new Sqlite(database, { readonly: true });
  const select = db.prepare('SELECT prompt, raw FROM answer WHERE key = ?');
  const wrong = cells.flatMap(({ answer, model, problem }) => {
    const row = select.get(answer.key) as { prompt: string; raw: string } | undefined;
    const right = row !== undefined && row.raw === answerTo(model.id, row.prompt);
    return right ? [] : [`no right answer of ${model.id} to ${problem.uid}`];
  });
  db.close();
  return wrong;
}

/**
 * Compares what the servers saw with what the database says, by the numbers that they gave their requests. `kills` has, for
 * each kill, how many requests each provider had seen by then.
 */
export function historyFaults(
  database: string,
  providers: readonly MisbehavingProvider[],
  kills: readonly (readonly number[])[],
): { faults: string[]; attempts: number; lost: number } {
  const db = new Sqlite(database, { readonly: true });
  const rows = db
    .prepare(
      `SELECT attempt.outcome, attempt.request_id AS id, answer.model_id AS model, answer.prompt
       FROM attempt JOIN answer ON answer.key = attempt.answer_key`,
    )
    .all() as { outcome: string; id: string | null; model: string; prompt: string }[];
  db.close();
  const byQuestion = groupBy(rows, ({ model, prompt }) => `${model}\n${prompt}`);
  const faults: string[] = [];
  let lost = 0;
  providers.forEach(({ served }, which) => {
    const numbered = served.map((request, index) => ({ ...request, number: index + 1 }));
    for (const [question, requests] of groupBy(numbered, ({ model, prompt }) => `${model}\n${prompt}`)) {
      const noted = byQuestion.get(question) ?? [];
      const ids = new Map(noted.map(({ id, outcome }) => [id, outcome]));
      // Of the requests before a kill, only the last one of a question can have been under way.
      const underWay = new Set(
        kills.map((seen) => requests.findLast(({ number }) => number <= (seen[which] ?? 0))?.number),
      );
      const unnumbered = noted.filter(({ id }) => id === null).length;
      const unseen = requests.filter(({ number }) => !ids.has(`request-${number}`));
      for (const { number, outcome, model } of requests) {
        const said = ids.get(`request-${number}`) ?? outcome;
        // A machine that is busy takes an answer that comes late for none.
        if (said !== outcome && said !== 'timeout') faults.push(`${model}: ${outcome} noted as ${said}`);
      }
      const missing = unseen.filter(({ number }) => !underWay.has(number));
      if (missing.length > unnumbered) {
        const numbers = missing.map(({ number, outcome }) => `${number} (${outcome})`);
        faults.push(`not noted, but for ${unnumbered} of them: requests ${numbers.join(', ')}`);
      }
      lost += Math.max(0, unseen.length - unnumbered);
    }
  });
  return { faults, attempts: rows.length, lost };
}
