import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../../harness/models/cassette/recorder.js';
import { Replay } from '../../../../harness/models/cassette/replay.js';
import { hideSecrets } from '../../../../harness/models/cassette/secrets.js';
import { json, KEY, linesOf, newPath, provider, recorded, sendBy } from './recorded.js';

const exchangesOf = (path: string): Record<string, unknown>[] =>
  linesOf(path)
    .slice(1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Every spelling that JSON has for a text, at random. */
const spelling = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((escaped) =>
      Array.from(text, (character, index) =>
        escaped[index]
          ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
          : JSON.stringify(character).slice(1, -1),
      ).join(''),
    );

describe('a recorder', () => {
  it('writes one line an exchange, after a line with the version of the format', async () => {
    const path = await recorded(provider(json({ answer: 42 })), [{ answer: 'the-answer' }]);
    expect(JSON.parse(linesOf(path)[0] ?? '')).toMatchObject({ cassette: 1 });
    expect(exchangesOf(path)).toEqual([
      {
        startedIso: expect.any(String) as string,
        latencyMs: expect.any(Number) as number,
        for: { answer: 'the-answer', problem: 'mini:Python/1', shown: null },
        request: { method: 'POST', path: '/v1/chat/completions', body: { messages: [], model: 'm' } },
        outcome: {
          kind: 'response',
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: { utf8: '{"answer":42}' },
        },
      },
    ]);
  });

  it('has an exchange on disk before its answer is used', async () => {
    const path = newPath();
    const recorder = new Recorder(path, { send: provider(json(1)) });
    await sendBy(recorder.fetchFor([KEY]));
    expect(linesOf(path)).toHaveLength(2);
    recorder.close();
  });

  it('keeps of the headers what explains a response, and no other', async () => {
    const headers = {
      'content-type': 'text/plain',
      'x-request-id': 'r1',
      'x-ratelimit-limit-requests': '9',
      'set-cookie': 'session=secret',
      'openai-organization': 'org-secret',
      'x-forwarded-for': '10.secret',
    };
    const path = await recorded(provider(new Response('', { headers })), [{}]);
    expect(exchangesOf(path)[0]).toMatchObject({
      outcome: {
        headers: { 'content-type': 'text/plain', 'x-request-id': 'r1', 'x-ratelimit-limit-requests': '9' },
      },
    });
    expect(readFileSync(path, 'utf8')).not.toMatch(/secret|personal/);
  });

  it('turns a date to come back at into seconds', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const path = await recorded(provider(json({}, { status: 429, headers: { 'retry-after': date } })), [{}]);
    const { outcome } = exchangesOf(path)[0] as { outcome: { headers: Record<string, string> } };
    const seconds = Number(outcome.headers['retry-after']);
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it('never records the key, wherever and however a server sends it back', async () => {
    await fc.assert(
      fc.asyncProperty(spelling(KEY), async (echoed) => {
        const said = [
          new Response(`{"error":"the key was ${echoed}"}`, {
            status: 401,
            headers: { 'x-request-id': KEY },
          }),
          new Response(`https://provider.test/?key=${encodeURIComponent(KEY)}`),
          new TypeError('fetch failed', { cause: new Error(`Bearer ${KEY} refused`) }),
        ];
        const path = await recorded(provider(...said), [{ body: { prompt: KEY } }, {}, {}]);
        for (const line of linesOf(path)) {
          expect(line).not.toContain(KEY);
          // What readers of the file see, and what they see who read the bodies in it.
          const shown = JSON.stringify(JSON.parse(line)).replaceAll('\\\\', '\\');
          expect(shown).not.toContain(echoed);
          expect(shown).not.toContain('planted4711');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the client what it recorded', async () => {
    const recorder = new Recorder(newPath(), { send: provider(new Response(`"${KEY}"`)) });
    expect(await (await sendBy(recorder.fetchFor([KEY]))).text()).toBe('"[key]"');
    recorder.close();
  });

  it('hides a secret that may be a word of an answer only where there is no answer', async () => {
    const recorder = new Recorder(newPath(), {
      send: provider(new Response('state = EMPTY'), new Response('no EMPTY', { status: 401 })),
    });
    const fetch = recorder.fetchFor(['EMPTY']);
    expect(await (await sendBy(fetch)).text()).toBe('state = EMPTY');
    expect(await (await sendBy(fetch)).text()).toBe('no [key]');
    recorder.close();
  });

  it('leaves alone what is no key', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(hideSecrets(text, ['no-such-key'])).toBe(text);
      }),
    );
  });

  it('records nothing of a request that was given up', async () => {
    const abort = AbortSignal.abort();
    const path = await recorded(provider(new Error('aborted')), [{}], { abort });
    expect(exchangesOf(path)).toEqual([]);
  });

  it('leaves a file alone that is no cassette', () => {
    for (const content of ['version: 1\nname: study\n', 'no line feed', '{"cassette":7}\n']) {
      const path = newPath();
      writeFileSync(path, content);
      expect(() => new Recorder(path)).toThrow(/cassette/);
      expect(readFileSync(path, 'utf8')).toBe(content);
    }
  });

  it('goes on with a file whose first line a kill cut off', () => {
    const path = newPath();
    writeFileSync(path, '{"cassette":1,"perf');
    new Recorder(path).close();
    expect(linesOf(path)).toHaveLength(1);
  });

  it('still gives the answer where the file cannot grow, says so once, and keeps what was whole', () => {
    const path = newPath();
    const script = 'test/unit/models/cassette/record-until-full.ts';
    const command = `trap '' XFSZ; ulimit -f 1; exec "$0" --import tsx ${script} "$1"`;
    const { stdout } = spawnSync('bash', ['-c', command, process.execPath, path], { encoding: 'utf8' });
    const { answers, told, broken } = JSON.parse(stdout) as Record<string, unknown>;
    expect(answers).toEqual(Array.from({ length: 10 }, (_, n) => 'x'.repeat(200) + String(n)));
    expect(told).toEqual([broken]);
    expect(broken).toMatch(/recording ended: EFBIG/);
    const { length } = exchangesOf(path);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(10);
    const replay = new Replay(path);
    expect(replay.exchanges).toBe(length);
    replay.close();
  }, 90_000);

  it('leaves a file that can be read and gone on with when it is killed, with every exchange that was used', async () => {
    const path = newPath();
    const script = 'test/unit/models/cassette/record-until-killed.ts';
    const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let used = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      used = Math.max(used, ...String(chunk).trim().split('\n').map(Number));
      if (used >= 3) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [unknown, string];
    expect(signal).toBe('SIGKILL');
    const replay = new Replay(path);
    expect(replay.exchanges).toBeGreaterThanOrEqual(used);
    replay.close();
    await recorded(provider(json('after')), [{}], { path });
    const after = new Replay(path);
    expect(after.exchanges).toBe(replay.exchanges + 1);
    after.close();
  }, 90_000);
});
