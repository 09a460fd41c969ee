import { z } from 'zod';
import { LANGUAGES } from '../../datasets/problem.js';
import { STAGES } from '../study/results.js';
import type { Database } from './database.js';

const count = z.number().int();
const language = z.enum(LANGUAGES);
const stage = z.enum(STAGES);

const tokens = z.object({
  modelId: z.string(),
  stage,
  answers: count,
  promptCharacters: count,
  promptTokens: count,
  completionTokens: count,
});
const judging = z.object({ language, runs: count, meanWallMs: z.number() });
const measuring = z.object({ language, preset: z.string(), measurements: count, meanWallMs: z.number() });
const passing = z.object({ stage, judged: count, passed: count });
const decided = z.object({ language, stage, decided: count, passed: count });
const measured = z.object({ language, preset: z.string(), measured: count });

const TOKENS = `
  SELECT model_id AS modelId, stage, count(*) AS answers, sum(length(prompt)) AS promptCharacters,
         sum(prompt_tokens) AS promptTokens, sum(completion_tokens) AS completionTokens
  FROM answer WHERE prompt IS NOT NULL AND prompt_tokens IS NOT NULL AND completion_tokens IS NOT NULL
    AND problem_uid NOT GLOB 'categories:*'
  GROUP BY model_id, stage`;
const JUDGING = `
  SELECT problem.language AS language, count(*) AS runs, avg(taken.wall_ns) / 1e6 AS meanWallMs
  FROM (SELECT run_key, sum(wall_ns) AS wall_ns FROM step GROUP BY run_key) AS taken
  JOIN run ON run.key = taken.run_key JOIN problem ON problem.uid = run.problem_uid
  GROUP BY problem.language`;
const MEASURING = `
  SELECT problem.language AS language, m.preset AS preset, count(*) AS measurements,
         avg(julianday(m.stored_iso) - julianday(m.started_iso)) * 86400e3 AS meanWallMs
  FROM measurement AS m JOIN problem ON problem.uid = m.problem_uid
  WHERE m.state <> 'same_program'
  GROUP BY problem.language, m.preset`;
const PASSING = `
  SELECT cell.stage AS stage, count(*) AS judged, sum(run.verdict = 'passed') AS passed
  FROM cell JOIN run ON run.key = cell.run_key WHERE cell.input_program_hash IS NULL GROUP BY cell.stage`;
const DECIDED = `
  SELECT problem.language AS language, cell.stage AS stage, count(*) AS decided,
         sum(ifnull(run.verdict = 'passed', 0)) AS passed
  FROM cell JOIN problem ON problem.uid = cell.problem_uid LEFT JOIN run ON run.key = cell.run_key
  WHERE cell.study_hash = ? AND cell.extraction IS NOT NULL AND cell.input_program_hash IS NULL
  GROUP BY problem.language, cell.stage`;
const MEASURED = `
  SELECT problem.language AS language, used.preset AS preset, count(*) AS measured
  FROM study_measurement AS used JOIN problem ON problem.uid = used.problem_uid
  WHERE used.study_hash = ? GROUP BY problem.language, used.preset`;

/** What a database has seen so far: what estimates of the rest can rest on. */
export class SeenFigures {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Which of these answers are there. */
  answered(keys: readonly string[]): ReadonlySet<string> {
    const select = this.#database.prepare('SELECT 1 FROM answer WHERE key = ?').pluck();
    return new Set(keys.filter((key) => select.get(key) !== undefined));
  }

  /** Of the answers whose tokens the provider counted. */
  tokens(): z.output<typeof tokens>[] {
    return z.array(tokens).parse(this.#database.prepare(TOKENS).all());
  }

  /** Wall time of all steps of a run, without the sandbox around them. */
  judging(): z.output<typeof judging>[] {
    return z.array(judging).parse(this.#database.prepare(JUDGING).all());
  }

  /** Wall time of a measurement, its builds included. */
  measuring(): z.output<typeof measuring>[] {
    return z.array(measuring).parse(this.#database.prepare(MEASURING).all());
  }

  /** How many programs passed, in all studies; of own programs none, as models start from programs of different kinds. */
  passing(): z.output<typeof passing>[] {
    return z.array(passing).parse(this.#database.prepare(PASSING).all());
  }

  /** Cells of a study with an outcome, those of own programs left out. */
  decided(studyHash: string): z.output<typeof decided>[] {
    return z.array(decided).parse(this.#database.prepare(DECIDED).all(studyHash));
  }

  /** Programs of a study that were measured. */
  measured(studyHash: string): z.output<typeof measured>[] {
    return z.array(measured).parse(this.#database.prepare(MEASURED).all(studyHash));
  }
}
