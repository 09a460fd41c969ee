import pLimit, { type LimitFunction } from 'p-limit';
import type { Answer, AnswerSource, ModelSpec } from '../models/contract.js';
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

/** Gets answers: from the store where it has them, else from the model, at most `lanes` questions a provider at a time. */
export class Asking {
  readonly #store: Store;
  readonly #sources: ReadonlyMap<string, AnswerSource>;
  readonly #parameters: Readonly<Record<string, number | string | boolean>>;
  readonly #lanes: number;
  readonly #signal: AbortSignal;
  readonly #providers = new Map<string, LimitFunction>();

  constructor(
    store: Store,
    sources: ReadonlyMap<string, AnswerSource>,
    options: {
      parameters: Readonly<Record<string, number | string | boolean>>;
      lanes: number;
      signal: AbortSignal;
    },
  ) {
    this.#store = store;
    this.#sources = sources;
    this.#parameters = options.parameters;
    this.#lanes = options.lanes;
    this.#signal = options.signal;
  }

  async answered(cell: PlannedCell, profile: () => Promise<ShownProfile | null>): Promise<Asked> {
    const { key, identityJson } = cell.answer;
    const stored = this.#store.answers.get(key);
    if (stored !== null) return { state: 'answered', answer: stored, fresh: false };
    const source = this.#sources.get(cell.model.id);
    if (source === undefined) return { state: 'missing', reason: 'no recorded answer' };
    const prompt = promptOf(cell, cell.stage === 'refine' ? await profile() : null);
    const reply = await this.#provider(cell.model)(() =>
      source.ask({ prompt, parameters: this.#parameters }, this.#signal),
    );
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
    return { state: 'missing', reason: reply.attempts.at(-1)?.message ?? 'the provider failed' };
  }

  #provider({ source }: ModelSpec): LimitFunction {
    const name = source.kind === 'openai' ? source.baseUrl : 'recorded';
    let limit = this.#providers.get(name);
    if (limit === undefined) {
      limit = pLimit(this.#lanes);
      this.#providers.set(name, limit);
    }
    return limit;
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
