import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse, buildProfile, ProfileSchema, renderProfile } from '../../../analysis/index.js';
import { profileJsonSchema } from '../../../analysis/profile/index.js';
import { UserError } from '../../../harness/errors.js';
import { HAND_MADE, SAMPLED } from './fixture.js';

const facts = { createdIso: '2026-01-02T03:04:05Z', harnessVersion: '0.1.0' };
const profile = buildProfile(analyse(HAND_MADE), facts);

test('the published JSON Schema is that of the code', () => {
  const published = new URL('../../../analysis/profile/profile.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(profileJsonSchema());
});

test('a rendered profile reads back as the same profile', () => {
  expect(ProfileSchema.parse(JSON.parse(renderProfile(profile)))).toEqual(profile);
});

test('the order of models and cells changes no byte', () => {
  const turned = {
    ...HAND_MADE,
    models: [...HAND_MADE.models].reverse(),
    cells: [...HAND_MADE.cells].reverse(),
    datasetHashes: Object.fromEntries(Object.entries(HAND_MADE.datasetHashes).reverse()),
  };
  expect(renderProfile(buildProfile(analyse(turned), facts))).toBe(renderProfile(profile));
});

test('has the bytes of the golden file', async () => {
  await expect(renderProfile(profile)).toMatchFileSnapshot('golden/profile.json.txt');
});

test('says that runtimes are uncalibrated', () => {
  expect(profile.calibration).toBe('uncalibrated');
});

test('says whether a model is scripted', () => {
  expect(profile.provenance.scripted).toBe(true);
  expect(buildProfile(analyse(SAMPLED), facts).provenance.scripted).toBe(false);
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
