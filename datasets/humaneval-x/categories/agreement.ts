import type { Category } from '../../problem.js';
import { CATEGORIES } from '../../problem.js';
import type { CategoryFile } from '../../categories.js';

/** How two raters used one category over the same problems; the four counts add up to the number of problems. */
export interface TwoByTwo {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
}

export interface CategoryAgreement extends TwoByTwo {
  /** Cohen's kappa; null where both raters gave everybody the same answer, so that chance alone explains all. */
  readonly kappa: number | null;
}

export interface Agreement {
  readonly problems: number;
  /** Share of problems with the same set of categories in both passes. */
  readonly exactMatch: number;
  /** Mean over problems of |A and B| / |A or B|. */
  readonly meanJaccard: number;
  readonly categories: Readonly<Record<Category, CategoryAgreement>>;
}

/**
 * Cohen's kappa of two raters and a yes/no question: (po - pe) / (1 - pe), where po is the share of equal answers and pe
 * the share expected by chance (Cohen 1960, "A coefficient of agreement for nominal scales").
 */
export function cohensKappa({ both, onlyA, onlyB, neither }: TwoByTwo): number | null {
  const total = both + onlyA + onlyB + neither;
  const observed = (both + neither) / total;
  const yesA = (both + onlyA) / total;
  const yesB = (both + onlyB) / total;
  const expected = yesA * yesB + (1 - yesA) * (1 - yesB);
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

/** Agreement of two passes over the same problems. */
export function agreementOf(a: CategoryFile, b: CategoryFile): Agreement {
  const numbers = Object.keys(a);
  if (numbers.length === 0 || Object.keys(b).length !== numbers.length || numbers.some((n) => !(n in b))) {
    throw new Error(`the passes cover other problems: ${numbers.length} and ${Object.keys(b).length}`);
  }
  const pairs = numbers.map((n) => ({ a: new Set(a[n]), b: new Set(b[n]) }));
  const jaccards = pairs.map((pair) => jaccard(pair.a, pair.b));
  const categories = Object.fromEntries(
    CATEGORIES.map((category) => {
      const table = tabulate(pairs.map((pair) => ({ a: pair.a.has(category), b: pair.b.has(category) })));
      return [category, { ...table, kappa: cohensKappa(table) }];
    }),
  ) as Record<Category, CategoryAgreement>;
  return {
    problems: pairs.length,
    exactMatch: jaccards.filter((share) => share === 1).length / pairs.length,
    meanJaccard: jaccards.reduce((sum, share) => sum + share, 0) / pairs.length,
    categories,
  };
}

function tabulate(answers: readonly { a: boolean; b: boolean }[]): TwoByTwo {
  const count = (a: boolean, b: boolean) =>
    answers.filter((answer) => answer.a === a && answer.b === b).length;
  return {
    both: count(true, true),
    onlyA: count(true, false),
    onlyB: count(false, true),
    neither: count(false, false),
  };
}

function jaccard(a: ReadonlySet<Category>, b: ReadonlySet<Category>): number {
  const shared = [...a].filter((category) => b.has(category)).length;
  return shared / (a.size + b.size - shared);
}
