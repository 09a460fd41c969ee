import { z } from 'zod';
import { canonicalJson } from '../../hash.js';
import type { RecordedRequest } from './exchange.js';
import { hideSecrets } from './secrets.js';

/** What is recorded of a request that is given to `fetch`: no header, and no host. */
export function readRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
  secrets: readonly string[] = [],
): RecordedRequest {
  if (input instanceof Request) throw new TypeError('a request is given as address and options');
  const body = init?.body ?? null;
  if (body !== null && typeof body !== 'string') throw new TypeError('only bodies of text are recorded');
  const json: unknown = body === null ? null : JSON.parse(hideSecrets(body, secrets));
  return {
    method: (init?.method ?? 'GET').toUpperCase(),
    path: new URL(input).pathname,
    body: z.json().parse(JSON.parse(canonicalJson(json))),
  };
}
