/**
 * A program with names or types that could mislead a judge, though they would fool no careless one (those that would are in
 * harness/attacks/corpus/verdict); or an honest one that looks like a trick.
 */
export interface Trick {
  readonly name: string;
  /** `doubled`: a list that is compared as a whole; `half`: a number that the tests compute with. */
  readonly of: 'doubled' | 'half';
  readonly program: string;
  readonly verdict: string;
}

/** Makes tricks of one problem, from triples of name, verdict and program. */
export function tricks(of: Trick['of'], rows: readonly (readonly [string, string, string])[]): Trick[] {
  return rows.map(([name, verdict, program]) => ({ name, of, program, verdict }));
}
