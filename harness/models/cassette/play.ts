import { AsyncLocalStorage } from 'node:async_hooks';
import { inspect } from 'node:util';
import { bytesOf } from './bytes.js';
import type { Exchange, Outcome } from './exchange.js';

/** Statuses whose responses have no body (Fetch standard). */
const WITHOUT_BODY = new Set([204, 205, 304]);
const DEEPEST_CAUSE = 8;

/** How long an exchange took when it was recorded; undefined where it comes from the network. */
export interface RecordedTime {
  latencyMs?: number;
}

/** Set around a request by whoever counts its time: a replayed one takes as long as the recorded one. */
export const recordedTime = new AsyncLocalStorage<RecordedTime>();

/** Does what the provider did: gives the response, or throws the failure. */
export function play({ outcome, latencyMs }: Pick<Exchange, 'outcome' | 'latencyMs'>): Response {
  const time = recordedTime.getStore();
  if (time !== undefined) time.latencyMs = latencyMs;
  if (outcome.kind === 'failure') throw errorOf(outcome.causes);
  const { status, headers, body } = outcome;
  return new Response(WITHOUT_BODY.has(status) ? null : new Uint8Array(bytesOf(body)), { status, headers });
}

/** An error as it is recorded; `hidden` takes secrets out of its messages. */
export function failureOf(error: unknown, hidden: (text: string) => string): Outcome {
  const causes: { name: string; message: string }[] = [];
  for (let cause = error; cause !== undefined && causes.length < DEEPEST_CAUSE; cause = causeOf(cause)) {
    const { name, message } = cause instanceof Error ? cause : { name: 'Error', message: inspect(cause) };
    causes.push({ name, message: hidden(message) });
  }
  return { kind: 'failure', causes };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function errorOf(causes: readonly { readonly name: string; readonly message: string }[]): Error {
  const error = [...causes].reverse().reduce<Error | undefined>((cause, { name, message }) => {
    const outer = new Error(message, cause === undefined ? {} : { cause });
    return Object.assign(outer, { name });
  }, undefined);
  return error ?? new Error('a failure without a cause');
}
