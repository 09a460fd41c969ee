import type { Verdict } from '../stages/verdict.js';
import type { LastStep } from '../store/runs.js';

const MOST_CHARACTERS = 2_000;

const WORDS: Readonly<Partial<Record<Verdict, string>>> = {
  wrong_answer: 'A test expected another result.',
  runtime_error: 'It failed while its tests ran.',
  compile_error: 'It does not compile.',
  time_limit: 'It took too long.',
  memory_limit: 'It took too much memory.',
  output_limit: 'It printed too much.',
};

/**
 * What a fixer is told of a program that failed: the verdict in words, and what the compiler or the run said with the tests
 * that a model may see. Of the hidden ones nothing is told: a failed test prints itself, and so does one that doesn't compile.
 */
export function failureOf(verdict: string, visible: LastStep | null): string {
  const words = WORDS[verdict as Verdict] ?? 'It does not pass its tests.';
  const said = visible?.stderr.trim() ?? '';
  return said === '' ? words : `${words}\n\n${said.slice(-MOST_CHARACTERS)}`;
}
