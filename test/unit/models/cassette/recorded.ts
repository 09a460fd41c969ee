import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { askedFor } from '../../../../harness/models/cassette/asked-for.js';
import { Recorder, type RecorderOptions } from '../../../../harness/models/cassette/recorder.js';
import { Replay, type ReplayOptions } from '../../../../harness/models/cassette/replay.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-cassette-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** A path that no file has yet. */
export const newPath = (): string => join(folder, `${(count += 1)}.jsonl`);

export const URL_OF_CHAT = 'http://provider.test/v1/chat/completions';
export const KEY = 'planted4711/key+of"the\\provider';

export interface Sent {
  readonly body?: unknown;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Key of the answer that is asked for. */
  readonly answer?: string;
}

/** Sends a question as the client does. */
export function sendBy(fetch: typeof globalThis.fetch, sent: Sent = {}): Promise<Response> {
  const { body = { model: 'm', messages: [] }, url = URL_OF_CHAT, headers, signal, answer } = sent;
  const send = (): Promise<Response> =>
    fetch(url, {
      method: 'post',
      headers: { authorization: `Bearer ${KEY}`, cookie: 'personal=1', ...headers },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
  if (answer === undefined) return send();
  return askedFor.run({ answer, problem: 'mini:Python/1', shown: null }, send);
}

/** Records what a provider says to some questions, one after another; failures are recorded, too. */
export async function recorded(
  provider: typeof globalThis.fetch,
  questions: readonly Sent[],
  options: { readonly path?: string } & Omit<RecorderOptions, 'send'> = {},
): Promise<string> {
  const { path = newPath(), ...more } = options;
  const recorder = new Recorder(path, { send: provider, ...more });
  for (const question of questions) await sendBy(recorder.fetchFor([KEY]), question).catch(() => undefined);
  recorder.close();
  return path;
}

/** Opens a replay for as long as `use` takes. */
export async function replaying<T>(
  path: string,
  use: (fetch: typeof globalThis.fetch, replay: Replay) => Promise<T>,
  options: ReplayOptions = {},
): Promise<T> {
  const replay = new Replay(path, options);
  try {
    return await use(replay.fetch, replay);
  } finally {
    replay.close();
  }
}

/** A provider that gives these responses, one a question; an error is thrown. */
export function provider(...said: (Response | Error)[]): typeof globalThis.fetch {
  const left = [...said];
  return () => {
    const next = left.shift() ?? new Error('asked too often');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' }, ...init });

export const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);
