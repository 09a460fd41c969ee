import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { expect, test } from 'vitest';
import { OomWatch } from '../../../harness/sandbox/docker/oom-watch.js';

async function watchOf(stream: PassThrough): Promise<OomWatch> {
  return OomWatch.open({ getEvents: () => Promise.resolve(stream) } as unknown as Docker, 'session');
}

const said = (action: string, id: string) => `${JSON.stringify({ Action: action, Actor: { ID: id } })}\n`;

test('a container in which the kernel killed ran out of memory', async () => {
  const stream = new PassThrough();
  const watch = await watchOf(stream);
  watch.watch('a');
  stream.write(said('oom', 'a') + said('die', 'a'));
  expect(await watch.ranOut('a')).toBe(true);
});

test('one that only ended did not, whatever another one did', async () => {
  const stream = new PassThrough();
  const watch = await watchOf(stream);
  watch.watch('a');
  watch.watch('b');
  stream.write(said('oom', 'b') + said('die', 'a'));
  expect(await watch.ranOut('a')).toBe(false);
});

test('the answer waits for the end, and events may come in pieces', async () => {
  const stream = new PassThrough();
  const watch = await watchOf(stream);
  watch.watch('a');
  const asked = watch.ranOut('a');
  const text = said('oom', 'a') + said('die', 'a');
  stream.write(text.slice(0, 13));
  stream.write(text.slice(13));
  expect(await asked).toBe(true);
});

test('where the engine says nothing of an end there is no answer', async () => {
  const watch = await watchOf(new PassThrough());
  watch.watch('a');
  await expect(watch.ranOut('a')).rejects.toThrow(/did not tell how a container ended/);
});

test('an engine that is gone is listened to no more', async () => {
  const stream = new PassThrough();
  const watch = await watchOf(stream);
  expect(watch.listens).toBe(true);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  expect(watch.listens).toBe(false);
});
