import { retryAfterMs } from '../retry.js';
import { hideSecrets } from './secrets.js';

/** All other headers (cookies, organisations, addresses) are nobody's business. */
const KEPT =
  /^(?:content-type|retry-after(?:-ms)?|(?:x-)?ratelimit-[\w-]+|(?:(?:x-|apim-)?request|x-amzn-request|x-generation)-?id|cf-ray)$/;

/**
 * The headers of a response that are recorded, by lower-case name in their order. A date in `retry-after` becomes the
 * seconds that it meant when it came: later it would mean nothing.
 */
export function keptHeaders(
  headers: Headers,
  secrets: readonly string[],
  nowMs: number,
): Record<string, string> {
  const kept = [...headers].filter(([name]) => KEPT.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      name === 'retry-after' ? inSeconds(value, nowMs) : hideSecrets(value, secrets),
    ]),
  );
}

function inSeconds(retryAfter: string, nowMs: number): string {
  const waitMs = retryAfterMs(retryAfter, nowMs);
  return waitMs === null ? '' : String(waitMs / 1000);
}
