import type { ProgramTest } from '../../datasets/program-problem.js';

/** A wrong program mostly fails one of its first tests: the others are not run for it. */
const FIRST = 8;
const MOST = 100;
/** Inputs and expected outputs that go into one sandbox together. */
const MOST_BYTES = 64 << 20;

export interface Batch<Test extends ProgramTest> {
  /** Number of its first test, counted from 0. */
  readonly from: number;
  readonly tests: readonly Test[];
}

/** Tests in their order, cut into what is run in one sandbox: a few first, then as many as may be. */
export function* batchesOf<Test extends ProgramTest>(tests: readonly Test[]): Generator<Batch<Test>> {
  let from = 0;
  while (from < tests.length) {
    const most = from === 0 ? FIRST : MOST;
    let to = from;
    for (let bytes = 0; to < tests.length && to - from < most; to++) {
      const { input = '', output = '' } = tests[to] ?? {};
      bytes += Buffer.byteLength(input) + Buffer.byteLength(output);
      if (bytes > MOST_BYTES && to > from) break;
    }
    yield { from, tests: tests.slice(from, to) };
    from = to;
  }
}
