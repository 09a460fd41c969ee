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
