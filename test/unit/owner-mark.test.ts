import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isDead, ownerMark } from '../../harness/owner-mark.js';

const dead = spawnSync('true').pid;

test('this process is alive', () => {
  expect(isDead(ownerMark())).toBe(false);
});

test('a process that ended is dead', () => {
  expect(isDead(ownerMark(dead))).toBe(true);
});

test('nothing is known of a process of another namespace', () => {
  expect(isDead(`1-${dead}`)).toBe(false);
});

test.each(['', 'x', `${dead}`, `${ownerMark(dead)}-1`])('%j is no mark', (text) => {
  expect(isDead(text)).toBe(false);
});
