import { UserError } from '../errors.js';
import type { Answer, AnswerSource, AskControl, Attempt, ModelSpec, Question, Reply } from './contract.js';
import { credentialsOf, type Credentials, type Environment, type OpenAiSource } from './credentials.js';
import type { Exchange } from './exchange.js';
import { mayPass } from './failure.js';
import { reservedParameter } from './parameters-schema.js';
import { sentParameters, type Parameters } from './parameters.js';
import { oneSafeLine, withoutSecrets } from './redact.js';
import { backOffMs, RETRY_DEFAULTS, retryAfterMs, type RetryOptions } from './retry.js';

export interface OpenAiOptions extends Partial<RetryOptions> {
  /** Where the key is looked up. */
  readonly env?: Environment;
  /** For one try of a model that has no `timeoutSeconds`, from sending to the last byte of the response. */
  readonly timeoutMs?: number;
  /** Sends the requests, in place of one that waits as long as it takes. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Sends one request and waits for all of its response. */
type Endpoint = (
  prompt: string,
  parameters: Parameters,
  signal: AbortSignal | undefined,
) => Promise<Exchange>;

const TEN_MINUTES_MS = 600_000;
/** A shorter secret, such as a local server's `EMPTY`, may well be a word of an answer. */
export const SHORTEST_HIDDEN_IN_ANSWERS = 16;

/**
 * Asks a model at an OpenAI-compatible endpoint: one prompt, one choice, not streamed. The model's own parameters win
 * over those of a question. Throws `UserError` at once, before anything is sent, where a key is missing. An aborted `ask`
 * rejects with the reason of the signal, after `onAttempt` was told of the try that was under way.
 */
export function openOpenAiSource(spec: ModelSpec, options: OpenAiOptions = {}): AnswerSource {
  const { source } = spec;
  if (source.kind !== 'openai')
    throw new UserError(`${spec.id} has no API; import its recorded answers instead`);
  const { env = process.env, timeoutMs: usualTimeoutMs = TEN_MINUTES_MS, fetch, ...retry } = options;
  const settings: RetryOptions = { ...RETRY_DEFAULTS, ...retry };
  const timeoutMs = source.timeoutSeconds === undefined ? usualTimeoutMs : source.timeoutSeconds * 1000;
  const credentials = credentialsOf(spec, source, env);
  const { secrets } = credentials;
  const connecting = () => connect(source, credentials, { timeoutMs, fetch, now: settings.now });
  let endpoint: Promise<Endpoint> | undefined;

  async function ask(question: Question, control: AskControl = {}): Promise<Reply> {
    const { signal, nextTry, onAttempt } = control;
    const parameters = sentParameters(spec, question.parameters, question.sample);
    refuseReserved(spec, parameters);
    const attempts: Attempt[] = [];
    endpoint ??= connecting();
    const send = await endpoint;
    for (;;) {
      signal?.throwIfAborted();
      const tried = await send(question.prompt, parameters, signal);
      const waitMs = waitAfter(tried, attempts.length + 1);
      const tooLong = waitMs !== null && waitMs > settings.longestRetryAfterMs;
      const attempt = attemptOf(
        tried,
        tooLong ? ` (asks to wait ${Math.ceil(waitMs / 1000)} s: too long)` : '',
      );
      attempts.push(attempt);
      onAttempt?.(attempt);
      if ('raw' in tried.result)
        return { kind: 'answer', answer: withoutKey(tried.result, secrets), attempts };
      signal?.throwIfAborted();
      if (waitMs === null || tooLong) return { kind: 'provider_failure', attempts };
      if (nextTry === undefined) await settings.sleep(waitMs, signal).catch(rethrow(signal));
      // Stopped while it waited for its turn: what was tried is kept.
      else if (!(await hasTurn(nextTry(waitMs, attempt.outcome === 'rate_limited'))))
        return { kind: 'provider_failure', attempts };
    }
  }

  /** Null: not to be tried again. */
  function waitAfter({ result, retryAfter }: Exchange, failures: number): number | null {
    if ('raw' in result || !mayPass(result.state) || failures >= settings.attempts) return null;
    return retryAfterMs(retryAfter, settings.now()) ?? backOffMs(failures, settings);
  }

  function attemptOf(tried: Exchange, more: string): Attempt {
    const { atIso, durationMs, status, result } = tried;
    const safe = (text: string | null): string | null => (text === null ? null : oneSafeLine(text, secrets));
    return {
      atIso,
      durationMs,
      outcome: 'raw' in result ? 'answered' : result.state,
      httpStatus: status,
      requestId: safe(tried.requestId),
      retryAfter: safe(tried.retryAfter),
      message: 'raw' in result ? result.state : oneSafeLine(result.message + more, secrets),
    };
  }

  return { ask };
}

/** The client takes longer to load than most commands run: it comes with the first question. */
async function connect(
  source: OpenAiSource,
  credentials: Credentials,
  options: {
    readonly timeoutMs: number;
    readonly fetch: typeof globalThis.fetch | undefined;
    readonly now: () => number;
  },
): Promise<Endpoint> {
  const [{ clientFor }, { exchange }] = await Promise.all([import('./client.js'), import('./exchange.js')]);
  const settings = { ...options, source, client: clientFor(source, credentials, options) };
  return (prompt, parameters, signal) => exchange(settings, prompt, parameters, signal);
}

/** An answer is kept as it came, but for the key, should a server send it back. */
function withoutKey(answer: Answer, secrets: readonly string[]): Answer {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_HIDDEN_IN_ANSWERS);
  const hidden = (text: string | null) => (text === null ? null : withoutSecrets(text, long));
  const { raw, servedModel, fingerprint } = answer;
  return {
    ...answer,
    raw: withoutSecrets(raw, long),
    servedModel: hidden(servedModel),
    fingerprint: hidden(fingerprint),
  };
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
  const reserved = reservedParameter(parameters);
  if (reserved !== null) {
    throw new UserError(`parameter "${reserved}" of ${spec.id} is decided by the harness; take it out`);
  }
}
