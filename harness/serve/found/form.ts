/** How tests of one language are told from other code, and put into the form of the datasets' tests. */
export interface TestForm {
  /** A block that is tests as a whole, in the datasets' form; null for any other. */
  readonly fromBlock: (code: string) => string | null;
  /** A line that is one assertion. */
  readonly assertion: RegExp;
  /** Assertions, a line each, as tests. */
  readonly wrap: (lines: readonly string[], entryPoint: string) => string;
  /** An assertion that a call gives a result, written as a literal of this language. */
  readonly equal: (call: string, literal: string, isText: boolean) => string;
  /** What must stand before tests. */
  readonly setup: string;
  /** The function that assertions call; null where it is not one that tests can see. */
  readonly entryPoint: (tests: string) => string | null;
}
