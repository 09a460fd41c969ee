import type { AnyDataset } from '../../datasets/any-problem.js';
import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';

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
