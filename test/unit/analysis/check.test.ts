import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import type { Category } from '../../../datasets/problem.js';
import { cell, measured, measurement, ratios, study } from './fixture.js';
import { COMMON_RUNTIMES } from './fixture-common-runtimes.js';
import { flagged, notMeasurable } from './fixture-measured.js';
import { OWN_PROGRAMS } from './fixture-own-programs.js';

test('a cell that occurs twice is refused by name', () => {
  expect(() => analyse(study([cell('a', 'P1'), cell('a', 'P1')]))).toThrow(
    'cell a / generate / P1 / sample 0 occurs twice',
  );
});

test('the same problem and sample in another stage is another cell', () => {
  expect(() => analyse(study([cell('a', 'P1'), cell('a', 'P1', { stage: 'fix' })]))).not.toThrow();
});

test('a cell of an unknown model is refused', () => {
  expect(() => analyse(study([cell('a', 'P1')], { models: [] }))).toThrow(/no model of this id/);
});

test('a cell in a language that the study does not have is refused', () => {
  expect(() => analyse(study([cell('a', 'P1')], { languages: ['go'] }))).toThrow(/language python/);
});

test('a cell in a stage that the study does not have is refused', () => {
  expect(() => analyse(study([cell('a', 'P1')], { stages: ['fix'] }))).toThrow(/no such stage/);
});

test('a category outside the vocabulary is refused, not lost', () => {
  const categories = ['array' as Category];
  expect(() => analyse(study([cell('a', 'P1', { categories })]))).toThrow('category "array"');
});

test('a problem with other categories for another model is refused', () => {
  const cells = [cell('a', 'P1'), cell('b', 'P1', { categories: ['Math'] })];
  expect(() => analyse(study(cells))).toThrow(/elsewhere/);
});

test('two models of one id are refused', () => {
  const model = { id: 'a', name: 'A', scripted: false };
  expect(() => analyse(study([], { models: [model, model] }))).toThrow(/distinct ids/);
});

test('a study without cells has no contexts', () => {
  expect(analyse(study([], { languages: ['go'], stages: ['fix'] })).contexts).toEqual([]);
});

test.each([
  [
    'ratios in spite of a flag',
    measurement(ratios(2), { flags: ['memoising'] }),
    'with ratios that must not be used',
  ],
  [
    'ratios without a measurement',
    { ...notMeasurable('failed'), ratios: ratios(1) },
    'with ratios that must not be used',
  ],
  ['no reason', { ...notMeasurable('failed'), reason: null }, 'not_measurable with the reason null'],
  ['no call', measurement(ratios(2), { call: null }), 'measured with the call null'],
  ['a call in spite of a flag', flagged('memoising', 'faster'), 'called faster in spite of a flag'],
])('a measurement with %s is refused', (_, precise, message) => {
  expect(() => analyse(study([cell('a', 'P1', { measurements: { precise } })]))).toThrow(
    `cell a / generate / P1 / sample 0: the measurement by precise is ${message}`,
  );
});

test('a measurement of a program that did not pass is refused', () => {
  const given = { verdict: 'wrong_answer', ...measured(ratios(2)) } as const;
  expect(() => analyse(study([cell('a', 'P1', given)]))).toThrow(/though the program did not pass/);
});

const OWN = OWN_PROGRAMS.ownPrograms?.[0] ?? cell('alpha', 'P1');

test.each([
  ['that occurs twice', [OWN, OWN], ' occurs twice'],
  ['of a stage that starts from nothing', [{ ...OWN, stage: 'generate' }], 'nothing is generated from'],
  ['of an unknown model', [{ ...OWN, modelId: 'nobody' }], 'no model of this id'],
  [
    'that failed and is measured',
    [{ ...OWN, verdict: 'wrong_answer', ...measured(ratios(2)) }],
    'though the program did not pass',
  ],
  ['of a problem that is another elsewhere', [{ ...OWN, taskNumber: 99 }], 'elsewhere'],
] as const)('an own program %s is refused', (_, ownPrograms, message) => {
  expect(() => analyse({ ...OWN_PROGRAMS, ownPrograms })).toThrow(message);
});

const [COMMON, ...OTHERS] = COMMON_RUNTIMES.commonRuntimes ?? [];

test('a common runtime that occurs twice is refused', () => {
  const commonRuntimes = [...OTHERS, ...OTHERS];
  expect(() => analyse({ ...COMMON_RUNTIMES, commonRuntimes })).toThrow(' occurs twice');
});

test('a common runtime with figures that must not be used is refused', () => {
  const precise = measurement(ratios(2), { flags: ['memoising'] });
  const commonRuntimes = COMMON === undefined ? [] : [{ ...COMMON, measurements: { precise } }];
  expect(() => analyse({ ...COMMON_RUNTIMES, commonRuntimes })).toThrow('ratios that must not be used');
});
