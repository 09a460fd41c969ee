import { afterEach, describe, expect, it } from 'vitest';
import type { Attempt, ModelSpec } from '../../../harness/models/contract.js';
import { openOpenAiSource, type OpenAiOptions } from '../../../harness/models/openai.js';
import { KEY, specFor } from './asking.js';
import * as flaky from './flaky-server.js';

const SECRET = 'another-secret-0123456789';
const servers: flaky.FlakyServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

type Source = Extract<ModelSpec['source'], { kind: 'openai' }>;

/** Asks a server once as a model with these settings. */
async function askAs(
  behaviour: flaky.Behaviour,
  source: Partial<Source>,
  model: Partial<ModelSpec> = {},
  options: OpenAiOptions = {},
) {
  const server = await flaky.startFlakyServer(behaviour);
  servers.push(server);
  const spec = specFor(server.baseUrl);
  const asked = { ...spec, ...model, source: { ...(spec.source as Source), ...source } };
  const env = { TEST_KEY: KEY, OTHER: SECRET };
  const opened = openOpenAiSource(asked, { env, attempts: 1, ...options });
  const noted: Attempt[] = [];
  const reply = await opened.ask(
    { prompt: 'Q?', parameters: { temperature: 0 }, sample: 2 },
    { onAttempt: (attempt) => noted.push(attempt) },
  );
  expect(noted).toEqual(reply.attempts);
  return { reply, received: server.received[0] };
}

describe('extra headers', () => {
  it('are sent beside the key, those of variables filled in', async () => {
    const headers = { 'X-Title': 'a study', 'x-api-key': { variable: 'OTHER' } };
    const { received } = await askAs(flaky.good, { headers });
    expect(received?.headers).toMatchObject({
      'x-title': 'a study',
      'x-api-key': SECRET,
      authorization: `Bearer ${KEY}`,
    });
  });

  it('are never shown where they are secret', async () => {
    const headers = { 'x-api-key': { variable: 'OTHER' } };
    const echo = flaky.json(
      400,
      { error: { message: `no such key: ${SECRET}` } },
      { 'x-request-id': SECRET },
    );
    const { reply } = await askAs(echo, { headers });
    expect(JSON.stringify(reply)).not.toContain(SECRET);
    const said = await askAs(flaky.completion({ content: `print("${SECRET}")` }), { headers });
    expect(JSON.stringify(said.reply)).not.toContain(SECRET);
  });

  it('whose variable is not set are refused before anything is sent', () => {
    const spec = specFor('http://127.0.0.1:9/v1');
    const source = { ...(spec.source as Source), headers: { 'x-api-key': { variable: 'MISSING' } } };
    expect(() => openOpenAiSource({ ...spec, source }, { env: { TEST_KEY: KEY } })).toThrow(
      /^MISSING is not set/,
    );
  });
});

describe('a short key', () => {
  it('is no reason to change an answer', async () => {
    const { reply } = await askAs(
      flaky.completion({ content: 'if EMPTY: pass' }),
      {},
      {},
      { env: { TEST_KEY: 'EMPTY' } },
    );
    expect(reply).toMatchObject({ answer: { raw: 'if EMPTY: pass' } });
  });
});

describe('the endpoint for plain completions', () => {
  it('gets the prompt as text, and its text is the answer', async () => {
    const choices = [{ index: 0, text: ' return 1', finish_reason: 'stop' }];
    const { reply, received } = await askAs(flaky.json(200, { model: 'x', choices }), {
      endpoint: 'completion',
    });
    expect(received?.url).toBe('/v1/completions');
    expect(received?.body).toEqual({ model: 'api-m', prompt: 'Q?', max_tokens: 50, temperature: 1 });
    expect(reply).toMatchObject({
      kind: 'answer',
      answer: { state: 'answered', raw: ' return 1', finishReason: 'stop' },
    });
  });

  it('that is cut off is known to be', async () => {
    const choices = [{ index: 0, text: 'ret', finish_reason: 'length' }];
    const { reply } = await askAs(flaky.json(200, { choices }), { endpoint: 'completion' });
    expect(reply).toMatchObject({ answer: { state: 'cut' } });
  });

  it('that answers as a chat is no completion', async () => {
    const { reply } = await askAs(flaky.good, { endpoint: 'completion' });
    expect(reply).toMatchObject({ kind: 'provider_failure', attempts: [{ outcome: 'not_a_completion' }] });
  });
});

