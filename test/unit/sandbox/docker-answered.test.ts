import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { SandboxFault } from '../../../harness/sandbox/contract.js';
import { answered, within } from '../../../harness/sandbox/docker/answered.js';

test('an answer in time is the answer', async () => {
  expect(await answered('speak', () => Promise.resolve(7))).toBe(7);
  await expect(answered('speak', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('an engine that does not answer is a fault that says to what, and the request is given up', async () => {
  const server = createServer(() => undefined).listen(0);
  const { port } = server.address() as AddressInfo;
  let closed: Promise<unknown> | undefined;
  const asked = answered(
    'speak',
    (signal) => {
      const request = get({ port, signal });
      closed = new Promise((resolve) => request.on('error', () => undefined).on('close', resolve));
      return new Promise(() => undefined);
    },
    50,
  );
  await expect(asked).rejects.toThrow(new SandboxFault('the Docker engine did not speak within 0.05 s'));
  await closed;
  server.close();
});

test('what takes too long comes to null', async () => {
  expect(await within(20, new Promise(() => undefined))).toBe(null);
  expect(await within(20_000, Promise.resolve(1))).toBe(1);
});
