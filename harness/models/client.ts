import OpenAI from 'openai';
import { UserError } from '../errors.js';
import type { ModelSpec } from './contract.js';

export type OpenAiSource = Extract<ModelSpec['source'], { kind: 'openai' }>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** What may be sent to an endpoint and shown to nobody. */
export interface Credentials {
  /** Null for a server without one. */
  readonly key: string | null;
  /** Extra headers, their variables filled in. */
  readonly headers: Readonly<Record<string, string>>;
  /** The key and all values that came from variables. */
  readonly secrets: readonly string[];
}

/** Takes a model's secrets from the environment. Throws `UserError` that names the variable that is not set or unfit. */
export function credentialsOf(spec: ModelSpec, source: OpenAiSource, env: Environment): Credentials {
  const secrets: string[] = [];
  const secretOf = (variable: string): string => {
    const value = valueOf(variable, spec, source, env);
    secrets.push(value);
    return value;
  };
  const key = source.keyVariable === null ? null : secretOf(source.keyVariable);
  const headers = Object.entries(source.headers ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? value : secretOf(value.variable)] as const,
  );
  return { key, headers: Object.fromEntries(headers), secrets };
}

function valueOf(variable: string, spec: ModelSpec, source: OpenAiSource, env: Environment): string {
  const value = env[variable]?.trim() ?? '';
  if (value === '') {
    throw new UserError(`${variable} is not set; set it to the key of ${source.baseUrl} to ask ${spec.id}`);
  }
  // An HTTP header takes visible ASCII only; the client's own message would show the key.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new UserError(
      `${variable} holds characters that no key has; set it again, without blanks and quotes`,
    );
  }
  return value;
}

/**
 * The `openai` client for one endpoint. Everything that it would take from the environment by itself (organisation, project,
 * log level, admin key) is switched off: those belong to OpenAI, and this may be someone else's server.
 */
export function clientFor(
  source: OpenAiSource,
  { key, headers }: Credentials,
  options: { readonly timeoutMs: number; readonly fetch: typeof globalThis.fetch },
): OpenAI {
  const { timeoutMs, fetch } = options;
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
