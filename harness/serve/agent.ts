import type { Profile } from '../../analysis/index.js';
import type { Language } from '../../datasets/problem.js';
import type { OpenModels } from '../evaluation/open-models.js';
import { Solver } from '../evaluation/solver.js';
import { presetOf } from '../measure/presets.js';
import { Providers } from '../models/provider/providers.js';
import { perforch, storyLine, type Budget, type Solution, type Strategy } from '../orchestrator/index.js';
import type { Store } from '../store/index.js';
import { studySchema } from '../study/spec.js';
import type { Toolbox } from '../study/toolbox.js';
import { ApiError } from './api-error.js';
import type { FoundTests } from './found/contract.js';
import { findTests } from './found/find.js';
import { languageOf } from './language.js';
import { chatProgram, problemOf } from './problem.js';
import { CHAT_PROMPTS } from './prompts.js';
import type { ChatRequest } from './request.js';

export interface AgentParts {
  readonly profile: Profile;
  readonly models: Omit<OpenModels, 'notes'>;
  readonly store: Store;
  readonly toolbox: Toolbox;
  /** Those whose toolchains are open. */
  readonly languages: readonly Language[];
  /** Where a request names no language. */
  readonly usualLanguage: Language;
  readonly topK: number;
  /** The model that is asked for the categories of a conversation; without one it goes by its language. */
  readonly categoriesBy: string | undefined;
  /** Fixers are told what went wrong. */
  readonly feedback: boolean;
  /** Of one request. */
  readonly budget: Budget;
  /** Questions at a time to a provider whose entry doesn't say. */
  readonly askLanes: number;
  readonly onNote: (note: string) => void;
}

export interface ChatAnswer {
  readonly language: Language;
  readonly tests: FoundTests | null;
  readonly solution: Solution;
}

/** A provider that was given up is asked again after this time. */
const FORGIVEN_MS = 600_000;

/** Answers conversations: PerfOrch with the tests that a conversation brings. What it asked and ran is in the store. */
export class ChatAgent {
  readonly #parts: AgentParts;
  #pacing: { readonly providers: Providers; readonly openedMs: number } | null = null;

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /**
   * Throws `ApiError` for what can't be answered. Rejects when the signal is raised, after everything that was under way for
   * this request has ended; with `SandboxFault` when the sandbox keeps failing.
   */
  async answer({ messages }: ChatRequest, signal: AbortSignal): Promise<ChatAnswer> {
    const { models, store, toolbox, feedback, budget, askLanes, onNote } = this.#parts;
    const language = this.#languageOf(messages);
    const tests = findTests(messages, language);
    const problem = problemOf(messages, language, tests);
    const { parameters, limits } = studySchema.pick({ parameters: true, limits: true }).parse({});
    const input = {
      ...models,
      problems: [problem],
      parameters,
      limits,
      // Nothing is measured.
      preset: presetOf('quick'),
      validation: 'public',
      feedback,
      asksCategories: this.#parts.categoriesBy !== undefined,
      prompts: CHAT_PROMPTS,
      extract: chatProgram,
    } as const;
    const pacing = this.#providers();
    const control = { lanes: 1, askLanes, stop: signal, abort: signal, onNote, pacing };
    const solver = new Solver(input, store, toolbox, control);
    try {
      const options = {
        feedback,
        refine: 'off',
        refineMetric: 'ranking',
        improvement: 'shown',
        budget,
      } as const;
      const solution = await solver.solve(problem, this.#strategy(), options);
      if (solution.program === null) solution.events.map(storyLine).forEach(onNote);
      return { language, tests, solution };
    } finally {
      await solver.close();
    }
  }

  #strategy(): Strategy {
    const { profile, models, topK, categoriesBy } = this.#parts;
    return perforch(profile, {
      ...{ topK, canAsk: (id) => models.sources.has(id) },
      ...(categoriesBy === undefined ? {} : { categoriesBy }),
    });
  }

  #languageOf(messages: ChatRequest['messages']): Language {
    const { languages, usualLanguage } = this.#parts;
    const language = languageOf(messages, usualLanguage);
    if (languages.includes(language)) return language;
    const text = `${language} can not be run here: ask for ${languages.join(', ')}`;
    throw new ApiError(400, 'unsupported_language', text, { param: 'messages' });
  }

  #providers(): Providers {
    const now = performance.now();
    if (this.#pacing === null || now - this.#pacing.openedMs > FORGIVEN_MS) {
      const { models, askLanes } = this.#parts;
      this.#pacing = { providers: new Providers(models.providers, askLanes), openedMs: now };
    }
    return this.#pacing.providers;
  }
}
