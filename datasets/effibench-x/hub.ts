import { basename } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../harness/errors.js';
import { complaints, messageOf } from '../border.js';
import type { Note, NotedFile } from './trust.js';

const REPOSITORY = 'datasets/EffiBench/effibench-x';
const HOST = 'https://huggingface.co';
const SHARD = /(?:^|\/)test-\d+-of-\d+\.parquet$/;

const revisionSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int(),
    /** Of a large file: its `oid` is the SHA-256 of its content. */
    lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int() }).optional(),
  }),
);

/** The newest commit of the public repository with its files of records, as the host states them. */
export async function askHub(baseUrl: string | undefined, signal?: AbortSignal): Promise<Note> {
  const { sha: revision } = await ask(`api/${REPOSITORY}/revision/main`, revisionSchema, baseUrl, signal);
  const tree = await ask(`api/${REPOSITORY}/tree/${revision}?recursive=true`, treeSchema, baseUrl, signal);
  const files = tree
    .filter(({ type, path }) => type === 'file' && SHARD.test(path))
    .map(({ path, lfs }): NotedFile => {
      if (lfs === undefined) {
        throw new UserError(`${HOST}/${REPOSITORY}: the host states no SHA-256 for ${path}: ${ELSEWHERE}`);
      }
      return { file: basename(path), path, sha256: lfs.oid, bytes: lfs.size };
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  if (files.length === 0) {
    throw new UserError(`${HOST}/${REPOSITORY}: no file test-….parquet at ${revision}: ${ELSEWHERE}`);
  }
  return { revision, fetched_at: new Date().toISOString(), files };
}

/** The public address of a file at a commit. */
export function addressOf(revision: string, path: string, baseUrl: string | undefined): string {
  return new URL(`${REPOSITORY}/resolve/${revision}/${path}`, `${baseUrl ?? HOST}/`).href;
}

async function ask<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  baseUrl: string | undefined,
  signal: AbortSignal | undefined,
): Promise<z.infer<Schema>> {
  const url = new URL(path, `${baseUrl ?? HOST}/`).href;
  let value: unknown;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok)
      throw new UserError(`${url}: HTTP ${response.status}: try again later, or ${ELSEWHERE}`);
    value = await response.json();
  } catch (cause) {
    if (cause instanceof UserError || signal?.aborted === true) throw cause;
    throw new UserError(`${url}: no answer (${messageOf(cause)}): check the network, or ${ELSEWHERE}`, {
      cause,
    });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new UserError(`${url}: ${complaints(checked.error, value)}: ${ELSEWHERE}`);
  return checked.data;
}

const ELSEWHERE = 'set PERFORCH_DATA to a folder that has effibench-x/*.parquet';
