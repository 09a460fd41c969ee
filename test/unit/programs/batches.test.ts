import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../../harness/programs/batches.js';

function tests(count: number, bytes = 1) {
  const output = Buffer.alloc(bytes, 'x').toString('latin1');
  return Array.from({ length: count }, (_, at) => ({ input: String(at), output }));
}

describe('batches of tests', () => {
  it.each([0, 1, 8, 9, 100, 108, 109, 250])('hold %i tests, each once and in order', (count) => {
    const all = tests(count);
    const batches = [...batchesOf(all)];
    expect(batches.flatMap((batch) => batch.tests)).toEqual(all);
    for (const { from, tests: batch } of batches) expect(all[from]).toBe(batch[0]);
  });

  it('begin with a few, as most wrong programs fail early', () => {
    expect([...batchesOf(tests(100))].map((batch) => batch.tests.length)).toEqual([8, 92]);
  });

  it('hold less where tests are large, and one that is larger than all bounds', () => {
    const sizes = [...batchesOf(tests(5, 40 << 20))].map((batch) => batch.tests.length);
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
  });
});
