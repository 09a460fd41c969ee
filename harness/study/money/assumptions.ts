import type { Language } from '../../../datasets/problem.js';
import type { Stage } from '../results.js';

/**
 * What estimates rest on where the database has seen nothing yet. docs/money.md says where each figure comes from.
 */

/** Of the 2,460 prompts of HumanEvalPack, by the tokenizer o200k_base. */
export const PROMPT_CHARACTERS_A_TOKEN = 3.8;
/** Of 480 answers of two small models to HumanEvalPack. */
export const ANSWER_CHARACTERS_A_TOKEN = 3.5;
/** Means of the same answers. */
export const COMPLETION_TOKENS: Readonly<Record<Stage, number>> = { generate: 280, fix: 180, refine: 195 };

/** Wall time of one program from its request to its verdict, in ms; all 820 canonical solutions of HumanEval-X. */
export const JUDGING_MS: Readonly<Record<Language, number>> = {
  python: 38,
  java: 115,
  cpp: 239,
  go: 165,
  rust: 174,
};

/** Wall time of measuring one program by a preset, in ms. A preset that is missing was not looked at. */
export const MEASURING_MS: Readonly<Record<string, Readonly<Record<Language, number>>>> = {
  precise: { python: 9_800, java: 26_800, cpp: 7_100, go: 7_200, rust: 6_900 },
  quick: { python: 3_800, java: 14_800, cpp: 3_500, go: 3_400, rust: 4_000 },
  paper: { python: 600, java: 4_900, cpp: 1_900, go: 1_200, rust: 1_200 },
};

/** Wall time of a program around its steps, making the sandbox above all, in ms. */
export const AROUND_STEPS_MS = 25;
