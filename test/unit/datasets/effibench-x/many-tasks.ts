import { row, type Row } from './parquet-files.js';

/** This many tests. */
export function testsJson(count: number): string {
  return JSON.stringify(Array.from({ length: count }, (_, at) => ({ input: `${at}\n`, output: `${at}` })));
}

const ALL_TESTS = testsJson(100);

/** Tasks on standard input with all their tests, by number. */
export function tasks(from: number, to: number, changes: Row = {}): Row[] {
  return Array.from({ length: to - from }, (_, at) =>
    row({
      ...{ id: String(from + at), title_slug: 'task', source: 'codechef', solutions: null },
      ...{ generated_tests: ALL_TESTS, ...changes },
    }),
  );
}
