import type { Answer } from '../contract.js';

/** English and code come to about four characters a token. */
const CHARACTERS_A_TOKEN = 4;
/** Of an answer, until the model has given one. */
const FIRST_GUESS = 600;

/** What a question is thought to use before it is asked, in tokens of prompt and completion. */
export class TokenEstimate {
  readonly #completions = new Map<string, { readonly sum: number; readonly count: number }>();

  of(model: string, prompt: string): number {
    const known = this.#completions.get(model);
    const completion = known === undefined ? FIRST_GUESS : known.sum / known.count;
    return Math.ceil(prompt.length / CHARACTERS_A_TOKEN + completion);
  }

  learn(model: string, { completionTokens }: Answer): void {
    if (completionTokens === null) return;
    const { sum, count } = this.#completions.get(model) ?? { sum: 0, count: 0 };
    this.#completions.set(model, { sum: sum + completionTokens, count: count + 1 });
  }
}
