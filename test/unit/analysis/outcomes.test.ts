import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { OUTCOMES } from '../../../analysis/outcomes.js';
import { VERDICTS } from '../../../harness/stages/verdict.js';
import { cell, HAND_MADE, study } from './fixture.js';

test('the counts of a model add up to its planned cells', () => {
  for (const { planned, counts } of analyse(HAND_MADE).outcomes) {
    expect(OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(planned);
  }
});

test('every verdict has a count of its own', () => {
  const cells = VERDICTS.map((verdict, index) => cell('a', `P${index}`, { verdict }));
  const [outcomes] = analyse(study(cells)).outcomes;
  expect(VERDICTS.map((verdict) => outcomes?.counts[verdict])).toEqual(VERDICTS.map(() => 1));
});

test.each(['empty', 'refused', 'cut', 'filtered'] as const)('%s answers are counted as such', (state) => {
  const [outcomes] = analyse(study([cell('a', 'P', { answerState: state, verdict: null })])).outcomes;
  expect(outcomes?.counts[state]).toBe(1);
});

test('answers without a verdict are not judged', () => {
  expect(analyse(study([cell('a', 'P', { verdict: null })])).outcomes[0]?.counts.not_judged).toBe(1);
});

test('cells without an answer are not answered', () => {
  const cells = [cell('a', 'P', { answerState: null, verdict: null })];
  expect(analyse(study(cells)).outcomes[0]?.counts.not_answered).toBe(1);
});
