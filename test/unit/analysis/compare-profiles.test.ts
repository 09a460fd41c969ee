import { describe, expect, test } from 'vitest';
import { analyse, buildProfile, compareProfiles, type Profile } from '../../../analysis/index.js';
import { HAND_MADE, study } from './fixture.js';
import { synthetic } from './fixture-synthetic.js';

const facts = { createdIso: '2026-01-02T03:04:05Z', harnessVersion: '0.1.0' };
const profileOf = (results: Parameters<typeof analyse>[0], method?: string): Profile =>
  buildProfile(analyse(results, method === undefined ? {} : { method }), facts);
const same = profileOf(HAND_MADE);

/** Python and generate of models that pass with these chances, on so many tasks. */
function withChances(chances: readonly number[], tasks = 60, seed = 's'): Profile {
  const sizes = { models: chances.length, tasks, seed };
  return profileOf(study(synthetic(sizes, ({ model }) => chances[model] ?? 0)));
}

const whole = (before: Profile, after: Profile) => {
  const { contexts } = compareProfiles(before, after);
  const found = contexts.find(({ language, category }) => language === 'python' && category === 'all');
  if (found === undefined) throw new Error('no such context');
  return found;
};

test('a profile beside itself shows no difference', () => {
  const { provenance, models, contextsAdded, contextsRemoved, contexts } = compareProfiles(same, same);
  expect({ provenance, models, contextsAdded, contextsRemoved }).toEqual({
    ...{ provenance: [], models: { added: [], removed: [] }, contextsAdded: [], contextsRemoved: [] },
  });
  expect(contexts).toHaveLength(same.contexts.length);
  expect(new Set(contexts.map(({ firstPlace }) => firstPlace))).toEqual(new Set(['same']));
  expect(whole(same, same).tau).toBe(1);
});

test('models that came and went are named', () => {
  const fewer = profileOf({
    ...HAND_MADE,
    models: HAND_MADE.models.filter(({ id }) => id !== 'beta'),
    cells: HAND_MADE.cells.filter(({ modelId }) => modelId !== 'beta'),
  });
  expect(compareProfiles(same, fewer).models).toEqual({ added: [], removed: ['beta'] });
  expect(compareProfiles(fewer, same).models).toEqual({ added: ['beta'], removed: [] });
});

test('contexts of one of them alone are named', () => {
  const python = profileOf({
    ...HAND_MADE,
    languages: ['python'],
    cells: HAND_MADE.cells.filter(({ language }) => language === 'python'),
  });
  const { contextsRemoved, contexts } = compareProfiles(same, python);
  expect(contextsRemoved.length).toBeGreaterThan(0);
  expect(contextsRemoved.every(({ language }) => language === 'rust')).toBe(true);
  expect(contexts.every(({ language }) => language !== 'rust')).toBe(true);
});

describe('another first place', () => {
  test('that both profiles exclude by their rank intervals is a change', () => {
    const result = whole(withChances([1, 0.2]), withChances([0.2, 1]));
    expect(result).toMatchObject({
      ...{ first: { before: ['m0'], after: ['m1'] }, firstPlace: 'beyond_intervals', tau: -1 },
    });
  });

  test('that one profile can not exclude is none that can be told', () => {
    const [before, unsure] = [withChances([1, 0.2]), withChances([0.6, 0.62], 60, 'other')];
    expect(unsure.contexts[0]?.models.map(({ rankInterval }) => rankInterval?.best)).toEqual([1, 1]);
    const turned = whole(before, unsure);
    expect(turned.first).toEqual({ before: ['m0'], after: ['m1'] });
    expect(turned.firstPlace).toBe('not_distinguishable');
  });

  test('can not be judged where one profile has too few tasks', () => {
    expect(whole(withChances([1, 0.2]), withChances([0, 1], 5)).firstPlace).toBe('no_intervals');
  });

  test('of a model that the other one does not rank is said to be so', () => {
    const result = whole(withChances([0.5, 0.3]), withChances([0.5, 0.3, 1]));
    expect(result).toMatchObject({ firstPlace: 'other_models', sharedModels: 2 });
  });
});

describe('where profiles come from', () => {
  const fieldsOf = (after: Profile) => compareProfiles(same, after).provenance;

  test('differs in method and rule with another method', () => {
    expect(fieldsOf(profileOf(HAND_MADE, 'product-sum'))).toEqual([
      { field: 'method', before: 'wsm-min-max', after: 'product-sum' },
      {
        field: 'rules.severalCategories',
        before: 'n_weighted_mean_of_scores',
        after: 'product_of_scores_or_sum_in_refine',
      },
    ]);
  });

  test('differs in a weight, a data set, the machine and the preset where these do', () => {
    const other = profileOf({
      ...HAND_MADE,
      weights: { ...HAND_MADE.weights, correctness: 0.9 },
      datasetHashes: { hand: 'c9'.repeat(32), more: 'd9'.repeat(32) },
      machine: 'another one',
      presets: [],
      refineThresholds: { maxMemory: { rust: 0.1 } },
    });
    expect(fieldsOf(other).map(({ field, before }) => [field, before])).toEqual([
      ['datasets.hand', 'b2'.repeat(32)],
      ['weights.correctness', '0.5'],
      ['machine', 'hand-made machine'],
      ['measuring.preset', 'precise'],
      ['measuring.machines', 'c3'.repeat(32)],
      ['datasets.more', null],
      ['refineThresholds.maxMemory.rust', null],
    ]);
  });
});
