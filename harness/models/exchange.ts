import type OpenAI from 'openai';
import { recordedTime, type RecordedTime } from './cassette/play.js';
import { notRecorded } from './cassette/replay.js';
import type { OpenAiSource } from './credentials.js';
import { readCompletion } from './completion.js';
import type { Answer } from './contract.js';
import { outcomeOfReported, type FailureOutcome } from './failure.js';
import type { Parameters } from './parameters.js';
import { requestIdOf, retryAfterOf } from './response-headers.js';
import { thrownFailure } from './thrown-failure.js';

/** What one request came to, with what is known of it; nothing here is freed of secrets yet. */
export interface Exchange {
  readonly atIso: string;
  readonly durationMs: number;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryAfter: string | null;
  readonly result: Answer | { readonly state: FailureOutcome; readonly message: string };
}

export interface ExchangeSettings {
  readonly client: OpenAI;
  readonly source: OpenAiSource;
  readonly timeoutMs: number;
  readonly now: () => number;
}

type Heads = Pick<Headers, 'get'> | null;
interface Seen {
  status: number | null;
  headers: Heads;
}

/**
 * Sends one request and waits for all of its response. `aborted` is an outcome, too: it rejects only with `NotRecorded`,
 * when a replay has nothing to say.
 */
export async function exchange(
  settings: ExchangeSettings,
  prompt: string,
  parameters: Parameters,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  const { timeoutMs } = settings;
  const atIso = new Date(settings.now()).toISOString();
  const started = performance.now();
  const limit = AbortSignal.timeout(timeoutMs);
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const seen: Seen = { status: null, headers: null };
  const time: RecordedTime = {};
  const tookMs = (): number => time.latencyMs ?? Math.round(performance.now() - started);
  const result = await recordedTime
    .run(time, () => answerOf(settings, prompt, parameters, either, seen, tookMs))
    .catch((error: unknown) => {
      if (notRecorded(error)) throw error.cause;
      if (signal?.aborted) return { state: 'aborted', message: 'given up while it was under way' } as const;
      const failure = thrownFailure(error, limit.aborted, timeoutMs);
      seen.status ??= failure.status;
      seen.headers ??= failure.headers;
      return { state: failure.outcome, message: failure.message };
    });
  return {
    atIso,
    durationMs: tookMs(),
    status: seen.status,
    requestId: requestIdOf(seen.headers),
    retryAfter: retryAfterOf(seen.headers),
    result,
  };
}

async function answerOf(
  { client, source }: ExchangeSettings,
  prompt: string,
  parameters: Parameters,
  signal: AbortSignal,
  seen: Seen,
  tookMs: () => number,
): Promise<Exchange['result']> {
  const { apiName: model, endpoint = 'chat' } = source;
  // The body is read here and not by the client, whose time limit ends with the headers.
  const response =
    endpoint === 'completion'
      ? await client.completions.create({ ...parameters, model, prompt }, { signal }).asResponse()
      : await client.chat.completions
          .create({ ...parameters, model, messages: [{ role: 'user', content: prompt }] }, { signal })
          .asResponse();
  seen.status = response.status;
  seen.headers = response.headers;
  const read = readCompletion(await response.text(), tookMs(), endpoint);
  if (read.state !== 'not_a_completion') return read;
  return { state: outcomeOfReported(read.error), message: read.message };
}
