import type { AnyDataset } from '../../datasets/any-problem.js';
import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import { testsHash } from './judge.js';

export type TestsOfProgram = (problem: ProgramProblem) => Promise<readonly ProgramTest[]>;

/** Problems whose tests stay in memory: those that are worked on; the tests of one can be a hundred megabytes. */
const KEPT = 3;

/** The tests of these datasets' programs. Those of a few tasks are kept, as all models are judged by them in turn. */
export function testsOfDatasets(datasets: readonly Pick<AnyDataset, 'id' | 'tests'>[]): TestsOfProgram {
  const kept = new Map<string, Promise<readonly ProgramTest[]>>();
  return (problem) => {
    const key = `${problem.dataset}:${problem.task}`;
    const known = kept.get(key);
    kept.delete(key);
    const dataset = datasets.find(({ id }) => id === problem.dataset);
    if (dataset === undefined) throw new Error(`${problem.uid}: its dataset was not loaded`);
    const tests = known ?? dataset.tests(problem);
    kept.set(key, tests);
    tests.catch(() => kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    return tests;
  };
}

/** Stands for the tests of whole programs where there are none. */
export function noProgramTests(): never {
  throw new Error('there are no whole programs here');
}

/** SHA-256 of the tests of each program, taken once a task. */
export function hashesOf(tests: TestsOfProgram): (problem: ProgramProblem) => Promise<string> {
  const hashes = new Map<string, Promise<string>>();
  return (problem) => {
    const task = `${problem.dataset}:${problem.task}`;
    const hash = hashes.get(task) ?? tests(problem).then(testsHash);
    hashes.set(task, hash);
    return hash;
  };
}
