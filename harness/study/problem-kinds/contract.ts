import type { Extraction } from '../../languages/contract.js';
import type { StageInput } from '../../stages/prompt.js';
import type { Stage } from '../results.js';

/** What a study needs to know of one problem, whatever its kind. */
export interface StudiedProblem {
  /** The program that a stage starts from; null where it starts from none, undefined where the dataset has none. */
  inputProgram(stage: Stage): string | null | undefined;
  /** The dataset's correct program, beside which others are measured; null where it has none. */
  canonicalProgram(): string | null;
  /** The one user message; `input` is null for generate. */
  renderPrompt(stage: Stage, input: StageInput | null): string;
  /** SHA-256 of what prompts of the stage are made by, part of what identifies an answer; `told`: with a failure. */
  templateHash(stage: Stage, told: boolean): string;
  /** The program in a model's answer. */
  extract(answer: string): Extraction;
}
