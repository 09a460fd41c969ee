import { basename } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { UserError } from '../../harness/errors.js';
import { messageOf } from '../border.js';

/** Rows from `start` up to `end`, which is not one of them. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

export interface Parquet {
  readonly path: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly groups: readonly Rows[];
  /** The smallest parts in which a column can be read without reading anything twice. */
  piecesOf(column: string): readonly Rows[];
}

/** Rows that are read at a time where the file says where each page begins. */
const ROWS_AT_A_TIME = 4;

export async function openParquet(path: string): Promise<Parquet> {
  return await attempt(path, async () => {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const groups = groupsOf(metadata);
    return { path, file, metadata, groups, piecesOf: (column) => piecesOf(metadata, groups, column) };
  });
}

/** Some fields of some rows; integers of 64 bits are numbers where a number can hold them, else texts. */
export async function rowsOf(
  { path, file, metadata }: Parquet,
  columns: readonly string[],
  rowStart: number,
  rowEnd: number,
): Promise<readonly Record<string, unknown>[]> {
  const there = new Set(metadata.row_groups[0]?.columns.map((column) => column.meta_data?.path_in_schema[0]));
  const missing = columns.filter((column) => !there.has(column));
  if (missing.length > 0) {
    throw new UserError(
      `${basename(path)}: no field "${missing.join('", "')}": this is no file of the dataset`,
    );
  }
  return await attempt(path, async () => {
    const options = {
      file,
      metadata,
      compressors,
      columns: [...columns],
      rowStart,
      rowEnd,
      useOffsetIndex: true,
    };
    const rows = await parquetReadObjects(options);
    return rows.map((row) => plain(row) as Record<string, unknown>);
  });
}

function groupsOf(metadata: FileMetaData): Rows[] {
  let end = 0;
  return metadata.row_groups.map((group) => {
    const start = end;
    end += Number(group.num_rows);
    return { start, end };
  });
}

function piecesOf(metadata: FileMetaData, groups: readonly Rows[], column: string): Rows[] {
  return groups.flatMap(({ start, end }, at) => {
    const chunk = metadata.row_groups[at]?.columns.find(
      (other) => other.meta_data?.path_in_schema[0] === column,
    );
    if (chunk?.offset_index_offset === undefined) return [{ start, end }];
    const pieces = Math.ceil((end - start) / ROWS_AT_A_TIME);
    return Array.from({ length: pieces }, (_, piece) => {
      const first = start + piece * ROWS_AT_A_TIME;
      return { start: first, end: Math.min(end, first + ROWS_AT_A_TIME) };
    });
  });
}

async function attempt<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `${path}: cannot be read as Parquet (${messageOf(cause)}): fetch it again (perforch datasets fetch)`,
      { cause },
    );
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
