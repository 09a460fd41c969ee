import { z } from 'zod';
import { certifiedProblemSchema, type CertifiedProblem } from '../measure/certificate.js';
import type { Database } from './database.js';

export interface NewCertificate {
  /** Hash of all that a certificate depends on. */
  readonly identity: string;
  readonly machineHash: string;
  readonly preset: string;
  readonly dataset: string;
  readonly neighbours: number;
  /** Problems that it is to cover. */
  readonly planned: number;
}

const certificateRow = z.object({
  id: z.int(),
  machineHash: z.string(),
  fingerprintJson: z.string(),
  preset: z.string(),
  dataset: z.string(),
  neighbours: z.int(),
  planned: z.int(),
  createdIso: z.string(),
});
export type CertificateRecord = z.infer<typeof certificateRow>;

const problemRow = z.object({ resultJson: z.string() });

export class CertificateTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The unfinished certificate of this identity, or a new one: a certificate that is complete is never added to. */
  open(certificate: NewCertificate): number {
    const started = this.#database
      .prepare(
        `SELECT id FROM certificate c WHERE identity = ?
           AND planned > (SELECT count(*) FROM certified_problem p WHERE p.certificate_id = c.id)
         ORDER BY id DESC`,
      )
      .pluck()
      .get(certificate.identity);
    if (started !== undefined) return z.int().parse(started);
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO certificate (identity, machine_hash, preset, dataset, neighbours, planned, created_iso)
         VALUES (@identity, @machineHash, @preset, @dataset, @neighbours, @planned, @createdIso)`,
      )
      .run({ ...certificate, createdIso: new Date().toISOString() });
    return Number(lastInsertRowid);
  }

  add(id: number, problem: CertifiedProblem): void {
    this.#database
      .prepare(
        'INSERT OR IGNORE INTO certified_problem (certificate_id, problem_uid, result_json, stored_iso) VALUES (?, ?, ?, ?)',
      )
      .run(id, problem.uid, JSON.stringify(problem), new Date().toISOString());
  }

  /** In the order of their names. */
  problems(id: number): CertifiedProblem[] {
    return this.#database
      .prepare(
        'SELECT result_json AS resultJson FROM certified_problem WHERE certificate_id = ? ORDER BY problem_uid',
      )
      .all(id)
      .map((row) => certifiedProblemSchema.parse(JSON.parse(problemRow.parse(row).resultJson)));
  }

  /** All certificates, oldest first. */
  all(): CertificateRecord[] {
    return this.#database
      .prepare(
        `SELECT id, machine_hash AS machineHash, fingerprint_json AS fingerprintJson, preset, dataset, neighbours, planned,
           created_iso AS createdIso
         FROM certificate JOIN machine ON machine.hash = machine_hash ORDER BY id`,
      )
      .all()
      .map((row) => certificateRow.parse(row));
  }
}
