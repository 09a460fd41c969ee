import { expect, test } from 'vitest';
import { marksOf, ownerMark } from '../../../harness/owner-mark.js';
import { isLeftOver } from '../../../harness/sandbox/docker/reaper.js';

const HOUR_S = 3_600;

test('a living harness’s container is not left over', () => {
  expect(isLeftOver(ownerMark(), 'created', 10 * HOUR_S)).toBe(false);
  expect(isLeftOver(ownerMark(), 'running', 10 * HOUR_S)).toBe(false);
});

test('a dead harness’s container is left over at once, whatever its state', () => {
  const dead = `${marksOf(2 ** 22)}1`;
  expect(isLeftOver(dead, 'running', 0)).toBe(true);
  expect(isLeftOver(dead, 'created', 0)).toBe(true);
});

test.each(['abc-1-1-1', 'no mark'])(
  'of another machine’s harness (%s) nothing is known: what runs stays, what has not run for an hour goes',
  (foreign) => {
    expect(isLeftOver(foreign, 'running', 10 * HOUR_S)).toBe(false);
    expect(isLeftOver(foreign, 'created', 60)).toBe(false);
    expect(isLeftOver(foreign, 'exited', 2 * HOUR_S)).toBe(true);
  },
);