describe('a model of its own', () => {
  it('has its own time limit', async () => {
    const { reply } = await askAs(flaky.stall, { timeoutSeconds: 0.15 });
    expect(reply.attempts[0]).toMatchObject({ outcome: 'timeout', message: 'no answer within 150 ms' });
  });

  it('gets parameters under its own names, nested ones, and the seed of the sample', async () => {
    const model = {
      parameters: { temperature: null, seed: 5, reasoning: { effort: 'low' }, max_tokens: 50 },
      rename: { max_tokens: 'max_completion_tokens' },
    };
    const { received } = await askAs(flaky.good, {}, model);
    expect(received?.body).toEqual({
      model: 'api-m',
      messages: [{ role: 'user', content: 'Q?' }],
      max_completion_tokens: 50,
      reasoning: { effort: 'low' },
      seed: 6,
    });
  });
});

describe('an answer', () => {
  it('keeps reasoning and cached tokens, and the reasoning out of the text', async () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 50,
      completion_tokens_details: { reasoning_tokens: 40 },
      prompt_tokens_details: { cached_tokens: 64 },
    };
    const message = { content: 'code', reasoning_content: 'long thoughts', reasoning: 'more' };
    const { reply } = await askAs(flaky.completion(message, null, { usage }), {});
    expect(reply).toMatchObject({
      answer: {
        raw: 'code',
        finishReason: null,
        completionTokens: 50,
        reasoningTokens: 40,
        cachedPromptTokens: 64,
      },
    });
  });

  it('is not lost to odd figures beside it', async () => {
    const usage = { prompt_tokens: -1, completion_tokens: 'many', prompt_tokens_details: 7 };
    const { reply } = await askAs(flaky.completion({ content: 'code' }, 'stop', { usage, model: 5 }), {});
    expect(reply).toMatchObject({
      answer: { raw: 'code', promptTokens: null, completionTokens: null, servedModel: null },
    });
  });
});

describe('an attempt', () => {
  it.each([
    [429, { code: 'rate_limit_exceeded' }, 'rate_limited'],
    [429, { message: 'You exceeded your current quota', code: 429 }, 'rate_limited'],
    [429, { code: 'insufficient_quota' }, 'quota_exhausted'],
    [429, { type: 'billing_not_active' }, 'quota_exhausted'],
    [402, {}, 'quota_exhausted'],
    [401, {}, 'refused_key'],
    [403, { message: 'not for this country' }, 'refused_key'],
    [403, { message: 'requires moderation and your input was flagged' }, 'refused_question'],
    [400, {}, 'refused_question'],
    [404, {}, 'refused_question'],
    [408, {}, 'timeout'],
    [529, {}, 'server_error'],
    [200, { code: 429, message: 'upstream' }, 'rate_limited'],
    [200, { message: 'overloaded' }, 'not_a_completion'],
  ])('with status %i and error %j is %s', async (status, error, outcome) => {
    const { reply } = await askAs(flaky.json(status, { error }), {});
    expect(reply.attempts).toMatchObject([{ outcome, httpStatus: status }]);
  });

  it('keeps the id of the request and what Retry-After said', async () => {
    const headers = { 'x-request-id': 'req_1', 'retry-after': '7' };
    const { reply } = await askAs(flaky.json(503, {}, headers), {});
    expect(reply.attempts).toMatchObject([{ requestId: 'req_1', retryAfter: '7' }]);
  });

  it('for want of money is the last one', async () => {
    const error = { code: 'insufficient_quota', message: 'pay' };
    const { reply } = await askAs(
      flaky.json(429, { error }),
      {},
      {},
      { attempts: 5, sleep: () => Promise.resolve() },
    );
    expect(reply).toMatchObject({ kind: 'provider_failure', attempts: [{ outcome: 'quota_exhausted' }] });
    expect(reply.attempts).toHaveLength(1);
  });

  it('that was under way when it was given up is told of', async () => {
    const server = await flaky.startFlakyServer(flaky.stall);
    servers.push(server);
    const noted: Attempt[] = [];
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 100);
    const control = { signal: stop.signal, onAttempt: (attempt: Attempt) => noted.push(attempt) };
    const asked = openOpenAiSource(specFor(server.baseUrl, null)).ask(
      { prompt: 'Q?', parameters: {} },
      control,
    );
    await expect(asked).rejects.toThrow('enough');
    expect(noted).toMatchObject([{ outcome: 'aborted', httpStatus: null }]);
  });
});
