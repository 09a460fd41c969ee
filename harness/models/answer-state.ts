import type { AnswerState } from './contract.js';

/** Hosts' other words for `length`: the answer ended because there was no room left. */
const CUT: readonly string[] = ['length', 'max_tokens', 'model_length'];

/** What an answer is, from its text and how it ended. The first rule that fits decides; whitespace is no text. */
export function answerState(raw: string, finishReason: string | null, refusal: string | null): AnswerState {
  if (finishReason === 'content_filter') return 'filtered';
  if (refusal !== null && refusal !== '') return 'refused';
  if (finishReason !== null && CUT.includes(finishReason)) return 'cut';
  return raw.trim() === '' ? 'empty' : 'answered';
}
