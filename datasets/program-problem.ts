import type { Category, Language } from './problem.js';

/**
 * A task that is judged from outside, in one language: a whole program reads standard input, and what it prints is
 * compared. Its tests are data, and so many that they are loaded when they are wanted: see `ProgramDataset.tests`.
 */
export type ProgramProblem = StdinProblem | FunctionalProblem;

/** The answer is the whole program. */
export interface StdinProblem extends ProgramProblemBase {
  readonly kind: 'stdin';
}

/** The answer is a function or class in given frame, and a runner of the dataset's makes a program of it. */
export interface FunctionalProblem extends ProgramProblemBase {
  readonly kind: 'functional';
  /** What an answer begins with: the function's or class's frame. */
  readonly starterCode: string;
  /** A program with `SUBMISSION_PLACE` on one of its lines, where the answer goes; in Python where `call` is there. */
  readonly runner: string;
  /**
   * The function in an answer, where the dataset has no runner in the problem's language: then the Python runner reads a test's
   * input and prints the answer, and a program of our own calls the function in between.
   */
  readonly call?: CalledFunction | undefined;
}

/** A function whose arguments and value are handed over between Python and another language. */
export interface CalledFunction {
  readonly name: string;
  /** What the Python runner calls it. */
  readonly pythonName: string;
  readonly parameters: readonly ValueType[];
  readonly returns: ValueType;
}

/** Named as in Rust. */
export type ValueType =
  'i32' | 'i64' | 'u32' | 'u64' | 'usize' | 'f64' | 'bool' | 'char' | 'String' | { readonly list: ValueType };

interface ProgramProblemBase {
  /** Unique over all datasets and languages, e.g. `effibench-x:Python/aizu_1444_yokohama-phenomena`. */
  readonly uid: string;
  readonly dataset: string;
  readonly taskId: string;
  /** The task's own name, the same in all languages: source, number and slug. */
  readonly task: string;
  /** Place of the task in the dataset, counted from 1 and the same in all languages. */
  readonly number: number;
  readonly language: Language;
  readonly title: string;
  /** The task in prose (Markdown), with its examples. */
  readonly statement: string;
  /** Where the task is from, as the dataset says it: `aizu`, `leetcode`. */
  readonly source: string;
  /** Limits of the task's origin, as published; others are used here. */
  readonly publishedLimits: { readonly timeNs: number; readonly memoryBytes: number };
  /** A correct answer; null where the dataset has none in this language. */
  readonly canonical: string | null;
  /**
   * Python source of `evaluate(expected_output, program_output)`, which decides on one test. Untrusted, like an answer, and
   * never part of a prompt.
   */
  readonly evaluator: string;
  /** One to four categories, in the order of `CATEGORIES`; empty means uncategorised. */
  readonly categories: readonly Category[];
}

/** The line of a runner that an answer takes the place of. */
export const SUBMISSION_PLACE = '==Code Submission==';

/** One test. Its output is never shown to a program or a model. */
export interface ProgramTest {
  readonly input: string;
  readonly output: string;
}

/** A task that can't be set in a language. */
export interface NotSupported {
  readonly uid: string;
  readonly language: Language;
  readonly reason: string;
}
