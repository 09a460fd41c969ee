import { expect, test } from 'vitest';
import { isLeftOver, owner } from '../../../harness/sandbox/docker/reaper.js';

const HOUR_S = 3_600;

test('a living harness’s container is not left over', () => {
  expect(isLeftOver(owner(), 'created', 10 * HOUR_S)).toBe(false);
  expect(isLeftOver(owner(), 'running', 10 * HOUR_S)).toBe(false);
});

test('a dead harness’s container is left over at once, whatever its state', () => {
  const dead = owner().replace(/\d+ \d+$/, '4194304 1');
  expect(isLeftOver(dead, 'running', 0)).toBe(true);
  expect(isLeftOver(dead, 'created', 0)).toBe(true);
});

test('a process that got a dead harness’s number is not that harness', () => {
  expect(isLeftOver(owner().replace(/\d+$/, '1'), 'running', 0)).toBe(true);
});

test('of another machine’s harness nothing is known: what runs stays, what has not run for an hour goes', () => {
  const foreign = 'another-boot pid:[1] 1 1';
  expect(isLeftOver(foreign, 'running', 10 * HOUR_S)).toBe(false);
  expect(isLeftOver(foreign, 'created', 60)).toBe(false);
  expect(isLeftOver(foreign, 'exited', 2 * HOUR_S)).toBe(true);
});
