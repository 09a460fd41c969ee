/** Where a model's answers come from, and what came back. */
export interface ModelSpec {
  readonly id: string;
  readonly name: string;
  /** Where this entry comes from, with the study protocol's mark: [P], [C] or [D]. */
  readonly provenance: string;
  readonly source:
    | {
        readonly kind: 'openai';
        readonly apiName: string;
        readonly baseUrl: string;
        /** Name of the environment variable that holds the key; null for servers without one. */
        readonly keyVariable: string | null;
      }
    /** Answers are imported from files; asking is impossible. */
    | { readonly kind: 'recorded' };
  /** USD per million tokens; null when unknown. */
  readonly price: { readonly inputUsdPerMTok: number; readonly outputUsdPerMTok: number } | null;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** A scripted stand-in, not an LLM: every output that names it says so. */
  readonly scripted: boolean;
}

export interface Question {
  /** One user message; the study sends no system message. */
  readonly prompt: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

export interface AnswerFacts {
  readonly raw: string;
  readonly finishReason: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly latencyMs: number | null;
  /** The provider's own mark of what served the answer (`system_fingerprint`, model name). */
  readonly servedBy: string | null;
}

/** An answer of the model: what follows counts for or against it. All but `answered` are failures of the model. */
export type AnswerState = 'answered' | 'empty' | 'refused' | 'cut' | 'filtered';
export interface Answer extends AnswerFacts {
  readonly state: AnswerState;
}

/** One try to get an answer, kept whether it worked or not. */
export interface Attempt {
  readonly atIso: string;
  readonly outcome: 'answered' | 'failed';
  readonly httpStatus: number | null;
  /** One line without secrets. */
  readonly message: string;
}

/** `provider_failure` is nobody's answer: the cell stays missing and is asked again by the next run. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly attempts: readonly Attempt[] }
  | {
      readonly kind: 'provider_failure';
      readonly attempts: readonly Attempt[];
      /** Why it was not even asked, where there was no attempt. */
      readonly reason?: string;
    };

/** Waits for the turn of another try; `isLimit`: the provider said that it was asked too often. */
export type NextTry = (waitMs: number, isLimit: boolean) => Promise<void>;

export interface AnswerSource {
  /** `nextTry` waits before each try but the first; without it, just so long. */
  ask(question: Question, signal?: AbortSignal, nextTry?: NextTry): Promise<Reply>;
}
