import { describe, expect, it } from 'vitest';
import { openOpenAiSource } from '../../../harness/models/openai.js';
import { ask, KEY, servers, specFor, statuses } from './asking.js';
import * as flaky from './flaky-server.js';

describe('trying again', () => {
  it('waits twice as long each time, and gives up after the fifth try', async () => {
    const { reply, waitsMs } = await ask([flaky.json(500, { error: { message: 'boom' } })]);
    expect(reply.kind).toBe('provider_failure');
    expect(statuses(reply)).toEqual([500, 500, 500, 500, 500]);
    expect(waitsMs).toEqual([1000, 2000, 4000, 8000]);
  });

  it('takes up to half of a wait off as jitter', async () => {
    const { waitsMs } = await ask([flaky.raw(503, ''), flaky.good], { random: () => 0.999 });
    expect(waitsMs).toEqual([500]);
  });

  it('honours Retry-After in seconds and as a date', async () => {
    const busy = { error: { message: 'slow down' } };
    const { reply, waitsMs } = await ask([
      flaky.json(429, busy, { 'retry-after': '7' }),
      flaky.json(429, busy, { 'retry-after': 'Thu, 01 Jan 2026 12:00:42 GMT' }),
      flaky.json(429, busy, { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }),
      flaky.json(429, busy, { 'retry-after': 'soon' }),
      flaky.good,
    ]);
    expect(waitsMs).toEqual([7000, 42_000, 0, 8000]);
    expect(reply.kind).toBe('answer');
    expect(statuses(reply)).toEqual([429, 429, 429, 429, 200]);
  });

  it('leaves the cell to the next run where Retry-After is too long', async () => {
    const { reply, waitsMs } = await ask([flaky.raw(429, 'quota', { 'retry-after': '3600' })]);
    expect(waitsMs).toEqual([]);
    expect(reply).toMatchObject({ kind: 'provider_failure', attempts: [{ httpStatus: 429 }] });
    expect(reply.attempts[0]?.message).toContain('3600 s');
  });

  it.each([
    ['a reset connection', flaky.reset, null, /connection failed/i],
    [
      'invalid JSON',
      flaky.raw(200, '{"choices": [', { 'content-type': 'application/json' }),
      200,
      /not JSON/,
    ],
    [
      'an HTML page',
      flaky.raw(502, '<!DOCTYPE html><html><title>Bad\ngateway</title></html>'),
      502,
      /"Bad gateway"/,
    ],
    ['an HTML page with status 200', flaky.raw(200, '<html>hello</html>'), 200, /HTML page/],
    ['the wrong shape', flaky.json(200, { choices: [] }), 200, /choices/],
    ['an error with status 200', flaky.json(200, { error: { message: 'overloaded' } }), 200, /overloaded/],
    ['a failed choice', flaky.completion({ content: 'half' }, 'error'), 200, /failed while answering/],
    ['a time-out of the server', flaky.raw(408, ''), 408, /408/],
    ['a conflict', flaky.json(409, { error: { message: 'lock' } }), 409, /lock/],
  ])('survives %s', async (_, behaviour, status, message) => {
    const { reply } = await ask([behaviour, flaky.good]);
    expect(reply.kind).toBe('answer');
    expect(statuses(reply)).toEqual([status, 200]);
    expect(reply.attempts[0]?.message).toMatch(message);
  });

  it.each([
    ['before the headers', flaky.stall, null],
    ['in the body', flaky.stallInBody, 200],
  ])('survives a server that stalls %s', async (_, behaviour, httpStatus) => {
    const { reply } = await ask([behaviour, flaky.good], { timeoutMs: 150 });
    expect(reply.kind).toBe('answer');
    expect(reply.attempts[0]).toMatchObject({
      outcome: 'timeout',
      httpStatus,
      message: 'no answer within 150 ms',
    });
  });

  it.each([400, 401, 403, 404, 422])('does not try again after %i', async (status) => {
    const { reply, waitsMs, server } = await ask([
      flaky.json(status, { error: { message: `key ${KEY} no` } }),
    ]);
    expect(reply.kind).toBe('provider_failure');
    expect(statuses(reply)).toEqual([status]);
    expect(waitsMs).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it('says so when nobody listens', async () => {
    const source = openOpenAiSource(specFor('http://127.0.0.1:9/v1', null), { attempts: 1 });
    const reply = await source.ask({ prompt: 'Q?', parameters: {} });
    expect(reply.kind).toBe('provider_failure');
    expect(reply.attempts[0]?.message).toMatch(/ECONNREFUSED|bad port/);
  });
});

describe('stopping', () => {
  it('rejects with the reason of the signal, while sending and while waiting', async () => {
    const reason = new Error('enough');
    const sending = new AbortController();
    setTimeout(() => sending.abort(reason), 50);
    await expect(ask([flaky.stall], {}, sending.signal)).rejects.toBe(reason);

    const waiting = new AbortController();
    const asked = ask([flaky.raw(500, '')], { sleep: (_, signal) => aborted(signal) }, waiting.signal);
    setTimeout(() => waiting.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
  });

  it('sends nothing for a signal that is aborted already', async () => {
    await expect(ask([flaky.good], {}, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    expect(servers.at(-1)?.received).toEqual([]);
  });
});

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('the sleep was interrupted')));
  });
}
