import type { Verdict } from '../stages/verdict.js';
import type { LastStep } from '../store/runs.js';

/** UTF-16 units of what the compiler or the run said, beside the mark of what was cut off. */
export const MOST_SAID = 2_000;
const CUT = '[...]';

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
  const said = visible === null ? '' : shortened(plain(visible.stderr), visible.phase);
  return said === '' ? words : `${words}\n\n${said}`;
}

// ESC and what an ANSI escape sequence is made of.
// eslint-disable-next-line no-control-regex
const ANSI = /\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])/g;
/** Control characters but for line ends and tabs, invisible and half characters, and other line ends. */
const UNPRINTABLE = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/** Text that reads as it looks. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(ANSI, '').replaceAll(UNPRINTABLE, '').trim();
}

/** Compilers say first what is wrong, runs last. */
function shortened(text: string, phase: LastStep['phase']): string {
  if (text.length <= MOST_SAID) return text;
  const kept = phase === 'build' ? `${text.slice(0, MOST_SAID)}${CUT}` : `${CUT}${text.slice(-MOST_SAID)}`;
  // Half of a character may be left where it was cut.
  return kept.replaceAll(UNPRINTABLE, '');
}
