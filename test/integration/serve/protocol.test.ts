import { request } from 'node:http';
import OpenAI, { type APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, temporaryFolder } from '../cli/perforch.js';
import { served, type Served } from './served.js';

const KEY = 'the-key-of-these-tests';
const folder = temporaryFolder();
let open: Served;
let guarded: Served;

/** A program that its tests wait for, and one that they don't. */
const script = (prompt: string): string =>
  prompt.includes('slow')
    ? '```python\nimport time\ndef f(n):\n    time.sleep(25)\n    return n\n```'
    : '```python\ndef f(n):\n    return n\n```';

const asking = (content: string) => ({
  model: 'perforch',
  messages: [{ role: 'user' as const, content: `${content} in Python\n\nassert f(1) == 1` }],
});
const slow = (which: string) => asking(`slow ${which}`);

/** A request with all its freedom; the stock client would not send it. */
async function send(path: string, init: RequestInit = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${open.baseUrl}${path}`, { headers, ...init });
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  return { status: response.status, headers: response.headers, ...error };
}

const post = (body: string, more: RequestInit = {}) =>
  send('/chat/completions', { method: 'POST', body, ...more });

beforeAll(async () => {
  open = await served(folder, { model: script }, ['--languages', 'python']);
  guarded = await served(
    folder,
    { model: script },
    [
      '--languages',
      'python',
      '--key-variable',
      'SERVE_TEST_KEY',
      '--max-concurrent',
      '1',
      '--timeout-seconds',
      '4',
    ],
    { env: { SERVE_TEST_KEY: KEY } },
  );
});
afterAll(async () => {
  await open.stop();
  await guarded.stop();
});

describe('perforch serve refuses in the protocol', () => {
  it('what is no JSON', async () => {
    expect(await post('{"model":')).toMatchObject({ status: 400, code: 'invalid_json', param: null });
  });

  it('what lacks a field, by its name', async () => {
    expect(await post('{"model":"perforch"}')).toMatchObject({ status: 400, param: 'messages' });
  });

  it('another model', async () => {
    const asked = open.client().chat.completions.create({ ...asking(''), model: 'gpt-4o' });
    await expect(asked).rejects.toThrow(OpenAI.NotFoundError);
    await expect(open.client().models.retrieve('gpt-4o')).rejects.toThrow(OpenAI.NotFoundError);
  });

  it('another address', async () => {
    expect(await send('/embeddings', { method: 'POST', body: '{}' })).toMatchObject({ status: 404 });
  });

  it('another method, and names the right one', async () => {
    const { status, headers } = await send('/chat/completions');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('another type, which a web page could send', async () => {
    expect(await post('{}', { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
  });

  it('a language that was not opened', async () => {
    const asked = open.client().chat.completions.create({
      model: 'perforch',
      messages: [{ role: 'user', content: 'In Rust, please' }],
    });
    await expect(asked).rejects.toMatchObject({ status: 400, code: 'unsupported_language' });
  });

  it.each([
    ['that says how large it is', 2 << 20],
    ['that does not', null],
  ])('a request that is too large, one %s', async (_, length) => {
    const body = JSON.stringify({ ...asking('x'.repeat(2 << 20)) });
    const sized = body.padEnd(length ?? body.length);
    const stream = length === null ? new Blob([sized]).stream() : sized;
    const refused = await send('/chat/completions', {
      method: 'POST',
      body: stream,
      duplex: 'half',
    });
    expect(refused).toMatchObject({ status: 413, code: 'request_too_large' });
  });

  it('a web page that gives this machine a name of its own', async () => {
    const { port } = new URL(open.baseUrl);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ port, path: '/v1/models', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.once('error', reject);
      asked.end();
    });
    expect(status).toBe(403);
  });

  it('whoever has no key, or another one', async () => {
    const another = guarded.client('another').models.list();
    await expect(another).rejects.toThrow(OpenAI.AuthenticationError);
    const response = await fetch(`${guarded.baseUrl}/models`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await guarded.client(KEY).models.list()).data).toHaveLength(1);
  });
});

describe('perforch serve', () => {
  it('refuses what would be too many at a time, and says when to come again', async () => {
    const first = guarded.client(KEY).chat.completions.create(slow('first')).catch(errorOf);
    await until(() => guarded.prompts().some((prompt) => prompt.includes('slow first')));
    const refused = await guarded.client(KEY).chat.completions.create(asking('second')).catch(errorOf);
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect((refused as APIError).headers?.get('retry-after')).toMatch(/^\d+$/);
    await first;
  });

  it('ends its work when the client hangs up', async () => {
    const own = await served(folder, { model: script }, ['--languages', 'python', '--max-concurrent', '1']);
    let notes = '';
    own.child.stderr?.on('data', (chunk) => (notes += String(chunk)));
    const hangUp = new AbortController();
    const slowly = own.client().chat.completions.create(slow('gone'), { signal: hangUp.signal });
    const settled = slowly.catch(errorOf);
    await until(() => own.prompts().length > 0);
    const begunMs = performance.now();
    hangUp.abort();
    expect(await settled).toBeInstanceOf(OpenAI.APIUserAbortError);
    // The one place is free long before the program would have ended by itself.
    const next = await retried(() => own.client().chat.completions.create(asking('after')));
    expect(performance.now() - begunMs).toBeLessThan(20_000);
    expect(next.choices[0]?.message.content).toContain('def f');
    expect(notes).toContain('POST /v1/chat/completions hung up');
    await own.stop();
  });

  it('ends a request that takes too long', async () => {
    const refused = await retried(() => guarded.client(KEY).chat.completions.create(slow('late'))).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ status: 504, code: 'timeout', type: 'server_error' });
  });

  it('refuses to be reached by others without a key', async () => {
    const refused = await refusal(['serve', '--profile', 'none.json', '--host', '0.0.0.0']);
    expect(refused).toContain('--key-variable');
    const unset = await refusal(['serve', '--profile', 'none.json', '--key-variable', 'NOT_SET_AT_ALL']);
    expect(unset).toContain('NOT_SET_AT_ALL is not set');
  });

  it('is stopped cleanly, with an error for what is under way', async () => {
    const own = await served(folder, { model: script }, ['--languages', 'python']);
    const slowly = own.client().chat.completions.create(slow('stopped')).catch(errorOf);
    await until(() => own.prompts().length > 0);
    own.child.kill('SIGINT');
    expect(await slowly).toMatchObject({ status: 503, code: 'stopping' });
    const { code, stderr } = await own.end;
    expect(code).toBe(130);
    expect(stderr).toContain('requests under way are ended');
    expect(stderr).not.toMatch(/internal error| {4}at /);
    await own.models.close();
  });
});

const errorOf = (error: unknown): unknown => error;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Again as long as the one place is taken. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OpenAI.RateLimitError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
