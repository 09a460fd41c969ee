import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isDead, isFromHere, marksOf, ownerMark, ownPlace } from '../../harness/owner-mark.js';

const dead = `${marksOf(spawnSync('true').pid)}1`;

test('this process is alive', () => {
  expect(isDead(ownerMark())).toBe(false);
});

test('a process that ended is dead', () => {
  expect(isDead(dead)).toBe(true);
});

test('a process that got a dead one’s number is not that one', () => {
  expect(isDead(`${marksOf(process.pid)}1`)).toBe(true);
});

test('nothing is known of a process of another namespace or boot', () => {
  const [boot, namespace, ...process] = dead.split('-');
  expect(isDead([boot, '1', ...process].join('-'))).toBe(false);
  expect(isDead(['abc', namespace, ...process].join('-'))).toBe(false);
});

test('a mark begins with its place and its process’s number', () => {
  expect(ownerMark().startsWith(`${ownPlace()}-${process.pid}-`)).toBe(true);
  expect(isFromHere(ownerMark())).toBe(true);
});

test('another process is alive until it ends', async () => {
  const child = spawn('sleep', ['60']);
  const stat = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8');
  const mark = `${marksOf(child.pid ?? 0)}${stat.split(') ')[1]?.split(' ')[19] ?? ''}`;
  expect(isDead(mark)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isDead(mark)).toBe(true);
});

test.each(['', 'x', '17', marksOf(17), `${dead}-1`])('%j is no mark', (text) => {
  expect(isDead(text)).toBe(false);
});
