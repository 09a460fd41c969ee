import { APIConnectionTimeoutError, APIError } from 'openai';
import type OpenAI from 'openai';
import { UserError } from '../errors.js';
import { clientFor, keyFor, type Environment } from './client.js';
import { readCompletion } from './completion.js';
import type { Answer, AnswerSource, Attempt, ModelSpec, NextTry, Question, Reply } from './contract.js';
import { sentParameters, type Parameters } from './parameters.js';
import { oneSafeLine } from './redact.js';
import { backOffMs, isRetryableStatus, RETRY_DEFAULTS, retryAfterMs, type RetryOptions } from './retry.js';
import { RESERVED_PARAMETERS } from './schema.js';

export interface OpenAiOptions extends Partial<RetryOptions> {
  /** Where the key is looked up. */
  readonly env?: Environment;
  /** For one try, from sending to the last byte of the response. */
  readonly timeoutMs?: number;
}

interface Failure {
  readonly status: number | null;
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfter: string | null;
}

const TOO_MANY_REQUESTS = 429;
const TEN_MINUTES_MS = 600_000;

/**
 * Asks a model at an OpenAI-compatible endpoint: one user message, one choice, not streamed. The model's own parameters win
 * over those of a question. Throws `UserError` at once, before anything is sent, where the key is missing. An
 * aborted `ask` rejects with the reason of the signal.
 */
export function openOpenAiSource(spec: ModelSpec, options: OpenAiOptions = {}): AnswerSource {
  const { source } = spec;
  if (source.kind !== 'openai')
    throw new UserError(`${spec.id} has no API; import its recorded answers instead`);
  const { env = process.env, timeoutMs = TEN_MINUTES_MS, ...retry } = options;
  const settings: RetryOptions = { ...RETRY_DEFAULTS, ...retry };
  const { apiName } = source;
  const key = keyFor(spec, source, env);
  const client = clientFor(source, key, timeoutMs);

  async function ask(question: Question, signal?: AbortSignal, nextTry?: NextTry): Promise<Reply> {
    const parameters = sentParameters(spec, question.parameters);
    refuseReserved(spec, parameters);
    const attempts: Attempt[] = [];
    for (;;) {
      signal?.throwIfAborted();
      const startMs = settings.now();
      const atIso = new Date(startMs).toISOString();
      const limit = AbortSignal.timeout(timeoutMs);
      const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
      const outcome = await send(question.prompt, parameters, either, startMs).catch((error: unknown) => {
        signal?.throwIfAborted();
        return failureOf(error, limit.aborted, timeoutMs);
      });
      if ('state' in outcome) {
        attempts.push({ atIso, outcome: 'answered', httpStatus: 200, message: outcome.state });
        return { kind: 'answer', answer: outcome, attempts };
      }
      const waitMs = waitAfter(outcome, attempts.length + 1);
      const tooLong = waitMs !== null && waitMs > settings.longestRetryAfterMs;
      const message = `${outcome.message}${tooLong ? ` (asks to wait ${Math.ceil(waitMs / 1000)} s: too long)` : ''}`;
      attempts.push({
        atIso,
        outcome: 'failed',
        httpStatus: outcome.status,
        message: oneSafeLine(message, key),
      });
      if (waitMs === null || tooLong) return { kind: 'provider_failure', attempts };
      if (nextTry === undefined) await settings.sleep(waitMs, signal).catch(rethrow(signal));
      // Stopped while it waited for its turn: what was tried is kept.
      else if (!(await hasTurn(nextTry(waitMs, outcome.status === TOO_MANY_REQUESTS))))
        return { kind: 'provider_failure', attempts };
    }
  }

  async function send(
    prompt: string,
    parameters: Parameters,
    signal: AbortSignal,
    startMs: number,
  ): Promise<Answer | Failure> {
    const request: OpenAI.ChatCompletionCreateParamsNonStreaming = {
      ...parameters,
      model: apiName,
      messages: [{ role: 'user', content: prompt }],
    };
    // The body is read here and not by the client, whose time limit ends with the headers.
    const response = await client.chat.completions.create(request, { signal }).asResponse();
    const body = await response.text();
    const read = readCompletion(body, settings.now() - startMs);
    if (read.state !== 'not_a_completion') return withoutKey(read, key);
    return { status: response.status, message: read.message, retry: true, retryAfter: null };
  }

  /** Null: not to be tried again. */
  function waitAfter(failure: Failure, failures: number): number | null {
    if (!failure.retry || failures >= settings.attempts) return null;
    return retryAfterMs(failure.retryAfter, settings.now()) ?? backOffMs(failures, settings);
  }

  return { ask };
}

/** An answer is kept as it came, but for the key, should a server send it back. */
function withoutKey(answer: Answer, key: string | null): Answer {
  if (key === null) return answer;
  const hidden = (text: string): string => text.replaceAll(key, '[key]');
  const { raw, servedBy } = answer;
  return { ...answer, raw: hidden(raw), servedBy: servedBy === null ? null : hidden(servedBy) };
}

function hasTurn(turn: Promise<void>): Promise<boolean> {
  return turn.then(
    () => true,
    () => false,
  );
}

/** The reason of a signal that was raised goes before how a wait for it ended. */
function rethrow(signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    signal?.throwIfAborted();
    throw error;
  };
}

function refuseReserved(spec: ModelSpec, parameters: Parameters): void {
  const reserved = Object.keys(parameters).find((name) => RESERVED_PARAMETERS.includes(name));
  if (reserved !== undefined) {
    throw new UserError(`parameter "${reserved}" of ${spec.id} is decided by the harness; take it out`);
  }
}

function failureOf(error: unknown, timedOut: boolean, timeoutMs: number): Failure {
  if (timedOut || error instanceof APIConnectionTimeoutError) {
    return { status: null, message: `no answer within ${timeoutMs} ms`, retry: true, retryAfter: null };
  }
  if (error instanceof APIError && typeof error.status === 'number') {
    const headers: unknown = error.headers;
    return {
      status: error.status,
      message: error.message,
      retry: isRetryableStatus(error.status),
      retryAfter: headers instanceof Headers ? headers.get('retry-after') : null,
    };
  }
  // What is left happens between the two computers; a fault of ours would show itself in every try.
  return { status: null, message: `connection failed: ${causes(error)}`, retry: true, retryAfter: null };
}

/** `fetch failed` says nothing; the reason is in its cause. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${causes(error.cause)}`;
}
