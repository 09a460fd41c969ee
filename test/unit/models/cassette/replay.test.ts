import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedTime, type RecordedTime } from '../../../../harness/models/cassette/play.js';
import { Recorder } from '../../../../harness/models/cassette/recorder.js';
import { NotRecorded, Replay } from '../../../../harness/models/cassette/replay.js';
import { json, linesOf, newPath, provider, recorded, replaying, sendBy, URL_OF_CHAT } from './recorded.js';

const textOf = async (response: Promise<Response>): Promise<string> => (await response).text();

describe('a replay', () => {
  it('gives the recorded bytes, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const path = await recorded(provider(new Response(new Uint8Array(bytes))), [{}]);
        const replayed = await replaying(path, async (fetch) => (await sendBy(fetch)).arrayBuffer());
        expect(new Uint8Array(replayed)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it('gives status, kept headers and latency as recorded', async () => {
    const said = json(
      {},
      { status: 429, headers: { 'retry-after': '7', 'x-ratelimit-remaining-tokens': '3' } },
    );
    const slow: typeof fetch = () => new Promise((done) => setTimeout(() => done(said), 30));
    const path = await recorded(slow, [{}]);
    await replaying(path, async (fetch) => {
      const time: RecordedTime = {};
      const response = await recordedTime.run(time, () => sendBy(fetch));
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toBe('7');
      expect(response.headers.get('x-ratelimit-remaining-tokens')).toBe('3');
      const { latencyMs } = time;
      expect(latencyMs).toBeGreaterThanOrEqual(29);
      expect(latencyMs).toBe((JSON.parse(linesOf(path)[1] ?? '') as { latencyMs: number }).latencyMs);
    });
  });

  it('gives a response without a body', async () => {
    const path = await recorded(provider(new Response(null, { status: 204 })), [{}]);
    expect(await replaying(path, async (fetch) => (await sendBy(fetch)).status)).toBe(204);
  });

  it('gives the responses to the same request in their order, each once', async () => {
    const path = await recorded(provider(json(1), json(2), json(3)), [{}, {}, {}]);
    await replaying(path, async (fetch) => {
      expect(await textOf(sendBy(fetch))).toBe('1');
      expect(await textOf(sendBy(fetch))).toBe('2');
      expect(await textOf(sendBy(fetch))).toBe('3');
      await expect(sendBy(fetch)).rejects.toThrow(/all recorded responses to this request were given/);
    });
  });

  it('finds a request whatever the order of its fields and the host', async () => {
    const path = await recorded(provider(json('found')), [{ body: { a: 1, b: { c: 2, d: 3 } } }]);
    const sent = { body: { b: { d: 3, c: 2 }, a: 1 }, url: URL_OF_CHAT.replace('provider', 'mirror') };
    expect(await replaying(path, (fetch) => textOf(sendBy(fetch, sent)))).toBe('"found"');
  });

  it.each([
    ['another body', { body: { model: 'n', messages: [] } }],
    ['another path', { url: 'http://provider.test/v2/chat/completions' }],
    ['another answer', { answer: 'second' }],
    ['no answer', { answer: undefined }],
  ])('refuses %s than was recorded', async (_, difference) => {
    const asked = { answer: 'first' };
    const path = await recorded(provider(json(1)), [asked]);
    const sent = { ...asked, ...difference } as Parameters<typeof sendBy>[1];
    await expect(replaying(path, (fetch) => sendBy(fetch, sent))).rejects.toThrow(NotRecorded);
  });

  it('keeps two samples apart that send the same request, in whatever order they are asked', async () => {
    const path = await recorded(provider(json('a'), json('b')), [{ answer: 'one' }, { answer: 'two' }]);
    await replaying(path, async (fetch) => {
      expect(await textOf(sendBy(fetch, { answer: 'two' }))).toBe('"b"');
      expect(await textOf(sendBy(fetch, { answer: 'one' }))).toBe('"a"');
    });
  });

  it('goes on where an earlier run into the same database ended', async () => {
    const path = await recorded(provider(json(1), json(2)), [{ answer: 'one' }, { answer: 'one' }]);
    const played = (answer: string): number => (answer === 'one' ? 1 : 0);
    const text = await replaying(path, (fetch) => textOf(sendBy(fetch, { answer: 'one' })), { played });
    expect(text).toBe('2');
  });

  it('fails as the provider did', async () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const path = await recorded(provider(new TypeError('fetch failed', { cause })), [{}]);
    const failure = await replaying(path, (fetch) => sendBy(fetch).catch((error: unknown) => error));
    expect(failure).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { name: 'Error', message: 'read ECONNRESET' },
    });
  });

  it('leaves a line out that a kill cut off, and nothing else', async () => {
    const path = await recorded(provider(json(1), json(2)), [{ answer: 'a' }, { answer: 'b' }]);
    const whole = readFileSync(path);
    for (const cut of [1, 10, 100]) {
      writeFileSync(path, whole.subarray(0, whole.length - cut));
      const replay = new Replay(path);
      expect(replay.exchanges).toBe(1);
      replay.close();
    }
  });

  it.each([
    ['', /:1: empty/],
    ['{"cassette":2}\n', /:1: cassette: version 2, this perforch knows 1/],
    ['{"models":[]}\n', /:1: no cassette of perforch/],
    ['PK\n', /:1: not valid JSON/],
    ['{"cassette":1,"perforch":"1"}\n{"startedIso":"x"}\n', /:2: startedIso: /],
    ['{"cassette":1,"perforch":"1"}\n{"cassette":1}\n', /:2: /],
  ])('refuses the file %j and says where', (content, message) => {
    const path = newPath();
    writeFileSync(path, content);
    expect(() => new Replay(path)).toThrow(message);
  });

  it('refuses any damaged file by name, and never fails in another way', async () => {
    const path = await recorded(provider(json({ choices: [] }), json(2)), [{ answer: 'a' }, {}]);
    const whole = readFileSync(path);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        writeFileSync(path, damaged);
        try {
          new Replay(path).close();
        } catch (error) {
          expect(error).toMatchObject({ name: 'UserError' });
          expect(String(error)).toContain(path);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('can be recorded on after a kill', async () => {
    const path = await recorded(provider(json(1)), [{ answer: 'a' }]);
    writeFileSync(path, readFileSync(path, 'utf8') + '{"startedIso":"2026-');
    await recorded(provider(json(2)), [{ answer: 'b' }], { path });
    expect(await replaying(path, (fetch) => textOf(sendBy(fetch, { answer: 'b' })))).toBe('2');
    expect(() => new Recorder(path).close()).not.toThrow();
  });
});
