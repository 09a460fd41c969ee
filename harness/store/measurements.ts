import { z } from 'zod';
import type { Measurement } from '../measure/measurement.js';
import type { Database, Statement } from './database.js';
import { readMeasurement, SAMPLE_COLUMNS, SAMPLES, type StoredMeasurement } from './measurement-rows.js';
import { IS_CURRENT } from './own-programs.js';

export type { StoredMeasurement } from './measurement-rows.js';

export interface NewMeasurement {
  readonly key: string;
  readonly preset: string;
  readonly problemUid: string;
  readonly programHash: string;
  readonly referenceHash: string;
  /** `same_program`: candidate and reference are one text, blank lines aside, so there was nothing to measure. */
  readonly result: Measurement | { readonly state: 'same_program' };
  readonly disturbances: readonly string[];
  readonly toolchain: string;
  readonly sandbox: string;
  readonly machineHash: string;
  readonly timingCpu: number;
  readonly seed: string;
  readonly startedIso: string;
}

const FIELDS = Object.keys(SAMPLE_COLUMNS);
const ADD_SAMPLE = `INSERT INTO sample (measurement_key, position, ${Object.values(SAMPLE_COLUMNS).join(', ')})
  VALUES (@key, @position, ${FIELDS.map((field) => `@${field}`).join(', ')})`;
const COLUMNS = `m.key, m.preset, m.machine_hash AS machineHash, m.state, m.reason, m.detail,
  m.flags_json AS flagsJson, m.disturbances_json AS disturbancesJson`;
/** Of measurements that a study uses, with what it uses them for. */
export const USED = `${COLUMNS}, used.problem_uid AS problemUid, used.program_hash AS programHash,
  used.input_program_hash AS inputProgramHash`;

const OF_PROBLEM = `SELECT ${USED}
  FROM study_measurement used JOIN measurement m ON m.key = used.measurement_key
  WHERE used.study_hash = ? AND used.problem_uid = ? AND used.input_program_hash = ''
  ORDER BY used.program_hash, m.preset`;
// CROSS: cells come first, as there are few of own programs. The other way round all cells would be gone through for each measurement.
const OF_OWN_PROGRAMS = `SELECT DISTINCT ${USED}
  FROM cell CROSS JOIN study_measurement used ON used.study_hash = cell.study_hash
    AND used.problem_uid = cell.problem_uid AND used.program_hash = cell.program_hash
    AND used.input_program_hash = CASE cell.stage WHEN 'refine' THEN cell.input_program_hash ELSE '' END
  JOIN measurement m ON m.key = used.measurement_key
  WHERE cell.study_hash = ? AND cell.input_program_hash IS NOT NULL
  ORDER BY used.problem_uid, used.program_hash, used.input_program_hash, m.preset`;

const measuredRow = z.object({ problemUid: z.string(), programs: z.int() });
type MeasuredProblem = z.infer<typeof measuredRow>;

/** Schema of a `PassedProgram`. */
export const passedProgram = z.object({
  problemUid: z.string(),
  programHash: z.string(),
  source: z.string(),
  inputProgramHash: z.string(),
  referenceHash: z.string(),
  referenceSource: z.string(),
});
/** A program that passed, and what it is measured against: the canonical solution, or the program named by `inputProgramHash`. */
export type PassedProgram = z.infer<typeof passedProgram>;

