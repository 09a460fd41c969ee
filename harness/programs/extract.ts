import { normalise, segmentsOf } from '../languages/extraction/answer.js';
import type { Extraction } from '../languages/contract.js';

/** A block that is shorter than this part of the longest is an example or a remark, not another attempt. */
const ATTEMPT = 0.5;

/**
 * The program in a model's answer: the last fenced block that is not much shorter than the longest, as a later attempt
 * mends an earlier one; of an answer without fences all of it.
 */
export function extractProgram(answer: string): Extraction {
  const segments = segmentsOf(normalise(answer));
  const fenced = segments.filter((segment) => segment.fenced);
  const longest = Math.max(...fenced.map(({ text }) => text.trim().length));
  const chosen = fenced.findLast(({ text }) => text.trim().length >= ATTEMPT * longest) ?? segments[0];
  if (chosen === undefined) return { state: 'no_code', reason: 'the answer is empty' };
  return { state: 'program', source: `${trimmed(chosen.text)}\n`, how: chosen.fenced ? 'fenced' : 'whole' };
}

/** Without blank lines around it; the first line keeps its indentation. */
function trimmed(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}
