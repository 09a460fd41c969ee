import { sha256 } from './hash.js';
import { LANGUAGES } from './problem.js';
import type { ProgramDataset } from './program-dataset.js';
import type { ProgramProblem } from './program-problem.js';

interface SelectionRule {
  /** Counted up when the same data set would give another list: also where more of its tasks can be set in a language. */
  readonly version: number;
  readonly dataset: string;
  readonly size: number;
  /** A task with fewer is not complete. */
  readonly leastTests: number;
}

/** Named rules by which a study takes some tasks of a data set. They are our own, whatever study they stand in for. */
export const SELECTIONS = {
  'effibench-x-336': { version: 1, dataset: 'effibench-x', size: 336, leastTests: 100 },
} as const satisfies Readonly<Record<string, SelectionRule>>;

export type SelectionId = keyof typeof SELECTIONS;
export const SELECTION_IDS = Object.keys(SELECTIONS) as [SelectionId, ...SelectionId[]];

/** What a rule came to. */
export interface TaskSelection {
  readonly rule: SelectionId;
  readonly version: number;
  readonly dataset: string;
  /** Tasks that the rule takes where there are as many. */
  readonly wanted: number;
  /** Tasks that the data set has. */
  readonly of: number;
  readonly leftOut: {
    /** Can't be set in each of the five languages. */
    readonly notInAllLanguages: number;
    readonly tooFewTests: number;
    /** Would do, and come behind the last that was taken. */
    readonly behind: number;
  };
  /** Names of the tasks taken, the first of the order first. */
  readonly tasks: readonly string[];
  /** SHA-256 (hex) of these names, one a line. */
  readonly hash: string;
}

/**
 * The tasks that a rule takes: those that can be set in all five languages and have all their tests, in the order of the SHA-256 of rule,
 * version and name, up to its size. `dataset` was loaded in all languages. Files, their order and task numbers play no part.
 */
export async function selectTasks(rule: SelectionId, dataset: ProgramDataset): Promise<TaskSelection> {
  const { version, size, leastTests } = SELECTIONS[rule];
  const languagesOf = new Map<string, ProgramProblem[]>();
  for (const problem of dataset.problems)
    languagesOf.set(problem.task, [...(languagesOf.get(problem.task) ?? []), problem]);
  const inAll = [...languagesOf.values()].filter((own) => own.length === LANGUAGES.length);
  const complete: string[] = [];
  for (const [problem] of inAll) {
    if (problem !== undefined && (await dataset.testCount(problem)) >= leastTests)
      complete.push(problem.task);
  }
  const tasks = complete
    .map((task) => ({ task, order: sha256(`${rule}/${version}\n${task}`) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, size)
    .map(({ task }) => task);
  return {
    ...{ rule, version, dataset: dataset.id, wanted: size, of: dataset.taskCount },
    leftOut: {
      notInAllLanguages: dataset.taskCount - inAll.length,
      tooFewTests: inAll.length - complete.length,
      behind: complete.length - tasks.length,
    },
    tasks,
    hash: hashOfTasks(tasks),
  };
}

function hashOfTasks(tasks: readonly string[]): string {
  return sha256(tasks.map((task) => `${task}\n`).join(''));
}
