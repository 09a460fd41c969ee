import { once, setMaxListeners } from 'node:events';

/** What a study may cost, in USD; a limit that is left out doesn't exist. */
export interface BudgetLimits {
  readonly usd?: number | undefined;
  /** By model id. */
  readonly models: Readonly<Record<string, number>>;
}

/** Why a question is not asked. */
export class BudgetReached extends Error {
  override readonly name = 'BudgetReached';
}

/** A question that was let through; `settle` is called once, with what it came to in USD. */
export interface Turn {
  settle(usd: number): void;
}

/**
 * Lets questions through as long as what was spent, with what is under way as estimated, stays below every limit. Where
 * only questions under way stand in the way, it waits for them: they may come out cheaper. So a limit is passed by the
 * last answer of each lane at most, and what is below it can be spent.
 */
export class Budget {
  readonly #total: Limit | null;
  readonly #models: ReadonlyMap<string, Limit>;
  readonly #settled = new EventTarget();

  /** `spent`: what each model has cost before, in USD. */
  constructor({ usd, models }: BudgetLimits, spent: ReadonlyMap<string, number> = new Map()) {
    const before = [...spent.values()].reduce((sum, own) => sum + own, 0);
    this.#total = usd === undefined ? null : new Limit(usd, 'the study', before);
    this.#models = new Map(
      Object.entries(models).map(([id, own]) => [id, new Limit(own, id, spent.get(id) ?? 0)]),
    );
    setMaxListeners(0, this.#settled);
  }

  /** Raised when a model is not asked any more; the reason is a `BudgetReached`. */
  signalsOf(model: string): AbortSignal[] {
    return this.#limitsOf(model).map(({ reached }) => reached);
  }

  /** Waits for the turn of a question. Rejects with `BudgetReached`, or with the signal's reason. */
  async turn(model: string, estimatedUsd: number, signal?: AbortSignal): Promise<Turn> {
    const limits = this.#limitsOf(model);
    for (;;) {
      signal?.throwIfAborted();
      for (const { reached } of limits) reached.throwIfAborted();
      if (limits.every((limit) => limit.hasRoom)) break;
      await once(this.#settled, 'settled', signal === undefined ? {} : { signal }).catch(() => undefined);
    }
    for (const limit of limits) limit.begin(estimatedUsd);
    return {
      settle: (usd) => {
        for (const limit of limits) limit.end(estimatedUsd, usd);
        this.#settled.dispatchEvent(new Event('settled'));
      },
    };
  }

  #limitsOf(model: string): Limit[] {
    return [this.#total, this.#models.get(model) ?? null].filter((limit) => limit !== null);
  }
}

class Limit {
  readonly #usd: number;
  readonly #whose: string;
  readonly #reached = new AbortController();
  #spentUsd: number;
  #questions = 0;
  #underWayUsd = 0;

  constructor(usd: number, whose: string, spentUsd: number) {
    this.#usd = usd;
    this.#whose = whose;
    this.#spentUsd = spentUsd;
    setMaxListeners(0, this.#reached.signal);
    this.#look();
  }

  get reached(): AbortSignal {
    return this.#reached.signal;
  }

  get hasRoom(): boolean {
    return this.#spentUsd + this.#underWayUsd < this.#usd;
  }

  begin(estimatedUsd: number): void {
    this.#questions += 1;
    this.#underWayUsd += estimatedUsd;
  }

  end(estimatedUsd: number, usd: number): void {
    this.#questions -= 1;
    // What floating-point sums leave behind would stand in the way for ever.
    this.#underWayUsd = this.#questions === 0 ? 0 : this.#underWayUsd - estimatedUsd;
    this.#spentUsd += usd;
    this.#look();
  }

  #look(): void {
    if (this.#spentUsd < this.#usd || this.#reached.signal.aborted) return;
    this.#reached.abort(
      new BudgetReached(`the budget of ${this.#whose}, ${this.#usd} USD, is spent: raise it to go on`),
    );
  }
}
