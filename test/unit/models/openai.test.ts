import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { openOpenAiSource } from '../../../harness/models/openai.js';
import { openSource } from '../../../harness/models/source.js';
import { ask, KEY, servers, specFor } from './asking.js';
import * as flaky from './flaky-server.js';

describe('asking', () => {
  it('sends one user message with the parameters of model and question, and nothing else', async () => {
    const { reply, server } = await ask([flaky.good]);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.url).toBe('/v1/chat/completions');
    expect(server.received[0]?.body).toEqual({
      model: 'api-m',
      messages: [{ role: 'user', content: 'Q?' }],
      max_tokens: 50,
      temperature: 1,
    });
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(reply).toEqual({
      kind: 'answer',
      answer: {
        state: 'answered',
        raw: 'the answer',
        finishReason: 'stop',
        promptTokens: 11,
        completionTokens: 7,
        reasoningTokens: null,
        cachedPromptTokens: null,
        latencyMs: expect.any(Number) as number,
        servedModel: 'served-model',
        fingerprint: 'fp_1',
      },
      attempts: [
        {
          atIso: '2026-01-01T12:00:00.000Z',
          durationMs: expect.any(Number) as number,
          outcome: 'answered',
          httpStatus: 200,
          requestId: null,
          retryAfter: null,
          message: 'answered',
        },
      ],
    });
  });

  it('sends no Authorization header to a server without a key, whatever the environment holds', async () => {
    const server = await flaky.startFlakyServer(flaky.good);
    servers.push(server);
    process.env['OPENAI_API_KEY'] = KEY;
    process.env['OPENAI_ORG_ID'] = 'org-secret';
    try {
      const source = openOpenAiSource(specFor(server.baseUrl, null));
      await source.ask({ prompt: 'Q?', parameters: {} });
    } finally {
      delete process.env['OPENAI_API_KEY'];
      delete process.env['OPENAI_ORG_ID'];
    }
    expect(server.received[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(server.received[0]?.headers)).not.toMatch(/secret/);
  });

  it.each([
    ['length', { content: 'def f(' }, 'length', 'cut'],
    ['content filter', { content: '' }, 'content_filter', 'filtered'],
    ['refusal', { content: null, refusal: 'I cannot help.' }, 'stop', 'refused'],
    ['nothing', { content: null }, 'stop', 'empty'],
    ['blanks', { content: ' \n\t ' }, 'stop', 'empty'],
    ['nothing, for want of room', { content: '' }, 'length', 'cut'],
    [
      'text in parts',
      {
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      'stop',
      'answered',
    ],
  ])('maps %s', async (_, message, finishReason, state) => {
    const { reply } = await ask([flaky.completion(message, finishReason)]);
    expect(reply).toMatchObject({ kind: 'answer', answer: { state, finishReason } });
  });

  it('keeps the text of a refusal as the raw answer, and does without usage', async () => {
    const { reply } = await ask([
      flaky.completion({ content: null, refusal: 'No.' }, 'stop', { usage: undefined }),
    ]);
    expect(reply).toMatchObject({ answer: { raw: 'No.', promptTokens: null, completionTokens: null } });
  });
});

describe('opening', () => {
  it.each([{}, { TEST_KEY: '' }, { TEST_KEY: '  \n' }])('names the variable that is not set (%j)', (env) => {
    expect(() => openSource(specFor('http://127.0.0.1:9/v1'), { env })).toThrow(/^TEST_KEY is not set; /);
  });

  it('refuses a key that cannot be sent, without showing it', () => {
    const open = () => openSource(specFor('http://127.0.0.1:9/v1'), { env: { TEST_KEY: 'sk-bad key' } });
    expect(open).toThrow(/^TEST_KEY holds/);
    expect(open).not.toThrow(/sk-bad/);
  });

  it('refuses a model whose answers are only imported', () => {
    const recorded: ModelSpec = { ...specFor('http://x'), source: { kind: 'recorded' } };
    expect(() => openSource(recorded)).toThrow(/m has no API; import/);
  });

  it('refuses parameters that the harness decides', async () => {
    const source = openSource(specFor('http://127.0.0.1:9/v1', null));
    await expect(source.ask({ prompt: 'Q?', parameters: { n: 2 } })).rejects.toThrow(/parameter "n" of m/);
  });
});
