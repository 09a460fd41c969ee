import { z } from 'zod';
import { readBundled } from './border.js';
import { LANGUAGES, type Language } from './problem.js';

const sourceSchema = z.strictObject({
  /** Name in the data folder, as fetched: with `.gz` where the public file is compressed. */
  file: z.string().regex(/^[\w.-]+\.jsonl(\.gz)?$/),
  url: z.url(),
  /** Of the uncompressed content. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Source = z.infer<typeof sourceSchema>;
export type Sources = Readonly<Record<Language, Source>>;

/** The public files of a dataset, from its `sources.yaml`. */
export function readSources(url: URL): Sources {
  return readBundled(url, z.record(z.enum(LANGUAGES), sourceSchema));
}
