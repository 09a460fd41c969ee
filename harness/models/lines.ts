import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../errors.js';

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a UTF-8 file, one after another, a name ending in `.gz` being unpacked on the way. Throws `UserError` that
 * names the file (and the line, where bytes are not UTF-8) for one that cannot be read.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 1;
  let rest = '';
  try {
    for await (const chunk of bytesOf(file)) {
      const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const text of parts) yield { number: number++, text };
    }
    rest += decoder.decode();
  } catch (cause) {
    throw new UserError(`${file}:${number}: cannot be read: ${reason(cause)}: name another file`, { cause });
  }
  if (rest !== '') yield { number, text: rest };
}

function bytesOf(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  // `pipe` would leave the reader hanging when the file cannot be opened; `pipeline` hands the error on.
  return pipeline(bytes, createGunzip(), () => undefined);
}

function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /encoded data was not valid/.test(message)
    ? 'it is not UTF-8 (is it packed? then its name must end in .gz)'
    : message;
}
