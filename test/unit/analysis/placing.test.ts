import { expect, test } from 'vitest';
import { placeModel } from '../../../analysis/index.js';
import { placesTable } from '../../../analysis/tables/places.js';
import { cell, study } from './fixture.js';

const NOT_ANSWERED = { answerState: null, verdict: null } as const;
const FAILED = { verdict: 'wrong_answer' } as const;

/** Cells of a model: ten problems, of which it passed the first so many and has no answer to the last so many. */
function ten(modelId: string, passed: number, missing = 0) {
  return Array.from({ length: 10 }, (_, problem) => {
    const given = problem >= 10 - missing ? NOT_ANSWERED : problem < passed ? {} : FAILED;
    return cell(modelId, `P${problem}`, given);
  });
}

const placed = (cells: ReturnType<typeof ten>) => placeModel(study(cells), 'new');
const ofAll = (cells: ReturnType<typeof ten>) => placed(cells).find(({ language }) => language === 'all');

test('a model is ranked on the cells that all have', () => {
  const { ranking, leftOut } = ofAll([...ten('new', 5), ...ten('old', 9, 1)]) ?? {};
  expect(ranking).toMatchObject({ common: 9, planned: 10 });
  expect(ranking?.models.map(({ modelId, rank, passRate }) => [modelId, rank, passRate])).toEqual([
    ['old', 1, 1],
    ['new', 2, 5 / 9],
  ]);
  expect(leftOut).toEqual([]);
});

test('a model with fewer than nine in ten of its cells is left out, not counted as failing', () => {
  const { ranking, leftOut } = ofAll([...ten('new', 5), ...ten('few', 8, 2), ...ten('old', 2)]) ?? {};
  expect(ranking?.models.map(({ modelId }) => modelId)).toEqual(['new', 'old']);
  expect(ranking?.common).toBe(10);
  expect(leftOut).toEqual([{ modelId: 'few', complete: 8, of: 10 }]);
});

test('only the cells that the model itself has decide who is compared', () => {
  const { ranking, leftOut } = ofAll([...ten('new', 2, 6), ...ten('few', 2, 5)]) ?? {};
  expect(leftOut).toEqual([]);
  expect(ranking).toMatchObject({ common: 4, planned: 10 });
});

test('a model that is alone has no place', () => {
  expect(placed([...ten('new', 5), ...ten('none', 0, 10)]).map(({ ranking }) => ranking)).toEqual(
    placed(ten('new', 5)).map(() => null),
  );
});

test('a model without any answer has no place, whoever else is there', () => {
  expect(placed([...ten('new', 0, 10), ...ten('old', 5)]).every(({ ranking }) => ranking === null)).toBe(
    true,
  );
});

test('the table names who was left out, with what they have', () => {
  const placings = placed([...ten('new', 5), ...ten('few', 8, 2), ...ten('old', 2)]);
  const { rows, notes } = placesTable('new', placings);
  expect(rows[0]?.cells).toMatchObject({
    language: 'all',
    rank: 1,
    of: 2,
    pass_rate: 0.5,
    n: 10,
    planned: 10,
  });
  expect(notes.find((note) => note.includes('few'))).toContain('8 of 10');
});
