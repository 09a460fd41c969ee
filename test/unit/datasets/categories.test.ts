import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBundled } from '../../../datasets/border.js';
import { categoryListSchema, inOrder, readCategories } from '../../../datasets/categories.js';
import { agreementOf, cohensKappa } from '../../../datasets/humaneval-x/categories/agreement.js';
import { CATEGORIES } from '../../../datasets/problem.js';

const folder = new URL('../../../datasets/humaneval-x/', import.meta.url);
const a = readCategories(new URL('categories/pass-a.json', folder));
const b = readCategories(new URL('categories/pass-b.json', folder));
const settled = readCategories(new URL('categories.json', folder));
const decisions = readBundled(
  new URL('categories/settled.json', folder),
  z.record(
    z.string(),
    z.strictObject({
      a: categoryListSchema,
      b: categoryListSchema,
      settled: categoryListSchema,
      reason: z.string().min(10),
    }),
  ),
);
const numbers = Array.from({ length: 164 }, (_, n) => String(n));

describe('HumanEval-X categories', () => {
  it('cover the 164 problems in both passes and in the settled file', () => {
    for (const file of [a, b, settled]) expect(Object.keys(file)).toEqual(numbers);
  });

  it('keep what both passes have and add nothing that neither has', () => {
    for (const n of numbers) {
      const [inA, inB, now] = [a[n] ?? [], b[n] ?? [], settled[n] ?? []];
      for (const category of CATEGORIES) {
        const agreed = inA.includes(category) === inB.includes(category);
        if (agreed) expect(now.includes(category), `${n} ${category}`).toBe(inA.includes(category));
      }
    }
  });

  it('have a decision with a reason for every difference and no other', () => {
    const differing = numbers.filter((n) => String(a[n]) !== String(b[n]));
    expect(Object.keys(decisions)).toEqual(differing);
    for (const [n, decision] of Object.entries(decisions)) {
      expect(decision).toMatchObject({ a: a[n], b: b[n], settled: settled[n] });
    }
  });

  it('come with the current agreement file (else run scripts/category-agreement.ts)', () => {
    const written: unknown = JSON.parse(readFileSync(new URL('categories/agreement.json', folder), 'utf8'));
    expect(written).toEqual(agreementOf(a, b));
  });
});

describe('category files', () => {
  it('have one to four categories of the vocabulary, in its order, none twice', () => {
    expect(categoryListSchema.safeParse(['Array', 'Hash Table']).success).toBe(true);
    for (const bad of [[], ['Hash Table', 'Array'], ['Math', 'Math'], ['Graph'], CATEGORIES.slice(0, 5)]) {
      expect(categoryListSchema.safeParse(bad).success, String(bad)).toBe(false);
    }
    expect(inOrder(['Hash Table', 'Array', 'Array'])).toEqual(['Array', 'Hash Table']);
  });
});

describe("Cohen's kappa", () => {
  it.each([
    // The three worked examples of Wikipedia's article "Cohen's kappa": 50 grant proposals; 100 items, twice.
    [{ both: 20, onlyA: 5, onlyB: 10, neither: 15 }, 0.4],
    [{ both: 45, onlyA: 15, onlyB: 25, neither: 15 }, 0.1304],
    [{ both: 25, onlyA: 35, onlyB: 5, neither: 35 }, 0.2593],
  ])('of %o is %f', (table, kappa) => {
    expect(cohensKappa(table)).toBeCloseTo(kappa, 4);
  });

  it('is 1 for full agreement, below 0 for less than chance, and null where nobody ever differs from one answer', () => {
    expect(cohensKappa({ both: 3, onlyA: 0, onlyB: 0, neither: 7 })).toBe(1);
    expect(cohensKappa({ both: 0, onlyA: 5, onlyB: 5, neither: 0 })).toBe(-1);
    expect(cohensKappa({ both: 0, onlyA: 0, onlyB: 0, neither: 9 })).toBeNull();
  });

  it('goes with a Jaccard index that is counted by hand', () => {
    const agreement = agreementOf(
      { '0': ['Array'], '1': ['Math', 'String'] },
      { '0': ['Array'], '1': ['Math', 'Sorting'] },
    );
    expect(agreement).toMatchObject({ problems: 2, exactMatch: 0.5, meanJaccard: (1 + 1 / 3) / 2 });
    expect(agreement.categories.String).toMatchObject({ both: 0, onlyA: 1, onlyB: 0, neither: 1, kappa: 0 });
    expect(() => agreementOf({ '0': ['Array'] }, { '1': ['Array'] })).toThrow('cover other problems');
  });
});
