import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDataset } from '../../../../datasets/index.js';
import { LANGUAGES } from '../../../../datasets/problem.js';
import { openToolbox, type Toolbox } from '../../../../harness/study/toolbox.js';
import { verifySolutions } from '../../../../harness/study/verify.js';

let toolbox: Toolbox;
beforeAll(async () => {
  toolbox = await openToolbox(LANGUAGES, 'docker');
});
afterAll(() => toolbox.close());

test('canonical solutions pass and buggy ones do not, with the image’s toolchains', async () => {
  const { problems } = await loadDataset('mini');
  const few = problems.filter(({ number }) => number <= 2);
  const { programs, unexpected, timings } = await verifySolutions(few, toolbox, {
    lanes: 2,
    cores: 2,
    stop: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(new Set(programs.map(({ language }) => language))).toEqual(new Set(LANGUAGES));
  expect(programs.filter(({ outcome }) => outcome === 'unexpected')).toEqual([]);
  expect(unexpected).toBe(0);
  const compilersOfJava = timings.filter(({ language }) => language === 'java').map(({ step }) => step);
  expect(compilersOfJava).toContain('javac, resident');
});
