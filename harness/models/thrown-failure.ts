import { APIConnectionTimeoutError, APIError } from 'openai';
import { outcomeOf, type FailureOutcome } from './failure.js';

/** What the client threw before a response with status 200 was there, and what it comes to. */
export interface ThrownFailure {
  readonly outcome: FailureOutcome;
  readonly status: number | null;
  readonly headers: Pick<Headers, 'get'> | null;
  readonly message: string;
}

export function thrownFailure(error: unknown, timedOut: boolean, timeoutMs: number): ThrownFailure {
  if (timedOut || error instanceof APIConnectionTimeoutError)
    return { outcome: 'timeout', status: null, headers: null, message: `no answer within ${timeoutMs} ms` };
  if (error instanceof APIError && typeof error.status === 'number') {
    const { message } = error;
    const status: number = error.status;
    const headers = (error.headers ?? null) as Pick<Headers, 'get'> | null;
    return { outcome: outcomeOf(status, error.error), status, headers, message };
  }
  // What is left happens between the two computers; a fault of ours would show itself in every try.
  return {
    outcome: 'connection',
    status: null,
    headers: null,
    message: `connection failed: ${causes(error)}`,
  };
}

/** `fetch failed` says nothing; the reason is in its cause. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${causes(error.cause)}`;
}
