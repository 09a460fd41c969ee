import { z } from 'zod';
import { UserError } from '../errors.js';
import { fingerprintSchema } from '../measure/fingerprint.js';

/** Raised when an older reader could no longer check a bundle. */
export const BUNDLE_VERSION = 1;
export const MANIFEST = 'manifest.json';
export const DATABASE = 'study.sqlite';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');
const count = z.int().nonnegative();
const text = z.string().min(1);

/** A path that stays below its folder on every system: plain names, none of them of dots alone. */
export const safePath = z
  .string()
  .max(200)
  .regex(
    /^(?!\.+(?:\/|$))[\w.+-]+(?:\/(?!\.+(?:\/|$))[\w.+-]+)*$/,
    'must be a plain path below the bundle, without ".." and drives',
  );

const manifestSchema = z.strictObject({
  bundle: z.literal(BUNDLE_VERSION),
  /** Version of the perforch that made the tables. */
  perforch: text,
  study: z.strictObject({ name: text, hash: sha256, createdIso: z.iso.datetime() }),
  /** Whether other studies of the database are in it, too. */
  allStudies: z.boolean(),
  counts: z.strictObject({ cells: count, answered: count, decided: count, passed: count, measured: count }),
  /** The machine that planned the study, in one line. */
  machine: text,
  /** Those that its measurements come from. */
  machines: z.array(z.strictObject({ hash: text, fingerprint: fingerprintSchema })),
  /** Not packed; by these a reader gets the same. */
  datasets: z.array(
    z.strictObject({
      id: text,
      title: text,
      licence: text,
      contentHash: text,
      /** Empty where it comes with perforch; without an address where it was taken from a folder. */
      files: z.array(z.strictObject({ file: text, url: z.url().nullable(), sha256 })),
    }),
  ),
  files: z
    .array(z.strictObject({ path: safePath, bytes: count, sha256 }))
    .refine(
      (files) => new Set(files.map(({ path }) => path.toLowerCase())).size === files.length,
      'names a file twice',
    )
    .refine((files) => files.every(({ path }) => path !== MANIFEST), `must not name ${MANIFEST} itself`)
    .refine((files) => files.some(({ path }) => path === DATABASE), `names no ${DATABASE}`),
});
/** What is in a bundle, and where it comes from. */
export type Manifest = z.output<typeof manifestSchema>;
export type PackedFile = Manifest['files'][number];

export function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Reads a manifest; `where` names it in messages. Throws `UserError` (`where: field: fault`). */
export function parseManifest(where: string, content: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new UserError(`${where}: not valid JSON: the bundle is damaged: get it again`);
  }
  const version = z.looseObject({ bundle: z.unknown() }).safeParse(json).data?.bundle;
  if (version !== undefined && version !== BUNDLE_VERSION) {
    throw new UserError(
      `${where}: bundle: version ${JSON.stringify(version)}, this perforch knows ${BUNDLE_VERSION}: use another version of perforch`,
    );
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${where}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}: no bundle of perforch, or damaged`,
  );
}
