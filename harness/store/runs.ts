import { z } from 'zod';
import type { Language } from '../../datasets/problem.js';
import { sha256 } from '../hash.js';
import type { Judgement } from '../stages/verdict.js';
import type { Database } from './database.js';

/** Identity of a program: language and source. */
export function programHash(language: Language, source: string): string {
  return sha256(`${language}\n${source}`);
}

export interface NewRun {
  readonly key: string;
  readonly programHash: string;
  readonly problemUid: string;
  readonly judgement: Judgement;
  readonly toolchain: string;
  readonly sandbox: string;
  readonly machine: string;
}

const profileRow = z.object({ cpuNs: z.number(), maxRssBytes: z.number() });
/** What a refine prompt says of the program to improve. */
export type ShownProfile = z.infer<typeof profileRow>;

const lastStepRow = z.object({
  phase: z.enum(['build', 'run']),
  stderr: z.instanceof(Buffer).transform((bytes) => bytes.toString()),
});
export type LastStep = z.output<typeof lastStepRow>;

export class RunTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  has(key: string): boolean {
    return this.#database.prepare('SELECT 1 FROM run WHERE key = ?').get(key) !== undefined;
  }

  /** The verdict of a stored run; null where the run isn't there. */
  verdictOf(key: string): string | null {
    const verdict = this.#database.prepare('SELECT verdict FROM run WHERE key = ?').pluck().get(key);
    return verdict === undefined ? null : z.string().parse(verdict);
  }

  addProgram(language: Language, source: string): string {
    const hash = programHash(language, source);
    this.#database
      .prepare('INSERT OR IGNORE INTO program (hash, language, source) VALUES (?, ?, ?)')
      .run(hash, language, source);
    return hash;
  }

  /** Stores a run with the raw reports of all its steps, at once; a run that is there already stays as it is. */
  add(run: NewRun): void {
    this.#database.transaction(() => {
      const { changes } = this.#database
        .prepare(
          `INSERT OR IGNORE INTO run (key, program_hash, problem_uid, verdict, detail, toolchain, sandbox, machine, stored_iso)
           VALUES (@key, @programHash, @problemUid, @verdict, @detail, @toolchain, @sandbox, @machine, @storedIso)`,
        )
        .run({
          ...run,
          verdict: run.judgement.verdict,
          detail: run.judgement.detail,
          judgement: undefined,
          storedIso: new Date().toISOString(),
        });
      if (changes > 0) this.#addSteps(run.key, run.judgement);
    })();
  }

  #addSteps(runKey: string, judgement: Judgement): void {
    const insert = this.#database.prepare(
      `INSERT INTO step (run_key, position, name, phase, end_json, channel, wall_ns, cpu_user_ns, cpu_system_ns,
         max_rss_bytes, mean_rss_bytes, rss_samples, involuntary_switches, stdout_head, stderr_head, stdout_bytes, stderr_bytes)
       VALUES (@runKey, @position, @name, @phase, @endJson, @channel, @wallNs, @cpuUserNs, @cpuSystemNs,
         @maxRssBytes, @meanRssBytes, @rssSamples, @involuntarySwitches, @stdout, @stderr, @stdoutBytes, @stderrBytes)`,
    );
    for (const [position, { end, usage, ...step }] of judgement.steps.entries()) {
      insert.run({ runKey, position, endJson: JSON.stringify(end), ...step, ...usage });
    }
  }

  /** CPU time and peak memory of a stored run's last step; null where the run isn't there. */
  profileOf(runKey: string): ShownProfile | null {
    const row = this.#database
      .prepare(
        `SELECT cpu_user_ns + cpu_system_ns AS cpuNs, max_rss_bytes AS maxRssBytes
         FROM step WHERE run_key = ? AND phase = 'run'`,
      )
      .get(runKey);
    return row === undefined ? null : profileRow.parse(row);
  }

  /** What the last step of a stored run wrote to standard error, as far as it is kept; null where the run isn't there. */
  lastStep(runKey: string): LastStep | null {
    const row = this.#database
      .prepare(
        'SELECT phase, stderr_head AS stderr FROM step WHERE run_key = ? ORDER BY position DESC LIMIT 1',
      )
      .get(runKey);
    return row === undefined ? null : lastStepRow.parse(row);
  }

  /** The profile that refine prompts show: the first one ever given for this problem. */
  shownProfile(problemUid: string, measured: ShownProfile | null): ShownProfile | null {
    if (measured !== null) {
      this.#database
        .prepare('INSERT OR IGNORE INTO shown_profile (problem_uid, cpu_ns, max_rss_bytes) VALUES (?, ?, ?)')
        .run(problemUid, measured.cpuNs, measured.maxRssBytes);
    }
    const row = this.#database
      .prepare(
        'SELECT cpu_ns AS cpuNs, max_rss_bytes AS maxRssBytes FROM shown_profile WHERE problem_uid = ?',
      )
      .get(problemUid);
    return row === undefined ? null : profileRow.parse(row);
  }
}
