import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { askedFor, type AskedFor } from './asked-for.js';
import { checkHeader, exchangeKey, parseExchange } from './exchange.js';
import { scanLines } from './lines.js';
import { play } from './play.js';
import { readRequest } from './request.js';

/** A request that a cassette does not hold. It was not sent: nothing is known of what a provider would say. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

const NEVER_SENT = 'not in the cassette: this request was never recorded';
const ALL_GIVEN = 'not in the cassette: all recorded responses to this request were given';

/** Whether this is how the `openai` client hands a `NotRecorded` on. */
export function notRecorded(error: unknown): error is Error & { readonly cause: NotRecorded } {
  return error instanceof Error && error.cause instanceof NotRecorded;
}

interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface ReplayOptions {
  /** How many exchanges for this answer were given before, by an earlier run into the same database. */
  readonly played?: (answer: string) => number;
}

/**
 * Answers requests from a cassette and never from the network: the exchanges of a request in the order in which they were
 * recorded, each once. The whole file is checked at the beginning. Throws `UserError` (`file:line: field: fault`) for a
 * file that can't be read or does not fit.
 */
export class Replay {
  /** By problem: the profile that its refine prompts showed. */
  readonly shownProfiles: ReadonlyMap<string, NonNullable<AskedFor['shown']>>;
  /** Exchanges in the file. */
  readonly exchanges: number;
  readonly #path: string;
  readonly #file: number;
  readonly #places = new Map<string, Place[]>();
  readonly #next = new Map<string, number>();
  readonly #played: (answer: string) => number;

  constructor(path: string, { played = () => 0 }: ReplayOptions = {}) {
    this.#path = path;
    this.#played = played;
    try {
      this.#file = openSync(path, 'r');
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UserError(`cannot read ${path}: ${reason}: name another file with --replay`, { cause });
    }
    try {
      const shown = new Map<string, NonNullable<AskedFor['shown']>>();
      this.exchanges = this.#index(shown);
      this.shownProfiles = shown;
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** To be given to a client in place of the network. Rejects with `NotRecorded` for a request that isn't in the file. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    init?.signal?.throwIfAborted();
    const request = readRequest(input, init);
    const purpose = askedFor.getStore() ?? null;
    const key = exchangeKey({ request, for: purpose });
    const places = this.#places.get(key) ?? [];
    const next = this.#next.get(key) ?? (purpose === null ? 0 : this.#played(purpose.answer));
    const place = places[next];
    if (place === undefined) {
      throw new NotRecorded(places.length === 0 ? NEVER_SENT : ALL_GIVEN);
    }
    this.#next.set(key, next + 1);
    return Promise.resolve(play(this.#read(place)));
  };

  close(): void {
    closeSync(this.#file);
  }

  #index(shown: Map<string, NonNullable<AskedFor['shown']>>): number {
    let lines = 0;
    for (const { number, text, start, end } of scanLines(this.#file, this.#path)) {
      lines = number;
      if (number === 1) {
        checkHeader(this.#path, text);
        continue;
      }
      const exchange = parseExchange(this.#path, number, text);
      const key = exchangeKey(exchange);
      this.#places.set(key, [...(this.#places.get(key) ?? []), { line: number, start, end }]);
      const purpose = exchange.for;
      if (purpose !== null && purpose.shown !== null && !shown.has(purpose.problem))
        shown.set(purpose.problem, purpose.shown);
    }
    if (lines === 0) throw new UserError(`${this.#path}:1: empty: name a file that run --record wrote`);
    return lines - 1;
  }

  /** Responses stay in the file until they are wanted: a study's are larger than its memory. */
  #read({ line, start, end }: Place) {
    const bytes = Buffer.alloc(end - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    return parseExchange(this.#path, line, bytes.toString('utf8'));
  }
}
