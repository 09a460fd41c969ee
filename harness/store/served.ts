import { z } from 'zod';
import type { Database } from './database.js';

const row = z.object({
  modelId: z.string(),
  /** The name that it is asked by. */
  apiName: z.string().nullable(),
  servedModel: z.string().nullable(),
  fingerprint: z.string().nullable(),
  answers: z.number().int(),
  firstIso: z.string(),
  lastIso: z.string(),
});
/** What a provider says has answered for a model of a study, how often, and when first and last. */
export type Served = z.output<typeof row>;

const SERVED = `
  SELECT answer.model_id AS modelId, json_extract(model.spec_json, '$.source.apiName') AS apiName,
         answer.served_model AS servedModel, answer.fingerprint AS fingerprint, count(*) AS answers,
         min(answer.stored_iso) AS firstIso, max(answer.stored_iso) AS lastIso
  FROM (SELECT DISTINCT answer_key FROM cell WHERE study_hash = ?) used
  JOIN answer ON answer.key = used.answer_key AND answer.origin = 'asked'
  JOIN model ON model.id = answer.model_id
  GROUP BY answer.model_id, answer.served_model, answer.fingerprint
  ORDER BY answer.model_id, firstIso, answer.served_model, answer.fingerprint`;

/** By model, in the order in which they first answered. Imported answers are left out: nobody knows. */
export function servedOf(database: Database, studyHash: string): readonly Served[] {
  return database
    .prepare(SERVED)
    .all(studyHash)
    .map((found) => row.parse(found));
}
