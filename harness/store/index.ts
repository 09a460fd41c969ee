import type { Database } from './database.js';
import { AnswerTable } from './answers.js';
import { CellTable } from './cells.js';
import { ChargeTable } from './charges.js';
import { openDatabase, openToRead } from './database.js';
import { CertificateTable } from './certificates.js';
import { MeasurementTable } from './measurements.js';
import { OwnProgramTable } from './own-programs.js';
import { RunTable } from './runs.js';
import { SeenFigures } from './seen.js';
import { servedOf, type Served } from './served.js';
import { StudyTable } from './studies.js';
import { progressOf, type ModelProgress } from './study-progress.js';
import { WithoutCanonicalTable } from './without-canonical.js';

/** The only door to a study's database. Each method is one statement or one transaction; nothing is kept in memory. */
export class Store {
  readonly answers: AnswerTable;
  readonly cells: CellTable;
  readonly certificates: CertificateTable;
  readonly charges: ChargeTable;
  readonly measurements: MeasurementTable;
  readonly ownPrograms: OwnProgramTable;
  readonly runs: RunTable;
  readonly seen: SeenFigures;
  readonly studies: StudyTable;
  readonly withoutCanonical: WithoutCanonicalTable;
  readonly #database: Database;

  /** `readOnly`: nothing is ever written, and what is not there is empty. */
  constructor(path: string, options: { mustExist?: boolean; readOnly?: boolean } = {}) {
    this.#database = options.readOnly ? openToRead(path) : openDatabase(path, options);
    this.answers = new AnswerTable(this.#database);
    this.cells = new CellTable(this.#database);
    this.certificates = new CertificateTable(this.#database);
    this.charges = new ChargeTable(this.#database);
    this.measurements = new MeasurementTable(this.#database);
    this.ownPrograms = new OwnProgramTable(this.#database);
    this.runs = new RunTable(this.#database);
    this.seen = new SeenFigures(this.#database);
    this.studies = new StudyTable(this.#database);
    this.withoutCanonical = new WithoutCanonicalTable(this.#database);
  }

  /** Its file; empty of a database in memory. */
  get path(): string {
    return this.#database.memory ? '' : this.#database.name;
  }

  /** How far each model is in each stage, by model and stage. `sinceIso`: from when on answers are recent. */
  progress(studyHash: string, presets: readonly string[], sinceIso: string): readonly ModelProgress[] {
    return progressOf(this.#database, studyHash, presets, sinceIso);
  }

  /** What answered for the models of a study. */
  served(studyHash: string): readonly Served[] {
    return servedOf(this.#database, studyHash);
  }

  /** All or nothing. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work)();
  }

  close(): void {
    this.#database.close();
  }
}
