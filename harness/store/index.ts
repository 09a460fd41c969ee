import type { Database } from './database.js';
import { AnswerTable } from './answers.js';
import { CellTable } from './cells.js';
import { openDatabase } from './database.js';
import { CertificateTable } from './certificates.js';
import { MeasurementTable } from './measurements.js';
import { RunTable } from './runs.js';
import { StudyTable } from './studies.js';
import { progressOf, type ModelProgress } from './study-progress.js';

/** The only door to a study's database. Each method is one statement or one transaction; nothing is kept in memory. */
export class Store {
  readonly answers: AnswerTable;
  readonly cells: CellTable;
  readonly certificates: CertificateTable;
  readonly measurements: MeasurementTable;
  readonly runs: RunTable;
  readonly studies: StudyTable;
  readonly #database: Database;

  constructor(path: string, options: { mustExist?: boolean } = {}) {
    this.#database = openDatabase(path, options);
    this.answers = new AnswerTable(this.#database);
    this.cells = new CellTable(this.#database);
    this.certificates = new CertificateTable(this.#database);
    this.measurements = new MeasurementTable(this.#database);
    this.runs = new RunTable(this.#database);
    this.studies = new StudyTable(this.#database);
  }

  /** How far each model is in each stage, by model and stage. */
  progress(studyHash: string, presets: readonly string[]): readonly ModelProgress[] {
    return progressOf(this.#database, studyHash, presets);
  }

  /** All or nothing. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work)();
  }

  close(): void {
    this.#database.close();
  }
}
