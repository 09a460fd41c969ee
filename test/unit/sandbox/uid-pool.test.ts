import { expect, test } from 'vitest';
import { FIRST_UID, UidPool, UIDS } from '../../../harness/sandbox/uid-pool.js';

test('sandboxes that run at once have different users', () => {
  const pool = new UidPool();
  const uids = [...Array(UIDS).keys()].map(() => pool.take());
  expect(new Set(uids).size).toBe(UIDS);
  expect(Math.min(...uids)).toBe(FIRST_UID);
  expect(() => pool.take()).toThrow(RangeError);
});

test('a user given back is taken again', () => {
  const pool = new UidPool();
  const uids = [...Array(UIDS).keys()].map(() => pool.take());
  pool.giveBack(uids[7] ?? 0);
  expect(pool.take()).toBe(uids[7]);
});
