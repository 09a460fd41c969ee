import { setMaxListeners } from 'node:events';
import { askedFor } from '../models/cassette/asked-for.js';
import type { Answer, AnswerSource, Attempt, NextTry, Reply } from '../models/contract.js';
import type { Parameters } from '../models/parameters.js';
import type { Pacing } from '../models/provider/unpaced.js';
import { TokenEstimate } from '../models/provider/token-estimate.js';
import type { ShownProfile } from '../store/runs.js';
import type { Store } from '../store/index.js';
import { CellCounts } from './cell-counts.js';
import { Spending, type Bill } from './money/spending.js';
import type { PlannedCell } from './plan.js';
import { studied } from './problem-kinds/index.js';

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
  readonly #parameters: Parameters;
  readonly #providers: Pacing;
  readonly #stop: AbortSignal;
  readonly #abort: AbortSignal;
  readonly #counts: CellCounts;
  readonly #spending: Spending;
  readonly #tokens = new TokenEstimate();
  /** Questions that are on their way, by the key of their answer. */
  readonly #underWay = new Map<string, Promise<Asked>>();

  constructor(
    store: Store,
    sources: ReadonlyMap<string, AnswerSource>,
    options: {
      parameters: Parameters;
      providers: Pacing;
      /** No question is sent any more. */
      stop: AbortSignal;
      /** Questions under way are given up. */
      abort: AbortSignal;
      spending?: Spending;
      counts?: CellCounts;
    },
  ) {
    this.#store = store;
    this.#sources = sources;
    this.#parameters = options.parameters;
    this.#providers = options.providers;
    this.#stop = options.stop;
    this.#abort = options.abort;
    this.#counts = options.counts ?? new CellCounts();
    this.#spending = options.spending ?? new Spending(store, null, options.stop);
    // As many wait for them as there are questions; Node takes more than ten for a leak.
    setMaxListeners(0, options.stop, options.abort);
  }

  /** Who asks while the same question is on its way gets its answer, which is `fresh` for the first one only. */
  async answered(cell: PlannedCell, profile: () => Promise<ShownProfile | null>): Promise<Asked> {
    const { key } = cell.answer;
    const stored = this.#store.answers.get(key);
    if (stored !== null) return { state: 'answered', answer: stored, fresh: false };
    const source = cell.model.source.kind === 'recorded' ? undefined : this.#sources.get(cell.model.id);
    if (source === undefined) return { state: 'missing', reason: 'no recorded answer' };
    const sent = this.#underWay.get(key);
    if (sent !== undefined) return sent.then((asked) => ({ ...asked, fresh: false }));
    const asked = this.#askFirst(cell, source, profile).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asked);
    return asked;
  }

  async #askFirst(
    cell: PlannedCell,
    source: AnswerSource,
    profile: () => Promise<ShownProfile | null>,
  ): Promise<Asked> {
    const shown = cell.stage === 'refine' ? await profile() : null;
    const prompt = promptOf(cell, shown);
    const purpose = { answer: cell.answer.key, problem: cell.problem.uid, shown };
    const bill = this.#spending.bill(cell, prompt);
    try {
      return await askedFor.run(purpose, () => this.#ask(cell, source, prompt, bill));
    } finally {
      bill.close();
    }
  }

  async #ask(cell: PlannedCell, source: AnswerSource, prompt: string, bill: Bill): Promise<Asked> {
    const { key, identityJson } = cell.answer;
    const { model } = cell;
    const question = { prompt, parameters: this.#parameters, sample: cell.sample };
    const tokens = this.#tokens.of(model.id, prompt);
    // At once, so that a kill loses none; the one that brought the answer is stored with it.
    const onAttempt = (attempt: Attempt): void => {
      if (attempt.outcome === 'answered') return;
      this.#store.answers.addAttempt(key, attempt);
      bill.tried(attempt);
    };
    const send = (nextTry: NextTry): Promise<Reply> => {
      this.#stop.throwIfAborted();
      return this.#counts.asking(cell, () =>
        source.ask(question, { signal: this.#abort, nextTry, onAttempt }),
      );
    };
    const provider = this.#providers.of(model);
    const reply = await bill.pay((begin, signal) =>
      provider.ask(model.id, tokens, (nextTry) => begin().then(() => send(nextTry)), signal),
    );
    if (reply.kind === 'answer') this.#tokens.learn(model.id, reply.answer);
    this.#store.transaction(() => {
      if (reply.kind === 'provider_failure') return;
      for (const attempt of reply.attempts.slice(-1)) this.#store.answers.addAttempt(key, attempt);
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
      bill.paid(reply.answer);
    });
    if (reply.kind === 'answer') return { state: 'answered', answer: reply.answer, fresh: true };
    return {
      state: 'missing',
      reason: reply.attempts.at(-1)?.message ?? reply.reason ?? 'the provider failed',
    };
  }
}

/** The prompt of a cell; `profile` is shown in refine prompts. */
export function promptOf(cell: PlannedCell, profile: ShownProfile | null): string {
  const problem = studied(cell.problem, cell.prompts);
  if (cell.input === null) return problem.renderPrompt(cell.stage, null);
  const shown =
    profile === null
      ? {}
      : { profile: { cpuMs: profile.cpuNs / NS_PER_MS, maxRssMiB: profile.maxRssBytes / BYTES_PER_MIB } };
  const { failure = null } = cell;
  return problem.renderPrompt(cell.stage, { program: cell.input, failure, ...shown });
}
