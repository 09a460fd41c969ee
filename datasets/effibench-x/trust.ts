import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../harness/errors.js';
import { complaints, messageOf } from '../border.js';

/** The note that lies beside fetched files. */
export const NOTE = 'fetched.json';

const noteSchema = z.strictObject({
  /** The commit of the public repository that the files are from. */
  revision: z.string().regex(/^[0-9a-f]{40}$/),
  fetched_at: z.iso.datetime(),
  files: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[\w-][\w.-]*\.parquet$/),
        /** Where it is in the public repository. */
        path: z.string(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: z.int().positive(),
      }),
    )
    .min(1),
});

/**
 * What was fetched the first time, and is held against everything that comes later. No hash of these files was published
 * beside the files themselves, so the first fetch has to be trusted: it takes the hashes that the public host states.
 */
export type Note = z.infer<typeof noteSchema>;
export type NotedFile = Note['files'][number];

/** The note in a folder; null where there is none. Throws `UserError` for one that was changed by hand. */
export async function readNote(folder: string): Promise<Note | null> {
  const path = join(folder, NOTE);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`${path}: cannot be read (${messageOf(cause)}): ${ANEW}`, { cause });
  }
  const checked = noteSchema.safeParse(value);
  if (!checked.success) throw new UserError(`${path}: ${complaints(checked.error, value)}: ${ANEW}`);
  return checked.data;
}

export async function writeNote(folder: string, note: Note): Promise<void> {
  const draft = join(folder, `${NOTE}.part`);
  await writeFile(draft, `${JSON.stringify(note, null, 2)}\n`);
  await rename(draft, join(folder, NOTE));
}

const ANEW = 'remove the folder and run "perforch datasets fetch effibench-x" to trust the public host anew';
