import { expect, test } from 'vitest';
import { outcomeOf } from '../../../analysis/cells.js';
import { VERDICTS } from '../../../harness/stages/verdict.js';
import { cell } from './fixture.js';

test.each(['empty', 'refused', 'cut', 'filtered'] as const)('an answer that is %s is a failure', (state) => {
  expect(outcomeOf(cell('a', 'P', { answerState: state, verdict: null }))).toBe('failed');
});

test('a failed answer stays a failure whatever verdict stands beside it', () => {
  expect(outcomeOf(cell('a', 'P', { answerState: 'cut', verdict: 'passed' }))).toBe('failed');
});

test('a cell that nobody answered is missing', () => {
  expect(outcomeOf(cell('a', 'P', { answerState: null, verdict: null }))).toBe('missing');
});

test('an answer that is not judged is missing', () => {
  expect(outcomeOf(cell('a', 'P', { verdict: null }))).toBe('missing');
});

test('a harness error is missing', () => {
  expect(outcomeOf(cell('a', 'P', { verdict: 'harness_error' }))).toBe('missing');
});

test('passed is a success', () => {
  expect(outcomeOf(cell('a', 'P'))).toBe('passed');
});

test.each(VERDICTS.filter((verdict) => verdict !== 'passed' && verdict !== 'harness_error'))(
  '%s is a failure',
  (verdict) => {
    expect(outcomeOf(cell('a', 'P', { verdict }))).toBe('failed');
  },
);
