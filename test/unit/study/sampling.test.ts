import { describe, expect, it } from 'vitest';
import { sampleTasks } from '../../../harness/study/sampling.js';
import { madeUpProblems } from '../models/problems.js';

const PROBLEMS = madeUpProblems(20);
const numbers = (size: number | undefined, seed: number): number[] => [
  ...new Set(sampleTasks(PROBLEMS, size, seed).map(({ number }) => number)),
];

describe('a sample of tasks', () => {
  it('is the same for the same seed, whatever the order of the problems', () => {
    const backwards = sampleTasks([...PROBLEMS].reverse(), 5, 7).map(({ uid }) => uid);
    expect(backwards.reverse()).toEqual(sampleTasks(PROBLEMS, 5, 7).map(({ uid }) => uid));
  });

  it('is this one for ever', () => {
    expect(numbers(5, 7).sort((a, b) => a - b)).toMatchInlineSnapshot(`
      [
        3,
        4,
        7,
        8,
        12,
      ]
    `);
  });

  it('is another for another seed', () => {
    expect(numbers(5, 8)).not.toEqual(numbers(5, 7));
  });

  it('has its tasks in every language', () => {
    const languages = new Set(PROBLEMS.map(({ language }) => language)).size;
    expect(sampleTasks(PROBLEMS, 5, 7)).toHaveLength(5 * languages);
  });

  it('of a smaller size is a part of the larger one', () => {
    expect(numbers(8, 7)).toEqual(expect.arrayContaining(numbers(5, 7)));
  });

  it('is everything without a size, and with one that is too large', () => {
    expect(sampleTasks(PROBLEMS, undefined, 7)).toEqual(PROBLEMS);
    expect(sampleTasks(PROBLEMS, 999, 7)).toEqual(PROBLEMS);
  });
});
