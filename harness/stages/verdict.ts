import type { StepReport } from '../sandbox/contract.js';

/** All verdicts on a program; `harness_error` is ours, is tried again, and never counts against a model. */
export const VERDICTS = [
  'passed',
  'wrong_answer',
  'runtime_error',
  'compile_error',
  'time_limit',
  'memory_limit',
  'output_limit',
  'sandbox_violation',
  'no_code',
  'harness_error',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A judged program: the verdict, one line on why, and the raw reports of all steps that ran. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly detail: string;
  readonly steps: readonly StepReport[];
}
