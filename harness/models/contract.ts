import type { Parameters } from './parameters.js';

/** Value of an extra HTTP header: the text itself, or the environment variable that holds it. */
export type HeaderValue = string | { readonly variable: string };

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
        /** `completion`: the prompt as plain text to `/completions`. Chat where it is left out. */
        readonly endpoint?: 'chat' | 'completion' | undefined;
        /** Extra HTTP headers. */
        readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
        /** For one try, from sending to the last byte of the response. */
        readonly timeoutSeconds?: number | undefined;
      }
    /** Answers are imported from files; asking is impossible. */
    | { readonly kind: 'recorded' };
  /** USD per million tokens; null when unknown. */
  readonly price: { readonly inputUsdPerMTok: number; readonly outputUsdPerMTok: number } | null;
  /** Where the price was read; null, or left out, where nobody says. */
  readonly priceSource?: string | null | undefined;
  /** Go before a study's; null: the study's parameter of that name is left out. */
  readonly parameters: Parameters;
  /** Names under which this endpoint takes parameters, by the usual ones. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
  /** A scripted stand-in, not an LLM: every output that names it says so. */
  readonly scripted: boolean;
}

export interface Question {
  /** One user message; the study sends no system message. */
  readonly prompt: string;
  readonly parameters: Parameters;
  /** From 1 (where it is left out); a seed moves on with it. */
  readonly sample?: number;
}

export interface AnswerFacts {
  readonly raw: string;
  /** As it came. */
  readonly finishReason: string | null;
  readonly promptTokens: number | null;
  /** Reasoning included. */
  readonly completionTokens: number | null;
  /** Of the completion tokens, those of hidden reasoning. */
  readonly reasoningTokens: number | null;
  /** Of the prompt tokens, those that the provider had in its cache. */
  readonly cachedPromptTokens: number | null;
  readonly latencyMs: number | null;
  /** The model that the provider says has answered. */
  readonly servedModel: string | null;
  /** `system_fingerprint`: the provider's mark of what it ran. */
  readonly fingerprint: string | null;
}

/** An answer of the model: what follows counts for or against it. All but `answered` are failures of the model. */
export type AnswerState = 'answered' | 'empty' | 'refused' | 'cut' | 'filtered';
export interface Answer extends AnswerFacts {
  readonly state: AnswerState;
}

export const ATTEMPT_OUTCOMES = [
  'answered',
  /** Too many requests: asked again later. */
  'rate_limited',
  /** No money or no quota left: waiting does not help. */
  'quota_exhausted',
  'server_error',
  /** The key is wrong, or may not do this. */
  'refused_key',
  /** The request itself is at fault: its model, a parameter, its length. */
  'refused_question',
  'timeout',
  'connection',
  /** HTTP status 200 without an answer in it. */
  'not_a_completion',
  /** Given up by us while it was under way; it may have been paid for. */
  'aborted',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** One try to get an answer, kept whether it worked or not. */
export interface Attempt {
  /** When it was sent. */
  readonly atIso: string;
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
  /** Null where no response came. */
  readonly httpStatus: number | null;
  /** The provider's name for the request (`x-request-id` and the like). */
  readonly requestId: string | null;
  /** As the provider gave it. */
  readonly retryAfter: string | null;
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

export interface AskControl {
  /** Gives up the question. */
  readonly signal?: AbortSignal;
  /** Waits before each try but the first; without it, just so long. */
  readonly nextTry?: NextTry;
  /** Told of every try as soon as it has ended. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

export interface AnswerSource {
  ask(question: Question, control?: AskControl): Promise<Reply>;
}
