import type { Answer } from '../../models/contract.js';
import type { Stage } from '../results.js';
import { ANSWER_CHARACTERS_A_TOKEN, COMPLETION_TOKENS, PROMPT_CHARACTERS_A_TOKEN } from './assumptions.js';
import type { TokenCount } from './price.js';

/** Answers whose tokens the provider counted, summed up. */
export interface SeenTokens extends TokenCount {
  readonly modelId: string;
  readonly stage: Stage;
  readonly answers: number;
  /** Characters of the prompts behind `promptTokens`. */
  readonly promptCharacters: number;
}

/** What an estimate rests on: answers of the same model (and stage), those of other models, or an assumption. */
export type Basis = 'same_model' | 'other_models' | 'assumed';

export interface Expected {
  readonly tokens: number;
  readonly basis: Basis;
}

const NOTHING = { answers: 0, promptCharacters: 0, promptTokens: 0, completionTokens: 0 };
type Sums = typeof NOTHING;

/** How many tokens questions and answers come to, learnt from those that are there. */
export class TokenHabits {
  readonly #seen = new Map<string, Sums & Pick<SeenTokens, 'modelId' | 'stage'>>();

  constructor(seen: readonly SeenTokens[] = []) {
    for (const entry of seen) this.#add(entry);
  }

  /** Of a prompt of so many characters. */
  prompt(modelId: string, characters: number): Expected {
    const own = this.#sum((entry) => entry.modelId === modelId);
    const all = this.#sum(() => true);
    for (const [basis, { promptCharacters, promptTokens }] of [
      ['same_model', own],
      ['other_models', all],
    ] as const) {
      if (promptTokens > 0) return { tokens: (characters * promptTokens) / promptCharacters, basis };
    }
    return { tokens: characters / PROMPT_CHARACTERS_A_TOKEN, basis: 'assumed' };
  }

  /** Of one answer of a model in a stage. */
  completion(modelId: string, stage: Stage): Expected {
    const own = this.#sum((entry) => entry.modelId === modelId && entry.stage === stage);
    const all = this.#sum((entry) => entry.stage === stage);
    for (const [basis, { answers, completionTokens }] of [
      ['same_model', own],
      ['other_models', all],
    ] as const) {
      if (answers > 0) return { tokens: completionTokens / answers, basis };
    }
    return { tokens: COMPLETION_TOKENS[stage], basis: 'assumed' };
  }

  /** What an answer used: as the provider counted it, else by its characters. */
  used(modelId: string, prompt: string, answer: Answer): TokenCount & { readonly estimated: boolean } {
    const { promptTokens, completionTokens, raw } = answer;
    return {
      promptTokens: promptTokens ?? Math.ceil(this.prompt(modelId, prompt.length).tokens),
      completionTokens: completionTokens ?? Math.ceil(raw.length / ANSWER_CHARACTERS_A_TOKEN),
      estimated: promptTokens === null || completionTokens === null,
    };
  }

  learn(modelId: string, stage: Stage, prompt: string, { promptTokens, completionTokens }: Answer): void {
    if (promptTokens === null || completionTokens === null) return;
    const promptCharacters = prompt.length;
    this.#add({ modelId, stage, answers: 1, promptCharacters, promptTokens, completionTokens });
  }

  #add({ modelId, stage, ...more }: SeenTokens): void {
    const key = `${stage} ${modelId}`;
    this.#seen.set(key, { modelId, stage, ...added(this.#seen.get(key) ?? NOTHING, more) });
  }

  #sum(wanted: (entry: Pick<SeenTokens, 'modelId' | 'stage'>) => boolean): Sums {
    return [...this.#seen.values()].filter(wanted).reduce<Sums>(added, NOTHING);
  }
}

function added(a: Sums, b: Sums): Sums {
  return {
    answers: a.answers + b.answers,
    promptCharacters: a.promptCharacters + b.promptCharacters,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
  };
}
