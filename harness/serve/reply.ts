import { languageModule } from '../languages/index.js';
import { storyLine, type Cost, type Stage } from '../orchestrator/index.js';
import { fencedBlock } from '../stages/template.js';
import type { ChatAnswer } from './agent.js';
import { ApiError, NOT_AGAIN } from './api-error.js';
import { MODEL_ID } from './request.js';

/** What a program has passed: nothing, the examples of the request, or its tests. */
export type Validated = 'none' | 'examples' | 'tests';

/** The protocol's object, and what PerfOrch says beside it. */
export interface Completion {
  readonly id: string;
  readonly object: 'chat.completion';
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly message: {
        readonly role: 'assistant';
        readonly content: string;
        readonly refusal: null;
      };
      readonly logprobs: null;
      readonly finish_reason: 'stop';
    },
  ];
  readonly usage: Usage;
  readonly perforch: Remarks;
}

/** Tokens of all questions that the request took; those that a provider doesn't tell count as none. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export interface Remarks {
  readonly validated: Validated;
  /** `failed`: there were tests, and no program passed them. */
  readonly validation: 'passed' | 'failed' | 'not_validated';
  /** What was found to test with; null: nothing. */
  readonly tests: { readonly kind: 'examples' | 'tests'; readonly count: number } | null;
  readonly language: string;
  readonly by: { readonly stage: Stage; readonly model: string } | null;
  /** Questions that were answered. */
  readonly calls: number;
  readonly cost: Cost;
  /** A line a step. */
  readonly story: readonly string[];
}

/** The reply to a request. Throws `ApiError` where no model wrote a program. */
export function completionOf(answer: ChatAnswer, id: string, createdMs: number): Completion {
  const { solution, language, tests } = answer;
  const { program, validation, by, calls, cost, events } = solution;
  if (program === null || validation === 'no_program')
    throw new ApiError(502, 'no_program', 'No model wrote a program.', { headers: NOT_AGAIN });
  const [prompt, completion] = [cost.promptTokens ?? 0, cost.completionTokens ?? 0];
  const block = fencedBlock(languageModule(language).fences[0] ?? language, program);
  const content =
    validation === 'failed'
      ? `No program passed the tests of the request. This one was written first:\n\n${block}`
      : block;
  const message = { role: 'assistant', content, refusal: null } as const;
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: Math.floor(createdMs / 1000),
    model: MODEL_ID,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    perforch: {
      validated: validation === 'passed' && tests !== null ? tests.kind : 'none',
      validation,
      tests: tests === null ? null : { kind: tests.kind, count: tests.count },
      language,
      ...{ by, calls, cost },
      story: events.map(storyLine),
    },
  };
}

/** A finished reply as server-sent events: the role, the content, the end, on request the usage, and `[DONE]`. */
export function streamOf(completion: Completion, includeUsage: boolean): string {
  const { id, created, model, choices, usage, perforch } = completion;
  const shared = { id, object: 'chat.completion.chunk', created, model };
  const chunk = (delta: object, reason: 'stop' | null, more: object = {}): object => ({
    ...shared,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    ...(includeUsage ? { usage: null } : {}),
    ...more,
  });
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    chunk({ content: choices[0].message.content }, null),
    chunk({}, 'stop', { perforch }),
    ...(includeUsage ? [{ ...shared, choices: [], usage }] : []),
  ];
  return [...events.map((event) => JSON.stringify(event)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('');
}
