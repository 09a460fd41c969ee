import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { openSource } from '../../../harness/models/source.js';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';

describe('the scripted server', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer({
      echo: (prompt) => `you said: ${prompt}`,
      short: () => ({ text: 'half', finishReason: 'length' }),
      lost: () => {
        throw new Error('no idea');
      },
    });
  });
  afterAll(() => server.close());

  const post = (body: string): Promise<Response> =>
    fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body });

  it('listens on the loopback interface', () => {
    expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  });

  it('lists its models', async () => {
    const body: unknown = await (await fetch(`${server.baseUrl}/models`)).json();
    expect(body).toMatchObject({ object: 'list', data: [{ id: 'echo' }, { id: 'short' }, { id: 'lost' }] });
  });

  it('answers our client, with usage that is the same every time', async () => {
    const first = await openSource(specFor('echo', server.baseUrl)).ask({
      prompt: 'hello',
      parameters: { temperature: 0 },
    });
    expect(first).toMatchObject({
      kind: 'answer',
      answer: {
        state: 'answered',
        raw: 'you said: hello',
        finishReason: 'stop',
        promptTokens: 2,
        completionTokens: 4,
        servedModel: 'echo',
        fingerprint: 'scripted',
      },
    });
    expect(server.requests.at(-1)).toEqual({
      method: 'POST',
      path: '/v1/chat/completions',
      status: 200,
      model: 'echo',
      prompt: 'hello',
    });
    const cut = openSource(specFor('short', server.baseUrl));
    expect(await cut.ask({ prompt: 'x', parameters: {} })).toMatchObject({ answer: { state: 'cut' } });
  });

  it.each([
    [
      'an unknown model',
      '{"model": "nobody", "messages": [{"role": "user", "content": "x"}]}',
      404,
      'model_not_found',
    ],
    ['bad JSON', '{"model": ', 400, 'invalid_json'],
    ['no messages', '{"model": "echo"}', 400, 'invalid_request'],
    [
      'a script that throws',
      '{"model": "lost", "messages": [{"role": "user", "content": "x"}]}',
      400,
      'not_answered',
    ],
    [
      'a name of every object',
      '{"model": "toString", "messages": [{"role": "user", "content": "x"}]}',
      404,
      'model_not_found',
    ],
  ])('has an error for %s', async (_, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('has an error for another address', async () => {
    expect((await fetch(`${server.baseUrl}/embeddings`)).status).toBe(404);
  });
});

function specFor(apiName: string, baseUrl: string): ModelSpec {
  return {
    id: 'x',
    name: 'X',
    provenance: '[D] test',
    source: { kind: 'openai', apiName, baseUrl, keyVariable: null },
    price: null,
    parameters: {},
    scripted: true,
  };
}
