import type { Store } from '../store/index.js';
import { actualCost, type ActualCost } from '../study/money/actual-cost.js';
import { estimateMoney, type MoneyEstimate } from '../study/money/estimate.js';
import type { StudyInput } from '../study/run.js';
import { studyHash } from '../study/spec.js';
import { costNotes, costText, usdText } from './money-text.js';

/** What a run was thought to cost before it began, and what it did. */
export class RunCost {
  readonly #estimate: MoneyEstimate;
  readonly #store: Store;
  readonly #hash: string;
  readonly #before: ActualCost;

  /** To be made before anything is asked. */
  constructor(input: StudyInput, store: Store) {
    this.#store = store;
    this.#hash = studyHash(input.spec);
    this.#estimate = estimateMoney(input, store);
    this.#before = actualCost(store.charges.ofStudy(this.#hash));
  }

  /** For people; empty where nothing was ever asked. */
  lines(): string[] {
    const { all, nowUsd } = this.#figures();
    if (all.answers === 0 && all.tries === 0) return [];
    const { usd, unpriced } = this.#estimate;
    const estimated = `${usdText(usd)}${unpriced.length > 0 ? ' + ?' : ''}`;
    return [
      `cost: ${usdText(nowUsd)} USD now (all that was to be asked: ${estimated} as estimated before), ${costText(all)} USD for the study's cells in all`,
      ...costNotes(all).map((line) => `cost: ${line}`),
    ];
  }

  /** For JSON. */
  document() {
    const { all, nowUsd } = this.#figures();
    const { usd: estimatedUsd, unpriced } = this.#estimate;
    return { estimatedUsd: unpriced.length > 0 ? null : estimatedUsd, nowUsd, ...all };
  }

  /** `nowUsd`: of the answers that came since this was made; null where a price is not known. */
  #figures(): { readonly all: ActualCost; readonly nowUsd: number | null } {
    const all = actualCost(this.#store.charges.ofStudy(this.#hash));
    const unknown = all.unpricedAnswers > this.#before.unpricedAnswers;
    return { all, nowUsd: unknown ? null : all.knownUsd - this.#before.knownUsd };
  }
}
