import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse, buildProfile, renderProfile } from '../../../analysis/index.js';
import { HAND_MADE } from '../../unit/analysis/fixture.js';
import { expectPlain, jsonOf, perforch, refusal, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();
const profile = (method: string): string =>
  renderProfile(
    buildProfile(analyse(HAND_MADE, { method }), {
      createdIso: '2026-01-02T03:04:05Z',
      harnessVersion: '0.1.0',
    }),
  );
const first = written(folder, 'first.json', profile('wsm-min-max'));
const second = written(folder, 'second.json', profile('product-sum'));

describe('perforch compare-profiles', () => {
  it('shows plainly what changed', async () => {
    const { code, stdout, stderr } = await perforch(['compare-profiles', first, second]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectPlain(stdout);
    expect(stdout).toMatch(/^ +method +wsm-min-max +product-sum$/m);
    expect(stdout).toMatch(/^models added: none$/m);
    expect(stdout).toMatch(/^contexts in both: \d+; only in the first: 0; only in the second: 0$/m);
    expect(stdout).toMatch(/^ +all +generate +\S+ +\S+/m);
  });

  it('gives the same as JSON, whole', async () => {
    const { code, document } = await jsonOf(['compare-profiles', first, second]);
    expect(code).toBe(0);
    expect(document).toMatchObject({ version: 1, first, second, models: { added: [], removed: [] } });
    expect(document['provenance']).toContainEqual({
      ...{ field: 'method', before: 'wsm-min-max', after: 'product-sum' },
    });
  });

  it.each([
    ['of another version', '"version": 1', '"version": 2', 'version: must be 1', '(got 2)'],
    ['with a rank below 1', '"rank": 1', '"rank": 0', 'contexts.0.models.0.rank', '(got 0)'],
  ])('refuses a profile %s, by file, field and value', async (_, from, to, field, value) => {
    const path = written(folder, 'wrong.json', profile('wsm-min-max').replace(from, to));
    const line = await refusal(['compare-profiles', first, path]);
    expect(line).toContain(`${path}:`);
    expect(line).toContain(field);
    expect(line).toContain(value);
  });

  it('refuses a file that is not there', async () => {
    const path = join(folder, 'nowhere.json');
    expect(await refusal(['compare-profiles', path, second])).toContain(`cannot read ${path}`);
  });
});
