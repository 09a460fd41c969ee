import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse, buildProfile, ProfileSchema, renderProfile } from '../../../analysis/index.js';
import { profileJsonSchema } from '../../../analysis/profile/index.js';
import { UserError } from '../../../harness/errors.js';
import { HAND_MADE, MACHINE, SAMPLED, study } from './fixture.js';
import { MEASURED, OTHER_MACHINE } from './fixture-measured.js';
import { synthetic } from './fixture-synthetic.js';

const facts = { createdIso: '2026-01-02T03:04:05Z', harnessVersion: '0.1.0' };
const profile = buildProfile(analyse(HAND_MADE), facts);

test('the published JSON Schema is that of the code', () => {
  const published = new URL('../../../analysis/profile/profile.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(profileJsonSchema());
});

test('a rendered profile reads back as the same profile', () => {
  expect(ProfileSchema.parse(JSON.parse(renderProfile(profile)))).toEqual(profile);
});

test.each([HAND_MADE, MEASURED])('the order of models and cells changes no byte', (results) => {
  const turned = {
    ...results,
    models: [...results.models].reverse(),
    cells: [...results.cells].reverse(),
    certificates: [...results.certificates].reverse(),
    datasetHashes: Object.fromEntries(Object.entries(results.datasetHashes).reverse()),
    machines: Object.fromEntries(Object.entries(results.machines).reverse()),
  };
  const bytes = (of: typeof results) => renderProfile(buildProfile(analyse(of), facts));
  expect(bytes(turned)).toBe(bytes(results));
});

test('has the bytes of the golden file', async () => {
  await expect(renderProfile(profile)).toMatchFileSnapshot('golden/profile.json.txt');
});

test('says whether a model is scripted', () => {
  expect(profile.provenance.scripted).toBe(true);
  expect(buildProfile(analyse(SAMPLED), facts).provenance.scripted).toBe(false);
});

test('says by which preset, on which machines and with which certificate runtime was measured', () => {
  const { measuring } = buildProfile(analyse(MEASURED), facts).provenance;
  expect(measuring.preset).toBe('precise');
  expect(measuring.machines).toEqual([
    { hash: MACHINE, machine: 'hand-made machine' },
    { hash: OTHER_MACHINE, machine: 'other machine' },
  ]);
  expect(measuring.certificates).toMatchObject([
    { machineHash: MACHINE, neighbours: 0, limitsKept: true, same: { n: 8, faster: 0, slower: 0 } },
    { machineHash: MACHINE, neighbours: 2, limitsKept: null, slower10: { n: 10, faster: 0, slower: 9 } },
  ]);
});

test('of a study that measures nothing has no preset, no machine and no runtime', () => {
  const { provenance, contexts } = buildProfile(analyse({ ...MEASURED, presets: [] }), facts);
  expect(provenance.measuring).toEqual({ preset: null, machines: [], certificates: [] });
  expect(contexts.flatMap(({ criteriaUsed }) => criteriaUsed)).not.toContain('executionTime');
});

test('carries the date and the version that it is given', () => {
  expect(profile.provenance).toMatchObject(facts);
});

test('keeps a figure that was not measured as null', () => {
  const python = profile.contexts.find(
    ({ language, category }) => language === 'python' && category === 'all',
  );
  const gamma = python?.models.find(({ model }) => model === 'scripted-gamma');
  expect(gamma?.criteria.meanMemory).toEqual({ value: null, n: 0, basis: null });
});

test('names the models that are not ranked', () => {
  for (const { notRanked } of profile.contexts) {
    expect(notRanked).toContainEqual({ model: 'delta', reason: 'no_complete_cell' });
  }
});

test.each(['yesterday', '2026-01-02', '2026-01-02T03:04:05', '2026-01-02T03:04:05+01:00'])(
  'the date %s is refused',
  (createdIso) => {
    expect(() => buildProfile(analyse(HAND_MADE), { ...facts, createdIso })).toThrow(UserError);
  },
);

test('of the released rule says how several categories become one, and which method ranked', () => {
  const { rules, provenance } = buildProfile(analyse(HAND_MADE, { method: 'product-sum' }), facts);
  expect(rules.severalCategories).toBe('product_of_scores_or_sum_in_refine');
  expect(provenance.method).toBe('product-sum');
});

test('has the refiners of each metric, with how sure their places are', () => {
  const cells = synthetic(
    { models: 2, tasks: 20, stages: ['generate', 'refine'] },
    () => 0.9,
    ({ model }) => (model === 0 ? 0.5 : 1.2),
  );
  const { contexts } = buildProfile(analyse(study(cells)), facts);
  const refine = contexts.find(({ stage, category }) => stage === 'refine' && category === 'all')?.refine;
  expect(refine?.executionTime[0]).toMatchObject({
    ...{ model: 'm0', rank: 1, rankInterval: { best: 1, worst: 1 }, tieGroups: [1] },
  });
  expect(refine?.executionTime[1]).toMatchObject({ model: 'm1', improvement: 0, improved: 0 });
  expect(refine?.meanMemory).toEqual([]);
  expect(contexts.filter(({ stage }) => stage === 'generate').every((own) => own.refine === null)).toBe(true);
});

test('has the interval of each place, and who can not be told apart', () => {
  const cells = synthetic({ models: 3, tasks: 40 }, ({ model }) => (model === 0 ? 1 : 0.4));
  const { contexts } = buildProfile(analyse(study(cells)), facts);
  expect(contexts[0]).toMatchObject({ tasks: 40 });
  const [first, ...others] = contexts[0]?.models ?? [];
  expect(first).toMatchObject({ model: 'm0', rankInterval: { best: 1, worst: 1 }, tieGroups: [1] });
  for (const { rankInterval, tieGroups, score, scoreInterval } of others) {
    expect(rankInterval).toEqual({ best: 2, worst: 3 });
    expect(tieGroups).toEqual([2]);
    expect(scoreInterval?.low).toBeLessThanOrEqual(score);
    expect(scoreInterval?.high).toBeGreaterThanOrEqual(score);
  }
});

test('has the price of each model, and null where nobody knows it', () => {
  const price = { inputUsdPerMTok: 1, outputUsdPerMTok: 2, source: 'a list', lastPaidIso: null };
  const { models } = buildProfile(analyse({ ...HAND_MADE, prices: { beta: price } }), facts);
  expect(models.find(({ id }) => id === 'beta')?.price).toEqual(price);
  expect(models.find(({ id }) => id === 'alpha')?.price).toBeNull();
});

test('says what refining must improve by, and how many resamples its intervals have', () => {
  const refineThresholds = { maxMemory: { go: 0.1 } };
  const { provenance } = buildProfile(analyse({ ...HAND_MADE, refineThresholds }, { resamples: 50 }), facts);
  expect(provenance).toMatchObject({ refineThresholds, resamples: 50 });
});
