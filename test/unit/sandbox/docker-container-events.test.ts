import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { afterEach, expect, test, vi } from 'vitest';
import { ContainerEvents } from '../../../harness/sandbox/docker/container-events.js';

async function eventsFrom(stream: PassThrough): Promise<ContainerEvents> {
  return ContainerEvents.open({ getEvents: () => Promise.resolve(stream) } as unknown as Docker, 'session');
}

afterEach(() => vi.useRealTimers());

const said = (action: string, id: string, attributes?: object) =>
  `${JSON.stringify({ Action: action, Actor: { ID: id, Attributes: attributes } })}\n`;

test('a container in which the kernel killed ran out of memory', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  stream.write(said('oom', 'a') + said('die', 'a'));
  expect(await life.ranOut()).toBe(true);
});

test('one that only ended did not, whatever another one did', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  events.follow('b');
  stream.write(said('oom', 'b') + said('die', 'a'));
  expect(await life.ranOut()).toBe(false);
});

test('the answer waits for the end, and events may come in pieces', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  const asked = life.ranOut();
  const text = said('oom', 'a') + said('die', 'a');
  stream.write(text.slice(0, 13));
  stream.write(text.slice(13));
  expect(await asked).toBe(true);
});

test('the end has the exit code that the engine tells', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  stream.write(said('die', 'a', { exitCode: '137', image: 'any' }));
  expect(await life.end()).toEqual({ code: 137, oom: false });
});

test('where the engine says nothing of an end there is no answer, and nobody waits for ever', async () => {
  vi.useFakeTimers();
  const events = await eventsFrom(new PassThrough());
  const life = events.follow('a');
  const asked = Promise.allSettled([life.ranOut(), life.end(), life.removed()]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await asked).toMatchObject([
    { reason: { message: expect.stringMatching(/did not tell how a container ended/) as string } },
    { value: null },
    { status: 'fulfilled' },
  ]);
});

test('a container that is removed without having run has no end', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  stream.write(said('destroy', 'a'));
  await life.removed();
  expect(await life.end()).toBe(null);
});

test('an engine that is gone is listened to no more, and nobody waits for what it would tell', async () => {
  const stream = new PassThrough();
  const events = await eventsFrom(stream);
  const life = events.follow('a');
  expect(events.listens).toBe(true);
  const asked = Promise.all([life.end(), life.removed()]);
  stream.resume().end();
  expect(await asked).toEqual([null, undefined]);
  expect(events.listens).toBe(false);
});
