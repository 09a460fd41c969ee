import { SUBMISSION_PLACE } from '../../datasets/program-problem.js';

/** A runner with a submission in the place of the whole line that is meant for it. */
export function submitted(runner: string, submission: string): string {
  const lines = runner.split('\n');
  const at = lines.findIndex((line) => line.includes(SUBMISSION_PLACE));
  if (at < 0) throw new Error(`a runner without "${SUBMISSION_PLACE}"`);
  return [...lines.slice(0, at), submission, ...lines.slice(at + 1)].join('\n');
}