export class MeasurementTable {
  readonly #database: Database;
  #samples: Statement | undefined;
  #ofProblem: Statement | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  has(key: string): boolean {
    return this.#database.prepare('SELECT 1 FROM measurement WHERE key = ?').get(key) !== undefined;
  }

  addMachine(hash: string, fingerprintJson: string): void {
    this.#database
      .prepare('INSERT OR IGNORE INTO machine (hash, fingerprint_json) VALUES (?, ?)')
      .run(hash, fingerprintJson);
  }

  /** The different programs of a study that passed, whose reference did too, in the order of the problems. */
  passedPrograms(studyHash: string): PassedProgram[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT cell.problem_uid AS problemUid, own.hash AS programHash, own.source,
           CASE cell.stage WHEN 'refine' THEN ifnull(cell.input_program_hash, '') ELSE '' END AS inputProgramHash,
           beside.hash AS referenceHash, beside.source AS referenceSource
         FROM cell
         JOIN run ON run.key = cell.run_key AND run.verdict = 'passed'
         JOIN program own ON own.hash = cell.program_hash
         JOIN run reference ON reference.key = cell.reference_run_key
         -- One run may stand for programs that differ in what is no code.
         JOIN program beside ON beside.hash = CASE cell.stage WHEN 'refine'
           THEN ifnull(cell.input_program_hash, reference.program_hash) ELSE reference.program_hash END
         JOIN problem ON problem.uid = cell.problem_uid
         WHERE cell.study_hash = ? AND ${IS_CURRENT}
         ORDER BY problem.dataset, problem.language, problem.number, own.hash, inputProgramHash`,
      )
      .all(studyHash)
      .map((row) => passedProgram.parse(row));
  }

  /** Stores a measurement with all its samples, at once; one that is there already stays as it is. */
  add(measurement: NewMeasurement): void {
    const { result, disturbances, ...plain } = measurement;
    this.#database.transaction(() => {
      const { changes } = this.#database
        .prepare(
          `INSERT OR IGNORE INTO measurement (key, preset, problem_uid, program_hash, reference_hash, state, reason, detail,
             flags_json, disturbances_json, toolchain, sandbox, machine_hash, timing_cpu, seed, started_iso, stored_iso)
           VALUES (@key, @preset, @problemUid, @programHash, @referenceHash, @state, @reason, @detail,
             @flagsJson, @disturbancesJson, @toolchain, @sandbox, @machineHash, @timingCpu, @seed, @startedIso, @storedIso)`,
        )
        .run({
          ...plain,
          state: result.state,
          reason: result.state === 'not_measurable' ? result.reason : null,
          detail: result.state === 'not_measurable' ? result.detail : null,
          flagsJson: JSON.stringify(result.state === 'measured' ? result.flags : []),
          disturbancesJson: JSON.stringify(disturbances),
          storedIso: new Date().toISOString(),
        });
      if (changes === 0 || result.state === 'same_program') return;
      const insert = this.#database.prepare(ADD_SAMPLE);
      for (const [position, sample] of result.samples.entries())
        insert.run({ key: plain.key, position, ...sample });
    })();
  }

  /** Makes a measurement the one that a study's figures of a program come from. */
  use(
    studyHash: string,
    measured: Pick<StoredMeasurement, 'problemUid' | 'programHash' | 'preset'> & {
      readonly key: string;
      readonly inputProgramHash?: string;
    },
  ): void {
    this.#database
      .prepare(
        `INSERT INTO study_measurement
           (study_hash, problem_uid, program_hash, input_program_hash, preset, measurement_key)
         VALUES (@studyHash, @problemUid, @programHash, @inputProgramHash, @preset, @key)
         ON CONFLICT DO UPDATE SET measurement_key = excluded.measurement_key`,
      )
      .run({ studyHash, inputProgramHash: '', ...measured });
  }

  /** Those of the fixed and refined own programs of its models: refined ones beside what they were made of. */
  *ofOwnPrograms(studyHash: string): Generator<StoredMeasurement> {
    const samples = this.#selectSamples();
    for (const row of this.#database.prepare(OF_OWN_PROGRAMS).all(studyHash))
      yield readMeasurement(row, samples);
  }

  /** The problems of which a study uses measurements beside canonical solutions, in order, and of how many programs (by several presets: so many each). */
  measuredProblems(studyHash: string): readonly MeasuredProblem[] {
    const rows = this.#database
      .prepare(
        `SELECT problem_uid AS problemUid, count(*) AS programs FROM study_measurement
         WHERE study_hash = ? AND input_program_hash = '' GROUP BY problem_uid ORDER BY problem_uid`,
      )
      .all(studyHash);
    return z.array(measuredRow).parse(rows);
  }

  /** All measurements beside canonical solutions that a study uses, with their samples, in a fixed order. */
  *ofStudy(studyHash: string): Generator<StoredMeasurement> {
    for (const { problemUid } of this.measuredProblems(studyHash))
      yield* this.ofProblem(studyHash, problemUid);
  }

  /** Those of one problem, with their samples, in a fixed order. */
  ofProblem(studyHash: string, problemUid: string): StoredMeasurement[] {
    const samples = this.#selectSamples();
    const rows = (this.#ofProblem ??= this.#database.prepare(OF_PROBLEM)).all(studyHash, problemUid);
    return rows.map((row) => readMeasurement(row, samples));
  }

  /** The measurement of this key; null where there is none. */
  find(key: string): StoredMeasurement | null {
    const row = this.#database
      .prepare(
        `SELECT ${COLUMNS}, m.problem_uid AS problemUid, m.program_hash AS programHash, '' AS inputProgramHash
         FROM measurement m WHERE m.key = ?`,
      )
      .get(key);
    return row === undefined ? null : readMeasurement(row, this.#selectSamples());
  }

  #selectSamples(): Statement {
    return (this.#samples ??= this.#database.prepare(SAMPLES).pluck());
  }
}
