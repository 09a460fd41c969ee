import OpenAI from 'openai';
import { UserError } from '../errors.js';
import type { ModelSpec } from './contract.js';

export type OpenAiSource = Extract<ModelSpec['source'], { kind: 'openai' }>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** The key of a model from the environment; null for a server without one. Throws `UserError` that names the variable. */
export function keyFor(spec: ModelSpec, source: OpenAiSource, env: Environment): string | null {
  const { keyVariable } = source;
  if (keyVariable === null) return null;
  const key = env[keyVariable]?.trim() ?? '';
  if (key === '') {
    throw new UserError(
      `${keyVariable} is not set; set it to the key of ${source.baseUrl} to ask ${spec.id}`,
    );
  }
  // An HTTP header takes visible ASCII only; the client's own message would show the key.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError(
      `${keyVariable} holds characters that no key has; set it again, without blanks and quotes`,
    );
  }
  return key;
}

/**
 * The `openai` client for one endpoint. Everything that it would take from the environment by itself (organisation, project,
 * log level, admin key) is switched off: those belong to OpenAI, and this may be someone else's server.
 */
export function clientFor(source: OpenAiSource, key: string | null, timeoutMs: number): OpenAI {
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
    ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
  });
}
