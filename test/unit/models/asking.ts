import { afterEach, expect } from 'vitest';
import type { ModelSpec, Reply } from '../../../harness/models/contract.js';
import { openOpenAiSource, type OpenAiOptions } from '../../../harness/models/openai.js';
import * as flaky from './flaky-server.js';

export const KEY = 'sk-very-secret-0123456789';
const NOON = Date.parse('2026-01-01T12:00:00Z');
export const servers: flaky.FlakyServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

export function specFor(baseUrl: string, keyVariable: string | null = 'TEST_KEY'): ModelSpec {
  return {
    id: 'm',
    name: 'M',
    provenance: '[D] test',
    source: { kind: 'openai', apiName: 'api-m', baseUrl, keyVariable },
    price: null,
    parameters: { max_tokens: 50, temperature: 1 },
    scripted: false,
  };
}

/** Asks a server that behaves like this, one behaviour a request, and checks what holds of every attempt. */
export async function ask(behaviours: flaky.Behaviour[], options: OpenAiOptions = {}, signal?: AbortSignal) {
  const server = await flaky.startFlakyServer(...behaviours);
  servers.push(server);
  const waitsMs: number[] = [];
  const source = openOpenAiSource(specFor(server.baseUrl), {
    env: { TEST_KEY: KEY },
    now: () => NOON,
    random: () => 0,
    sleep: (ms) => {
      waitsMs.push(ms);
      return Promise.resolve();
    },
    ...options,
  });
  const reply = await source.ask({ prompt: 'Q?', parameters: { temperature: 0 } }, signal ? { signal } : {});
  for (const attempt of reply.attempts) {
    expect(attempt.message).not.toContain(KEY);
    expect(attempt.message).not.toContain('\n');
    expect(attempt.message).not.toBe('');
    expect(attempt.atIso).toBe('2026-01-01T12:00:00.000Z');
  }
  return { reply, waitsMs, server };
}

export const statuses = (reply: Reply): (number | null)[] =>
  reply.attempts.map((attempt) => attempt.httpStatus);
