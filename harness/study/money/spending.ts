import { setMaxListeners } from 'node:events';
import type { Answer, Attempt, AttemptOutcome, ModelSpec, Reply } from '../../models/contract.js';
import type { Store } from '../../store/index.js';
import type { PlannedCell } from '../plan.js';
import { Budget, BudgetReached, type BudgetLimits, type Turn } from './budget.js';
import { costOf, isFree, priceOf, type Price, type TokenCount } from './price.js';
import { TokenHabits } from './token-habits.js';

/** A provider may have worked for these, and count what it did. */
const MAY_BE_PAID: ReadonlySet<AttemptOutcome> = new Set(['timeout', 'not_a_completion', 'aborted']);

/** What may be spent, and what was spent before, in USD by model; looked up when the first question comes. */
export interface Purse {
  readonly limits: BudgetLimits;
  readonly spent: () => ReadonlyMap<string, number>;
}

/** Nothing holds it back. */
export const OPEN_PURSE: Purse = { limits: { models: {} }, spent: () => new Map() };

/** Keeps questions within a budget, and writes down what they cost. */
export class Spending {
  readonly #store: Store;
  readonly #purse: Purse | null;
  readonly #stop: AbortSignal;
  readonly #signals = new Map<string, AbortSignal>();
  #opened: { readonly budget: Budget; readonly habits: TokenHabits } | null = null;

  /** Without a purse nobody pays, as in a replay: no budget holds, and nothing is written down. */
  constructor(store: Store, purse: Purse | null, stop: AbortSignal) {
    this.#store = store;
    this.#purse = purse;
    this.#stop = stop;
  }

  bill({ model, stage, answer }: PlannedCell, prompt: string): Bill {
    const { budget, habits } = this.#open();
    const expected = {
      promptTokens: Math.ceil(habits.prompt(model.id, prompt.length).tokens),
      completionTokens: Math.ceil(habits.completion(model.id, stage).tokens),
    };
    return new Bill({
      model,
      expected,
      budget,
      stop: this.#stop,
      signal: this.#signalOf(model.id, budget),
      charge: (kind, tokens, price) => {
        if (this.#purse === null) return;
        this.#store.charges.add({
          answerKey: answer.key,
          modelId: model.id,
          kind,
          promptTokens: tokens.promptTokens,
          completionTokens: tokens.completionTokens,
          tokensFrom: tokens.estimated ? 'estimate' : 'provider',
          inputUsdPerMTok: price?.inputUsdPerMTok ?? null,
          outputUsdPerMTok: price?.outputUsdPerMTok ?? null,
        });
      },
      used: (given) => {
        habits.learn(model.id, stage, prompt, given);
        return habits.used(model.id, prompt, given);
      },
    });
  }

  /** When the first question comes: its cells are written down by then. */
  #open() {
    if (this.#opened !== null) return this.#opened;
    const { limits, spent } = this.#purse ?? OPEN_PURSE;
    const budget = new Budget(limits, spent());
    this.#opened = { budget, habits: new TokenHabits(this.#store.seen.tokens()) };
    return this.#opened;
  }

  /** One for all questions to a model: signals made of others pile up. */
  #signalOf(model: string, budget: Budget): AbortSignal {
    let signal = this.#signals.get(model);
    if (signal === undefined) {
      signal = AbortSignal.any([this.#stop, ...budget.signalsOf(model)]);
      setMaxListeners(0, signal);
      this.#signals.set(model, signal);
    }
    return signal;
  }
}

type UsedTokens = TokenCount & { readonly estimated: boolean };

interface BillParts {
  readonly model: ModelSpec;
  readonly expected: TokenCount;
  readonly budget: Budget;
  readonly stop: AbortSignal;
  readonly signal: AbortSignal;
  readonly charge: (kind: 'answer' | 'try', tokens: UsedTokens, price: Price | null) => void;
  readonly used: (answer: Answer) => UsedTokens;
}

/** The money of one question, all of its tries included. */
export class Bill {
  readonly #parts: BillParts;
  readonly #price: Price | null;
  #turn: Turn | null = null;
  #usd = 0;

  constructor(parts: BillParts) {
    this.#parts = parts;
    this.#price = priceOf(parts.model);
  }

  /** Asks when there is money left, with a signal that ends the waiting when there is none; else nobody answers. */
  async pay(ask: (begin: () => Promise<void>, signal: AbortSignal) => Promise<Reply>): Promise<Reply> {
    const { signal, stop } = this.#parts;
    const isFreeOfCharge = this.#price !== null && isFree(this.#price);
    const own = isFreeOfCharge ? stop : signal;
    try {
      return await ask(() => (isFreeOfCharge ? Promise.resolve() : this.#begin()), own);
    } catch (error) {
      stop.throwIfAborted();
      const reason: unknown = own.aborted ? own.reason : error;
      if (reason instanceof BudgetReached)
        return { kind: 'provider_failure', attempts: [], reason: reason.message };
      throw error;
    }
  }

  /** Notes a try that gave no answer. */
  tried({ outcome }: Attempt): void {
    if (!MAY_BE_PAID.has(outcome)) return;
    this.#charge('try', { ...this.#parts.expected, estimated: true });
  }

  /** Notes the answer, which is stored with it. */
  paid(answer: Answer): void {
    this.#charge('answer', this.#parts.used(answer));
  }

  /** To be called when all is written down, however the question ended. */
  close(): void {
    this.#turn?.settle(this.#usd);
    this.#turn = null;
  }

  async #begin(): Promise<void> {
    const { budget, model, expected, stop } = this.#parts;
    this.#turn = await budget.turn(model.id, this.#costOf(expected), stop);
  }

  #charge(kind: 'answer' | 'try', tokens: UsedTokens): void {
    this.#parts.charge(kind, tokens, this.#price);
    this.#usd += this.#costOf(tokens);
  }

  #costOf(tokens: TokenCount): number {
    return this.#price === null ? 0 : costOf(this.#price, tokens).usd;
  }
}
