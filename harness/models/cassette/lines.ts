import { readSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { UserError } from '../../errors.js';

export interface ScannedLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes from the beginning of the file: of the line's first byte, and of the one after its line feed. */
  readonly start: number;
  readonly end: number;
}

const CHUNK_BYTES = 1 << 20;
const LINE_FEED = 0x0a;

/**
 * The whole lines of an open file, one after another; what follows the last line feed is none, as a kill in the middle
 * of a write leaves it. Throws `UserError` that names file and line where bytes are not UTF-8.
 */
export function* scanLines(file: number, path: string): Generator<ScannedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let parts: Buffer[] = [];
  let number = 0;
  let start = 0;
  for (let offset = 0; ;) {
    const length = readSync(file, chunk, 0, CHUNK_BYTES, offset);
    if (length === 0) return;
    let from = 0;
    for (let at; (at = chunk.subarray(0, length).indexOf(LINE_FEED, from)) >= 0; from = at + 1) {
      const line = Buffer.concat([...parts, chunk.subarray(from, at)]);
      parts = [];
      number += 1;
      const end = offset + at + 1;
      yield { number, text: decoded(decoder, line, `${path}:${number}`), start, end };
      start = end;
    }
    // The chunk is used again.
    parts.push(Buffer.from(chunk.subarray(from, length)));
    offset += length;
  }
}

function decoded(decoder: TextDecoder, line: Buffer, where: string): string {
  try {
    return decoder.decode(line);
  } catch (cause) {
    throw new UserError(`${where}: not UTF-8: the file is damaged, or no cassette`, { cause });
  }
}
