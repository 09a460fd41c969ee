import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireTimingLock, isTimingUnderWay } from '../../../harness/measure/timing-lock.js';

let name = '';
const holders: Holder[] = [];

beforeEach(() => {
  name = `perforch-test-${randomBytes(8).toString('hex')}`;
});

afterEach(() => {
  for (const { child } of holders.splice(0)) child.kill('SIGKILL');
});

/** A process that wants the lock, and what it has said. */
class Holder {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    const script = fileURLToPath(new URL('./hold-timing-lock.ts', import.meta.url));
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    const child = spawn(process.execPath, ['--import', 'tsx', script, name], { stdio });
    this.child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    holders.push(this);
  }

  async said(): Promise<string | undefined> {
    const line = await this.#lines.next();
    return line.done === true ? undefined : line.value;
  }

  release(): void {
    this.child.stdin?.write('\n');
  }
}

test('of two processes one waits until the other releases', async () => {
  const first = new Holder();
  expect(await first.said()).toBe('holds');
  const second = new Holder();
  expect(await second.said()).toBe('waits');
  first.release();
  expect(await first.said()).toBe('released');
  expect(await second.said()).toBe('holds');
});

test('a process that is killed gives the lock up', async () => {
  const first = new Holder();
  expect(await first.said()).toBe('holds');
  const second = new Holder();
  expect(await second.said()).toBe('waits');
  first.child.kill('SIGKILL');
  expect(await second.said()).toBe('holds');
});

test('others see that timing is under way, until it is not', async () => {
  expect(isTimingUnderWay(name)).toBe(false);
  const holder = new Holder();
  expect(await holder.said()).toBe('holds');
  expect(isTimingUnderWay(name)).toBe(true);
  holder.release();
  expect(await holder.said()).toBe('released');
  expect(isTimingUnderWay(name)).toBe(false);
});

test('an abort ends the waiting, and leaves the lock to those who want it', async () => {
  const holder = new Holder();
  expect(await holder.said()).toBe('holds');
  const control = new AbortController();
  const reason = new Error('stopped by the user');
  const waiting = acquireTimingLock({ name, signal: control.signal, onWait: () => control.abort(reason) });
  await expect(waiting).rejects.toBe(reason);
  expect(isTimingUnderWay(name)).toBe(true);
  holder.release();
  expect(await holder.said()).toBe('released');
  const lock = await acquireTimingLock({ name });
  lock.release();
});

test('who comes with a signal that was raised before gets nothing', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(acquireTimingLock({ name, signal })).rejects.toThrow('stopped');
  expect(isTimingUnderWay(name)).toBe(false);
});

test('two of one process wait for each other too, and releasing twice does no harm', async () => {
  const first = await acquireTimingLock({ name });
  let waits = 0;
  const second = acquireTimingLock({ name, onWait: () => (waits += 1) });
  setTimeout(() => first.release(), 600);
  (await second).release();
  first.release();
  expect(waits).toBe(1);
  expect(isTimingUnderWay(name)).toBe(false);
});

test('a lock that is held keeps no process alive', async () => {
  const holder = new Holder();
  expect(await holder.said()).toBe('holds');
  const ended = once(holder.child, 'exit');
  holder.child.stdin?.end();
  // Its wait for a line never ends, so Node has nothing left to do: exit code 13.
  expect(await ended).toEqual([13, null]);
  expect(isTimingUnderWay(name)).toBe(false);
});

test('a name that is the beginning of another is another', async () => {
  const lock = await acquireTimingLock({ name: `${name}-longer` });
  expect(isTimingUnderWay(name)).toBe(false);
  lock.release();
});

test.each(['', 'a/b', 'a\0b', 'é', 'x'.repeat(101)])('the name %j is refused', async (wrong) => {
  await expect(acquireTimingLock({ name: wrong })).rejects.toThrow(RangeError);
});
