import { describe, expect, test } from 'vitest';
import type { Language } from '../../../datasets/problem.js';
import { explain, judged } from './judging.js';
import { doubledIn, halfIn } from './synthetic.js';
import { CPP, HONEST_CPP } from './tricks/cpp.js';
import { GO, HONEST_GO } from './tricks/go.js';
import { HONEST_JAVA, JAVA } from './tricks/java.js';
import { HONEST_PYTHON, PYTHON } from './tricks/python.js';
import { HONEST_RUST, RUST } from './tricks/rust.js';
import type { Trick } from './tricks/trick.js';

const CORPUS: readonly [Language, readonly Trick[], readonly Trick[]][] = [
  ['python', PYTHON, HONEST_PYTHON],
  ['java', JAVA, HONEST_JAVA],
  ['cpp', CPP, HONEST_CPP],
  ['go', GO, HONEST_GO],
  ['rust', RUST, HONEST_RUST],
];

async function outcome(language: Language, { of, program }: Trick): Promise<string> {
  const problem = of === 'doubled' ? doubledIn(language) : halfIn(language);
  return explain(await judged(problem, program));
}

describe.each(CORPUS)('%s', (language, tricks, honest) => {
  test.concurrent.each(tricks)('$of: $name: $verdict', async (trick) => {
    expect(trick.verdict).not.toBe('passed');
    expect(await outcome(language, trick)).toMatch(new RegExp(`^${trick.verdict}:`));
  });

  test.concurrent.each(honest)('$of: honest: $name', async (program) => {
    expect(await outcome(language, program)).toMatch(/^passed:/);
  });
});
