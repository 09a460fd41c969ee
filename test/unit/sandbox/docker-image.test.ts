import { expect, test } from 'vitest';
import { contentHash } from '../../../harness/sandbox/docker/image.js';

test('the same sources have the same hash', async () => {
  const hash = await contentHash();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await contentHash()).toBe(hash);
});
