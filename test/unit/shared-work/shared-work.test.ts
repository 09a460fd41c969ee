import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { SharedWork } from '../../../harness/shared-work/index.js';
import { begin } from './numbers.js';

const MODULE = new URL('numbers.ts', import.meta.url).href;
const LONG_ENOUGH_MS = 15_000;

function work(given: { pieces?: number; alone?: boolean; module?: string; input?: object } = {}) {
  const { pieces = 20, alone = false, module = MODULE, input = { thread: 'helper' } } = given;
  return new SharedWork({ pieces, perform: begin({ ...input, thread: 'first' }), module, input, alone });
}

describe('work shared with a second thread', () => {
  it('gives all results in the order of the pieces', () => {
    const results = work().finish();
    expect(results.map(({ square }) => square)).toEqual(Array.from({ length: 20 }, (_, piece) => piece ** 2));
  });

  it.skipIf(availableParallelism() === 1)('is done by both', async () => {
    const shared = work({ pieces: 400 });
    const until = performance.now() + LONG_ENOUGH_MS;
    while (!shared.isHelped() && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(new Set(shared.finish().map(({ thread }) => thread))).toEqual(new Set(['first', 'helper']));
  });

  it('is done by the first thread alone where it is told to', () => {
    const results = work({ alone: true }).finish();
    expect(new Set(results.map(({ thread }) => thread))).toEqual(new Set(['first']));
  });

  it('is done by the first thread where the helper has nothing to work by', () => {
    const results = work({ module: 'file:///nowhere/at/all.js' }).finish();
    expect(results).toHaveLength(20);
    expect(new Set(results.map(({ thread }) => thread))).toEqual(new Set(['first']));
  });

  it('throws what a piece throws, whoever was at it', () => {
    const shared = work({ input: { thread: 'helper', fails: 7 } });
    expect(() => shared.finish()).toThrow(new RangeError('piece 7 cannot be done'));
  });

  it('of no pieces has no results', () => {
    expect(work({ pieces: 0 }).finish()).toEqual([]);
  });
});
