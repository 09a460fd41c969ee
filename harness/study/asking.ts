import { setMaxListeners } from 'node:events';
import type { Answer, AnswerSource, NextTry, Reply } from '../models/contract.js';
import type { Providers } from '../models/provider/providers.js';
import { TokenEstimate } from '../models/provider/token-estimate.js';
import { languageModule } from '../languages/index.js';
import { renderPrompt } from '../stages/prompt.js';
import type { ShownProfile } from '../store/runs.js';
import type { Store } from '../store/index.js';
import type { PlannedCell } from './plan.js';

const BYTES_PER_MIB = 1 << 20;
const NS_PER_MS = 1_000_000;

export type Asked =
  | { readonly state: 'answered'; readonly answer: Answer; readonly fresh: boolean }
  /** The provider failed, or nobody recorded an answer: the cell stays missing. */
  | { readonly state: 'missing'; readonly reason: string };

/** Gets answers: from the store where it has them, else from the model, when its provider's limits allow. */
export class Asking {
  readonly #store: Store;
  readonly #sources: ReadonlyMap<string, AnswerSource>;
  readonly #parameters: Readonly<Record<string, number | string | boolean>>;
  readonly #providers: Providers;
  readonly #stop: AbortSignal;
  readonly #abort: AbortSignal;
  readonly #tokens = new TokenEstimate();

  constructor(
    store: Store,
    sources: ReadonlyMap<string, AnswerSource>,
    options: {
      parameters: Readonly<Record<string, number | string | boolean>>;
      providers: Providers;
      /** No question is sent any more. */
      stop: AbortSignal;
      /** Questions under way are given up. */
      abort: AbortSignal;
    },
  ) {
    this.#store = store;
    this.#sources = sources;
    this.#parameters = options.parameters;
    this.#providers = options.providers;
    this.#stop = options.stop;
    this.#abort = options.abort;
    // As many wait for them as there are questions; Node takes more than ten for a leak.
    setMaxListeners(0, options.stop, options.abort);
  }

  async answered(cell: PlannedCell, profile: () => Promise<ShownProfile | null>): Promise<Asked> {
    const { key, identityJson } = cell.answer;
    const stored = this.#store.answers.get(key);
    if (stored !== null) return { state: 'answered', answer: stored, fresh: false };
    const source = this.#sources.get(cell.model.id);
    if (source === undefined) return { state: 'missing', reason: 'no recorded answer' };
    const prompt = promptOf(cell, cell.stage === 'refine' ? await profile() : null);
    const { model } = cell;
    const question = { prompt, parameters: this.#parameters };
    const tokens = this.#tokens.of(model.id, prompt);
    const send = (nextTry: NextTry): Promise<Reply> => {
      this.#stop.throwIfAborted();
      return source.ask(question, this.#abort, nextTry);
    };
    const reply = await this.#providers.of(model).ask(model.id, tokens, send, this.#stop);
    if (reply.kind === 'answer') this.#tokens.learn(model.id, reply.answer);
    this.#store.transaction(() => {
      this.#store.answers.addAttempts(key, reply.attempts);
      if (reply.kind === 'provider_failure') return;
      this.#store.answers.add({
        key,
        identityJson,
        modelId: cell.model.id,
        problemUid: cell.problem.uid,
        stage: cell.stage,
        sample: cell.sample,
        origin: 'asked',
        prompt,
        answer: reply.answer,
      });
    });
    if (reply.kind === 'answer') return { state: 'answered', answer: reply.answer, fresh: true };
    return {
      state: 'missing',
      reason: reply.attempts.at(-1)?.message ?? reply.reason ?? 'the provider failed',
    };
  }
}

function promptOf(cell: PlannedCell, profile: ShownProfile | null): string {
  const { label } = languageModule(cell.problem.language);
  if (cell.input === null) return renderPrompt(cell.stage, cell.problem, label);
  const shown =
    profile === null
      ? {}
      : { profile: { cpuMs: profile.cpuNs / NS_PER_MS, maxRssMiB: profile.maxRssBytes / BYTES_PER_MIB } };
  return renderPrompt(cell.stage, cell.problem, label, { program: cell.input, ...shown });
}
