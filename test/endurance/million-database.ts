import Sqlite from 'better-sqlite3';
import { CATEGORIES, LANGUAGES, type Category, type Language } from '../../datasets/problem.js';
import { sha256 } from '../../harness/hash.js';
import { Random } from '../../harness/measure/statistics/index.js';
import { Store } from '../../harness/store/index.js';
import { recordedModel } from '../../harness/study/open.js';
import { STAGES, type Stage } from '../../harness/study/results.js';
import { parseStudy } from '../../harness/study/spec.js';
import { addMeasurements, FINGERPRINT, MACHINE } from './million-measurements.js';

export const MODELS = Array.from({ length: 17 }, (_, index) => `model-${String(index).padStart(2, '0')}`);
export const TASKS = 164;
const LIMITS = { model: MODELS.length, language: LANGUAGES.length, stage: STAGES.length };
const CELLS_A_SAMPLE = LIMITS.model * LIMITS.language * LIMITS.stage * TASKS;

export interface Problem {
  readonly uid: string;
  readonly number: number;
  readonly language: Language;
  readonly categories: readonly Category[];
}

/** A cell that has passed, whose program can be measured. */
export interface PassedCell {
  readonly problem: Problem;
  readonly programHash: string;
  /** What the model's programs take, relative to the canonical solution's. */
  readonly time: number;
}

/**
 * Makes a database of so many judged answers of seventeen models to 164 tasks in five languages and three stages, as many
 * samples as it takes, every one with a program and a run of its own. Of each model, problem and stage the first program
 * that passed is measured where `measure` says so. The same seed gives the same verdicts. Gives the number of cells.
 */
export function makeDatabase(
  path: string,
  { cells, measure, seed }: { readonly cells: number; readonly measure: boolean; readonly seed: string },
): number {
  const samples = Math.ceil(cells / CELLS_A_SAMPLE);
  new Store(path).close();
  const database = new Sqlite(path);
  database.pragma('synchronous = OFF');
  const study = 'a0'.repeat(32);
  const written = database.transaction(() => {
    const problems = addPlan(database, study, samples, measure);
    const passed = addCells(database, study, problems, samples, Random.seeded(seed));
    if (measure) addMeasurements(database, study, passed, Random.seeded(`${seed} measured`));
    return samples * CELLS_A_SAMPLE;
  })();
  database.close();
  return written;
}

function addPlan(database: Sqlite.Database, study: string, samples: number, measure: boolean): Problem[] {
  const text = `version: 1\nname: million\ndatasets: [made-up]\nmodels: [${MODELS.join(', ')}]\nsamples: ${samples}
parameters: { temperature: 0.8 }\nmeasure: { presets: ${measure ? '[precise]' : '[]'} }\n`;
  const spec = JSON.stringify(parseStudy(text, 'million.yaml'));
  const now = '2026-01-02T03:04:05.000Z';
  database.prepare('INSERT INTO study VALUES (?, ?, ?, ?, ?)').run(study, 'million', spec, 'made up', now);
  database.prepare('INSERT INTO dataset VALUES (?, ?)').run('made-up', sha256('made-up'));
  database.prepare('INSERT INTO machine VALUES (?, ?)').run(MACHINE, JSON.stringify(FINGERPRINT));
  const addModel = database.prepare('INSERT INTO model VALUES (?, ?)');
  for (const id of MODELS) addModel.run(id, JSON.stringify(recordedModel(id)));
  const addProblem = database.prepare('INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)');
  const problems = LANGUAGES.flatMap((language) =>
    Array.from({ length: TASKS }, (_, number): Problem => {
      const categories = CATEGORIES.filter((__, index) => (number * 7 + index * 3) % 10 < 2);
      return { uid: `made-up:${language}/${number}`, number, language, categories };
    }),
  );
  for (const { uid, number, language, categories } of problems) {
    const hash = sha256(uid);
    addProblem.run(uid, 'made-up', String(number), number, language, JSON.stringify(categories), hash);
  }
  return problems;
}

/** Gives the first passed cell of each model, problem and stage. */
function addCells(
  database: Sqlite.Database,
  study: string,
  problems: readonly Problem[],
  samples: number,
  random: Random,
): PassedCell[] {
  const now = '2026-01-02T03:04:05.000Z';
  const addAnswer = database.prepare(
    `INSERT INTO answer (key, model_id, problem_uid, stage, sample, origin, identity_json, state, raw, stored_iso)
     VALUES (?, ?, ?, ?, ?, 'imported', '{}', 'answered', 'a program', '${now}')`,
  );
  const addProgram = database.prepare('INSERT INTO program VALUES (?, ?, ?)');
  const addRun = database.prepare(
    `INSERT INTO run VALUES (?, ?, ?, ?, '', 'a compiler', 'a sandbox', 'a machine', '${now}')`,
  );
  const addCell = database.prepare(
    `INSERT INTO cell (study_hash, model_id, problem_uid, stage, sample, answer_key, extraction, program_hash, run_key,
       reference_run_key, answer_state, verdict)
     VALUES ('${study}', ?, ?, ?, ?, ?, 'fenced', ?, ?, ?, 'answered', ?)`,
  );
  const canonical = new Map(problems.map(({ uid }) => [uid, sha256(`canonical ${uid}`)]));
  for (const { uid, language } of problems) {
    const key = canonical.get(uid);
    addProgram.run(key, language, `canonical solution of ${uid}`);
    addRun.run(key, key, uid, 'passed');
  }
  const passed: PassedCell[] = [];
  MODELS.forEach((model, place) => {
    for (const problem of problems) {
      for (const stage of STAGES) {
        const chance = chanceOf(place, problem, stage);
        let first = true;
        for (let sample = 1; sample <= samples; sample += 1) {
          const key = sha256(`${model} ${problem.uid} ${stage} ${sample}`);
          const verdict = random.uniform() < chance ? 'passed' : 'wrong_answer';
          addAnswer.run(key, model, problem.uid, stage, sample);
          addProgram.run(key, problem.language, `program ${key}`);
          addRun.run(key, key, problem.uid, verdict);
          const reference = canonical.get(problem.uid);
          addCell.run(model, problem.uid, stage, sample, key, key, key, reference, verdict);
          if (verdict !== 'passed' || !first) continue;
          first = false;
          passed.push({ problem, programHash: key, time: 0.8 + 0.02 * place });
        }
      }
    }
  });
  return passed;
}

/** Models, tasks, languages and stages differ in difficulty, and some models are better in one language. */
function chanceOf(model: number, { number, language, categories }: Problem, stage: Stage): number {
  const home = LANGUAGES.indexOf(language) === model % LANGUAGES.length ? 0.1 : 0;
  const kind = categories.includes('Math') && model % 3 === 0 ? 0.05 : 0;
  const task = (0.4 * ((number * 37) % TASKS)) / TASKS;
  return Math.min(0.98, 0.3 + 0.02 * model + home + kind + task + 0.03 * STAGES.indexOf(stage));
}
