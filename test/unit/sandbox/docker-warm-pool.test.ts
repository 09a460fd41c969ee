import { expect, test } from 'vitest';
import type { StartedContainer } from '../../../harness/sandbox/docker/container.js';
import type { ContainerShape } from '../../../harness/sandbox/docker/container-options.js';
import { WarmPool } from '../../../harness/sandbox/docker/warm-pool.js';

const shape = (memoryBytes: number, timed = false): ContainerShape => ({
  mounts: [],
  workBytes: 1,
  memoryBytes,
  processes: 1,
  timed,
});

/** Containers that only say whether they wait; an engine's are tested with an engine. */
class Yard {
  readonly started: { readonly id: string; waiting: boolean; discarded: boolean }[] = [];
  refused = 0;

  readonly start = (wanted: ContainerShape): Promise<StartedContainer> => {
    if (this.refused-- > 0) return Promise.reject(new Error('refused'));
    const id = `${wanted.memoryBytes}-${this.started.length}`;
    const state = { id, waiting: true, discarded: false };
    this.started.push(state);
    return Promise.resolve({
      id,
      isWaiting: () => state.waiting,
      open: () => {
        throw new Error('not here');
      },
      discard: () => {
        state.discarded = true;
        return Promise.resolve();
      },
      ended: Promise.resolve(),
      ranOut: () => Promise.resolve(false),
      removed: () => Promise.resolve(),
    });
  };

  readonly waiting = () => this.started.filter(({ discarded }) => !discarded).map(({ id }) => id);
}

test('no container is given out twice', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 2);
  const taken = [];
  for (let n = 0; n < 6; n++) taken.push((await pool.take(shape(1))).id);
  expect(new Set(taken).size).toBe(6);
});

test('the one that was kept ready is taken', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 1);
  await pool.take(shape(1));
  expect(yard.started.map(({ id }) => id)).toEqual(['1-0', '1-1']);
  expect((await pool.take(shape(1))).id).toBe('1-1');
});

test('a job of another shape never gets it', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 4);
  await pool.take(shape(1));
  expect((await pool.take(shape(2))).id).toMatch(/^2-/);
});

test('no more are kept than the pool’s size: those asked for last stay', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 2);
  for (const memory of [1, 2, 3]) await pool.take(shape(memory));
  expect(yard.started.filter(({ discarded }) => discarded).map(({ id }) => id)).toEqual(['1-1']);
  await pool.close();
  expect(yard.started.filter(({ discarded }) => discarded).map(({ id }) => id)).toEqual([
    '1-1',
    '2-3',
    '3-5',
  ]);
});

test('one that ended while it waited is not given out', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 1);
  await pool.take(shape(1));
  const [, ready] = yard.started;
  if (ready !== undefined) ready.waiting = false;
  expect((await pool.take(shape(1))).id).toBe('1-2');
  expect(ready?.discarded).toBe(true);
});

test('one that could not be made ready is made when it is needed', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 1);
  await pool.take(shape(1));
  yard.refused = 1;
  // Takes the one that is ready; its replacement is refused.
  await pool.take(shape(1));
  expect((await pool.take(shape(1))).id).toBe('1-2');
});

test('a timed job gets a fresh one, and none is made ready beside it', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 4);
  await pool.take(shape(1, true));
  expect(yard.started).toHaveLength(1);
});

test('closing ends all that wait, and none is made ready after it', async () => {
  const yard = new Yard();
  const pool = new WarmPool(yard.start, 4);
  const { id } = await pool.take(shape(1));
  await pool.close();
  expect(yard.waiting()).toEqual([id]);
  await pool.take(shape(1));
  expect(yard.started).toHaveLength(3);
});
