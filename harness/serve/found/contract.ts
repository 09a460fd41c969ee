/** Tests that a conversation brings. */
export interface FoundTests {
  /** `examples`: calls with their results, as in a docstring; `tests`: assertions, perhaps with examples. */
  readonly kind: 'examples' | 'tests';
  /** In the form of the datasets' tests of this language. */
  readonly source: string;
  /** What must stand before them (Go). */
  readonly setup: string;
  /** The function that they call. */
  readonly entryPoint: string;
  /** Examples and assertions. */
  readonly count: number;
}
