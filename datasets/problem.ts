/**
 * What every dataset is turned into. A problem is one task in one language: HumanEval-X's 164 tasks are 820 problems.
 */
export const LANGUAGES = ['python', 'java', 'cpp', 'go', 'rust'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The study's ten categories, in the order in which tables list them. */
export const CATEGORIES = [
  'Array',
  'Math',
  'String',
  'Counting',
  'Number Theory',
  'Simulation',
  'Sorting',
  'Enumeration',
  'Greedy',
  'Hash Table',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Tests that call the entry point in its own process, as HumanEval-X's do. Other datasets add other kinds. */
export interface FunctionTests {
  readonly kind: 'function';
  /** What must stand before the tests (Go: package clause and imports); empty where a language needs nothing. */
  readonly setup: string;
  /** The hidden tests. Never part of a prompt. */
  readonly hidden: string;
  /** The tests that a model may see; null where the dataset has none. */
  readonly example: string | null;
}

export interface Problem {
  /** Unique over all datasets and languages, e.g. `humanevalpack:Python/2`. */
  readonly uid: string;
  readonly dataset: string;
  /** The dataset's own name for it, e.g. `Python/2`. */
  readonly taskId: string;
  /** The task's number, shared by the same task in all languages. */
  readonly number: number;
  readonly language: Language;
  /** Name of the function (Java: method of `Solution`) that the tests call. */
  readonly entryPoint: string;
  /** One line: the function's signature as the dataset prints it. */
  readonly signature: string;
  /** The task in prose. */
  readonly statement: string;
  /** Code up to the place where the body begins, statement included as the language's doc comment. */
  readonly prompt: string;
  /** Code up to the place where the body begins, without the statement. */
  readonly declaration: string;
  /** A correct body (with the braces that close what `declaration` opened). */
  readonly canonicalBody: string;
  /** A wrong body in the same form; null where the dataset has none. */
  readonly buggyBody: string | null;
  /** A correct and faster body, where somebody wrote one (the mini set); never shown to a model. */
  readonly refinedBody: string | null;
  readonly tests: FunctionTests;
  /**
   * A test made of what other languages' examples say, for a problem without an example of its own: for validation, and never
   * part of a prompt, nor of what identifies an answer.
   */
  readonly derivedExample?: string | undefined;
  /** One to four categories, in the order of `CATEGORIES`; empty means uncategorised. */
  readonly categories: readonly Category[];
  /** The tests draw random inputs without a seed, so a verdict may differ from run to run. */
  readonly randomInputs: boolean;
  /** A known defect of the dataset that makes verdicts on this problem meaningless or surprising; else null. */
  readonly defect: ProblemDefect | null;
}

export interface ProblemDefect {
  /**
   * `any_passes`: wrong bodies pass too. `canonical_fails`: the canonical solution may fail or not end. `correct_fails`: a
   * body that does what the statement says fails.
   */
  readonly kind: 'any_passes' | 'canonical_fails' | 'correct_fails';
  readonly explanation: string;
}
