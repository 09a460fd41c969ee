/** A sweep in a process of its own, which can be killed, and what its database then holds. */
import { spawn } from 'node:child_process';
import Sqlite from 'better-sqlite3';

export interface SweepOptions {
  /** SIGKILL after this much work; null: not at all. */
  readonly killAfterMs: number | null;
  /** Which part of the demo's study to sweep, as JSON fields of a study file. */
  readonly narrow?: object;
  readonly sandbox?: string | undefined;
}

const SMALL = { languages: ['python', 'cpp'], problems: [4, 6, 8, 10] };

/** Resolves with whether it came to its end, false when it was killed; rejects when it failed. */
export function sweep(
  database: string,
  { killAfterMs, narrow = SMALL, sandbox }: SweepOptions,
): Promise<boolean> {
  const script = ['--import', 'tsx', 'test/endurance/sweep-process.ts', database, `${database}.log`];
  const child = spawn(process.execPath, [...script, JSON.stringify(narrow), sandbox ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let timer: NodeJS.Timeout | undefined;
  child.stdout.once('data', () => {
    if (killAfterMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code !== 0 && code !== null) reject(new Error(`the sweep ended with ${code}`));
      else resolve(code === 0);
    });
  });
}

/** Everything that a study comes to, without times and measured figures. */
export function contentOf(database: string): unknown {
  const db = new Sqlite(database, { readonly: true });
  try {
    return {
      cells: db
        .prepare(
          `SELECT cell.model_id, cell.problem_uid, cell.stage, cell.sample, cell.answer_key, cell.extraction,
                  cell.program_hash, cell.run_key, cell.reference_run_key, answer.raw, answer.state, run.verdict
           FROM cell LEFT JOIN answer ON answer.key = cell.answer_key LEFT JOIN run ON run.key = cell.run_key
           ORDER BY cell.model_id, cell.problem_uid, cell.stage, cell.sample`,
        )
        .all(),
      programs: db.prepare('SELECT hash, language, source FROM program ORDER BY hash').all(),
      runs: db.prepare('SELECT key, program_hash, verdict FROM run ORDER BY key').all(),
      measurements: db.prepare('SELECT key, program_hash, state FROM measurement ORDER BY key').all(),
      steps: db
        .prepare('SELECT run_key, position, name, phase, channel FROM step ORDER BY run_key, position')
        .all(),
    };
  } finally {
    db.close();
  }
}

/** What SQLite finds wrong with a database: nothing, if it is whole. */
export function faultsOf(database: string): unknown[] {
  const db = new Sqlite(database);
  try {
    const integrity = db.pragma('integrity_check') as { integrity_check: string }[];
    const broken = integrity.filter(({ integrity_check: found }) => found !== 'ok');
    return [...broken, ...(db.pragma('foreign_key_check') as unknown[])];
  } finally {
    db.close();
  }
}

/** Numbers in [0, 1) that are the same in every run (a linear congruential generator). */
export function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}
