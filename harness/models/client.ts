import OpenAI from 'openai';
import type { Credentials, OpenAiSource } from './credentials.js';
import { patientFetch } from './fetch.js';

/**
 * The `openai` client for one endpoint. Everything that it would take from the environment by itself (organisation, project,
 * log level, admin key) is switched off: those belong to OpenAI, and this may be someone else's server.
 */
export function clientFor(
  source: OpenAiSource,
  { key, headers }: Credentials,
  options: { readonly timeoutMs: number; readonly fetch?: typeof globalThis.fetch | undefined },
): OpenAI {
  const { timeoutMs, fetch = patientFetch } = options;
  return new OpenAI({
    baseURL: source.baseUrl,
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch,
    defaultHeaders: { ...headers, ...(key === null ? { Authorization: null } : {}) },
  });
}
