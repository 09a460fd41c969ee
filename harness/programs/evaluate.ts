import { readFileSync } from 'node:fs';
import type { Toolchain } from '../languages/contract.js';
import { SandboxFault, type Sandbox } from '../sandbox/contract.js';
import { PYTHON_NAMES } from './languages/python.js';
import { EVALUATING, EVALUATOR_LIMITS } from './limits.js';
import { runScript } from './python-step.js';

const ASKING = readFileSync(new URL('evaluate.py', import.meta.url), 'utf8');
const ANSWERS = { t: 'accepted', f: 'refused', e: 'raised', l: 'no_answer', s: 'stalled' } as const;

/** What an evaluator says of one output; `raised`, `no_answer`: it failed, or took too long; `stalled`: it took long, but no CPU time. */
export type Evaluation = (typeof ANSWERS)[keyof typeof ANSWERS];

/** Everything beside evaluator and outputs that decides on an evaluation. */
export const EVALUATING_RULES = [ASKING, PYTHON_NAMES, EVALUATING, EVALUATOR_LIMITS] as const;

/** Both as they are compared: see `normalised`. */
export interface Case {
  readonly expected: string;
  readonly output: string;
}

/**
 * Asks an evaluator about outputs, in a sandbox where there is nothing of the program that made them. Throws
 * `SandboxFault` when the sandbox failed.
 */
export async function evaluateOutputs(
  evaluator: string,
  cases: readonly Case[],
  python: Toolchain,
  sandbox: Sandbox,
  signal?: AbortSignal,
  cpus?: readonly number[],
): Promise<readonly Evaluation[]> {
  if (cases.length === 0) return [];
  const work = {
    ...{ names: PYTHON_NAMES, evaluator, ...EVALUATOR_LIMITS },
    cases: cases.map(({ expected, output }) => [expected, output]),
  };
  const script = { name: 'evaluate', path: 'evaluate.py', content: ASKING };
  const step = await runScript(script, work, EVALUATING, { python, sandbox, signal, cpus });
  const letters = step?.stdout.toString('latin1') ?? '';
  if (!/^[tfels]*$/.test(letters) || letters.length > cases.length) {
    throw new SandboxFault(
      `an evaluator's answers are not what they can be: ${JSON.stringify(letters.slice(0, 200))}`,
    );
  }
  // What ended before its last answer ended in the first case that has none.
  return cases.map((_, at) => ANSWERS[(letters[at] ?? 'l') as keyof typeof ANSWERS]);
}
