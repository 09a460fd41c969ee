import { UserError } from '../errors.js';
import { openDatabase, type Database } from './database.js';

const OF_CELLS = (column: string): string => `SELECT ${column} FROM source.cell WHERE study_hash = @study`;
const MEASUREMENTS = 'SELECT measurement_key FROM source.study_measurement WHERE study_hash = @study';
const RUNS = `${OF_CELLS('run_key')} UNION ${OF_CELLS('reference_run_key')}`;
const PROGRAMS = `${OF_CELLS('program_hash')} UNION ${OF_CELLS('input_program_hash')}
  UNION SELECT program_hash FROM source.run WHERE key IN (${RUNS})
  UNION SELECT program_hash FROM source.measurement WHERE key IN (${MEASUREMENTS})
  UNION SELECT reference_hash FROM source.measurement WHERE key IN (${MEASUREMENTS})`;

interface Part {
  /** Which rows belong to a study. */
  readonly where: string;
  readonly order: string;
}

/** What was asked and answered: with it a study can be judged again, and nobody need be asked. */
const ANSWERS: Readonly<Record<string, Part>> = {
  problem: { where: `uid IN (${OF_CELLS('problem_uid')})`, order: 'uid' },
  model: { where: `id IN (${OF_CELLS('model_id')})`, order: 'id' },
  answer: { where: `key IN (${OF_CELLS('answer_key')})`, order: 'key' },
  attempt: { where: `answer_key IN (${OF_CELLS('answer_key')})`, order: 'id' },
  charge: { where: `answer_key IN (${OF_CELLS('answer_key')})`, order: 'id' },
  shown_profile: { where: `problem_uid IN (${OF_CELLS('problem_uid')})`, order: 'problem_uid' },
};

/** Every table: a new one is named here, or bundles lack it. Certificates are of machines, and of no study. */
export const PARTS: Readonly<Record<string, Part>> = {
  study: { where: 'hash = @study', order: 'hash' },
  dataset: {
    where: `id IN (SELECT value FROM source.study, json_each(spec_json, '$.datasets') WHERE hash = @study)`,
    order: 'id',
  },
  selection: { where: 'study_hash = @study', order: 'study_hash' },
  ...ANSWERS,
  cell: { where: 'study_hash = @study', order: 'model_id, problem_uid, stage, sample' },
  run: { where: `key IN (${RUNS})`, order: 'key' },
  step: { where: `run_key IN (${RUNS})`, order: 'run_key, position' },
  program: { where: `hash IN (${PROGRAMS})`, order: 'hash' },
  fault: { where: 'study_hash = @study', order: 'id' },
  study_measurement: {
    where: 'study_hash = @study',
    order: 'problem_uid, program_hash, input_program_hash, preset',
  },
  measurement: { where: `key IN (${MEASUREMENTS})`, order: 'key' },
  sample: { where: `measurement_key IN (${MEASUREMENTS})`, order: 'measurement_key, position' },
  machine: {
    where: `hash IN (SELECT machine_hash FROM source.measurement WHERE key IN (${MEASUREMENTS})
      UNION SELECT machine_hash FROM source.certificate)`,
    order: 'hash',
  },
  certificate: { where: 'true', order: 'id' },
  certified_problem: { where: 'true', order: 'certificate_id, problem_uid' },
};

/**
 * Writes a database that holds one study and nothing of the others (null: all of them), as it is at one moment, while
 * others may go on writing to `source`. The same content gives the same bytes. `target` must not exist.
 */
export function copyStudy(source: string, target: string, study: string | null): void {
  if (study === null) {
    const whole = openDatabase(source, { mustExist: true });
    whole.prepare('VACUUM INTO ?').run(target);
    whole.close();
  }
  const database = openDatabase(target);
  try {
    if (study !== null) copyParts(database, source, study, PARTS);
    // One file, and no room where deleted rows could be found.
    database.pragma('journal_mode = DELETE');
    database.exec('VACUUM');
  } finally {
    database.close();
  }
}

/**
 * Adds a study's answers to a database, and what they are answers to. Throws `UserError` where that database has other
 * answers to the same questions.
 */
export function copyAnswers(source: string, target: string, study: string): void {
  const database = openDatabase(target);
  try {
    copyParts(database, source, study, ANSWERS);
  } finally {
    database.close();
  }
}

function copyParts(
  database: Database,
  source: string,
  study: string,
  parts: Readonly<Record<string, Part>>,
): void {
  // Brings it up to date, so that both have the same columns.
  openDatabase(source, { mustExist: true }).close();
  database.prepare('ATTACH ? AS source').run(source);
  database.pragma('foreign_keys = OFF');
  const copy = database.transaction(() => {
    for (const [table, { where, order }] of Object.entries(parts)) {
      const sql = `INSERT OR IGNORE INTO main.${table} SELECT * FROM source.${table} WHERE ${where} ORDER BY ${order}`;
      database.prepare(sql).run(where.includes('@study') ? { study } : {});
    }
    const other = database
      .prepare(
        `SELECT count(*) FROM main.answer JOIN source.answer AS theirs USING (key)
         WHERE main.answer.raw <> theirs.raw OR main.answer.state <> theirs.state`,
      )
      .pluck()
      .get();
    if (other !== 0)
      throw new UserError(
        `${database.name} has other answers to the same questions: name a new one with --db`,
      );
  });
  copy();
  database.exec('DETACH source');
  const broken = database.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`${broken.length} rows of ${source} name what is not in it`);
}
