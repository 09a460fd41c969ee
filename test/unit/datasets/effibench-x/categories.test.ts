import { describe, expect, it } from 'vitest';
import { loadProgramDataset } from '../../../../datasets/program-datasets.js';
import { categoriesOf } from '../../../../datasets/effibench-x/categories.js';

describe('categories by topic tags', () => {
  it('are found whatever the writing of a tag, each once and in the order of the vocabulary', () => {
    expect(categoriesOf(['hash-table', 'ARRAY', 'Matrix', 'brute force'])).toEqual([
      'Array',
      'Enumeration',
      'Hash Table',
    ]);
  });

  it('are those of the first four tags that have one', () => {
    expect(categoriesOf(['Trie', 'Greedy', 'String', 'Sorting', 'Math', 'Array'])).toEqual([
      'Math',
      'String',
      'Sorting',
      'Greedy',
    ]);
  });

  it('are none where no tag has one', () => {
    expect(categoriesOf([])).toEqual([]);
    expect(categoriesOf(['Bit Manipulation'])).toEqual([]);
  });

  it('are known of every task of the mini set, which has canonical programs throughout', async () => {
    const { problems, notSupported } = await loadProgramDataset('mini-effibench');
    for (const { uid, categories, canonical } of problems) {
      expect(categories.length, uid).toBeGreaterThan(0);
      expect(canonical, uid).not.toBeNull();
    }
    expect(problems.length).toBe(30);
    expect(notSupported).toEqual([]);
  });
});
