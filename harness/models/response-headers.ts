type Heads = Pick<Headers, 'get'> | null;

/** Names under which providers and the proxies before them give a request's id, the provider's own first. */
const REQUEST_ID = [
  'x-request-id',
  'request-id',
  'apim-request-id',
  'x-amzn-requestid',
  'x-generation-id',
  'cf-ray',
];

/** The provider's name for a request, by which its support finds it; null where it gives none. */
export function requestIdOf(headers: Heads): string | null {
  for (const name of REQUEST_ID) {
    const id = headers?.get(name) ?? '';
    if (id !== '') return id;
  }
  return null;
}

/** `Retry-After` as given; `retry-after-ms`, which OpenAI and Azure send beside it or alone, with its unit. */
export function retryAfterOf(headers: Heads): string | null {
  const ms = headers?.get('retry-after-ms') ?? '';
  if (/^\d+(\.\d+)?$/.test(ms)) return `${ms} ms`;
  return headers?.get('retry-after') ?? null;
}
