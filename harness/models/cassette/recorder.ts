import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { VERSION } from '../../version.js';
import { patientFetch } from '../fetch.js';
import { SHORTEST_HIDDEN_IN_ANSWERS } from '../openai.js';
import { askedFor } from './asked-for.js';
import { recordBytes } from './bytes.js';
import { checkHeader, exchangeLine, headerLine, type Exchange, type Outcome } from './exchange.js';
import { keptHeaders } from './headers.js';
import { scanLines } from './lines.js';
import { failureOf, play } from './play.js';
import { readRequest } from './request.js';
import { hideSecrets, hideSecretsInBytes } from './secrets.js';

export interface RecorderOptions {
  /** Sends the requests. */
  readonly send?: typeof globalThis.fetch;
  /** Requests that we gave up ourselves are not recorded: nothing is stored of them either. */
  readonly abort?: AbortSignal;
  /** Told once when the file can't be written any more; the answers still are stored in the database. */
  readonly onBroken?: (message: string) => void;
}

/**
 * Writes every exchange with a provider to a file, each on disk before its answer is used: one line, never changed again.
 * A file that is there is gone on with, without the line that a kill may have cut off. Throws `UserError` for a file that
 * can't be written or is no cassette.
 */
export class Recorder {
  readonly #file: number;
  readonly #path: string;
  readonly #options: RecorderOptions;
  #bytes: number;
  #broken: string | null = null;

  constructor(path: string, options: RecorderOptions = {}) {
    this.#path = path;
    this.#options = options;
    try {
      mkdirSync(dirname(resolve(path)), { recursive: true });
      this.#file = openSync(path, 'a+');
      if (!fstatSync(this.#file).isFile()) throw new Error('no ordinary file');
    } catch (cause) {
      throw new UserError(`cannot write ${path}: ${reasonOf(cause)}: name another file with --record`, {
        cause,
      });
    }
    try {
      this.#bytes = this.#wholeBytes();
      ftruncateSync(this.#file, this.#bytes);
      if (this.#bytes === 0) this.#write(headerLine(VERSION));
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Why exchanges are missing in the file; null while none is. */
  get broken(): string | null {
    return this.#broken;
  }

  /**
   * To be given to a client: what the client gets is what was recorded, so that a replay gives the same. A secret that
   * comes back is hidden; one that could as well be a word of an answer only where no answer is.
   */
  fetchFor(secrets: readonly string[]): typeof globalThis.fetch {
    return async (input, init) => {
      const request = readRequest(input, init, secrets.filter(isNoWord));
      const { send = patientFetch, abort } = this.#options;
      const startedIso = new Date().toISOString();
      const startMs = performance.now();
      const outcome = await send(input, init)
        .then((response) => outcomeOf(response, secrets))
        .catch((error: unknown) => {
          if (abort?.aborted) throw error;
          return failureOf(error, (text) => hideSecrets(text, secrets));
        });
      const latencyMs = Math.round(performance.now() - startMs);
      const exchange: Exchange = {
        startedIso,
        latencyMs,
        for: askedFor.getStore() ?? null,
        request,
        outcome,
      };
      this.#append(exchange);
      return play(exchange);
    };
  }

  close(): void {
    closeSync(this.#file);
  }

  /** An answer that was paid for is never lost because it could not be recorded. */
  #append(exchange: Exchange): void {
    if (this.#broken !== null) return;
    try {
      this.#write(exchangeLine(exchange));
    } catch (cause) {
      this.#broken = `${this.#path}: recording ended: ${reasonOf(cause)}: what follows is not in it`;
      this.#options.onBroken?.(this.#broken);
      // Half a line would spoil the file for what is in it.
      ftruncateSync(this.#file, this.#bytes);
    }
  }

  #write(line: string): void {
    const bytes = Buffer.from(line, 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
    fdatasyncSync(this.#file);
    this.#bytes += bytes.length;
  }

  /** Up to where the file has whole lines. */
  #wholeBytes(): number {
    let whole = 0;
    for (const { number, text, end } of scanLines(this.#file, this.#path)) {
      if (number === 1) checkHeader(this.#path, text);
      whole = end;
    }
    if (whole === 0 && fstatSync(this.#file).size > 0) this.#refuseForeign();
    return whole;
  }

  /** A first line without an end is one that a kill cut off, or somebody's file. */
  #refuseForeign(): void {
    const expected = Buffer.from(headerLine(VERSION));
    const found = Buffer.alloc(expected.length + 1);
    const length = readSync(this.#file, found, 0, found.length, 0);
    if (expected.subarray(0, length).equals(found.subarray(0, length))) return;
    throw new UserError(`${this.#path}: no cassette of perforch: name another file with --record`);
  }
}

async function outcomeOf(response: Response, secrets: readonly string[]): Promise<Outcome> {
  const body = Buffer.from(await response.arrayBuffer());
  const { status } = response;
  if (status < 200 || status > 599) throw new Error(`HTTP status ${status}, which doesn't exist`);
  return {
    kind: 'response',
    status,
    headers: keptHeaders(response.headers, secrets, Date.now()),
    body: recordBytes(hideSecretsInBytes(body, response.ok ? secrets.filter(isNoWord) : secrets)),
  };
}

function isNoWord(secret: string): boolean {
  return secret.length >= SHORTEST_HIDDEN_IN_ANSWERS;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
