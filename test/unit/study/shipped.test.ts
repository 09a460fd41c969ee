import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { loadRegistry } from '../../../harness/models/registry.js';
import { planCells } from '../../../harness/study/plan.js';
import { findStudy, readShipped, shippedNames } from '../../../harness/study/shipped.js';
import { parseStudy } from '../../../harness/study/spec.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-shipped-'));
const home = process.cwd();
afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the studies that come with perforch', () => {
  it('are valid, and each is called as its file is', async () => {
    for (const name of shippedNames()) expect((await readShipped(name)).spec.name).toBe(name);
  });

  it('are found by name', async () => {
    expect((await findStudy('paper')).spec.datasets).toEqual(['humanevalpack']);
  });

  it('give way to a file of that name', async () => {
    writeFileSync(join(folder, 'paper'), 'version: 1\nname: mine\ndatasets: [mini]\nmodels: [m]\n');
    process.chdir(folder);
    expect((await findStudy('paper')).spec.name).toBe('mine');
  });

  it('are offered where there is no such file', async () => {
    await expect(findStudy('papre')).rejects.toThrow(/^cannot read papre: .* see perforch studies$/);
  });
});

describe("the paper's study", () => {
  it('spells out the defaults, so that a change of one cannot change it', async () => {
    const { spec } = await readShipped('paper');
    const least = `version: 1\nname: paper\ndatasets: [humanevalpack]\nmodels: imported\n`;
    const { models, ...defaults } = parseStudy(least, 'least.yaml');
    expect(models).toBe('imported');
    expect(spec).toEqual({ ...defaults, models: spec.models, measure: { presets: ['precise', 'paper'] } });
  });

  it('has the 17 models of the registry', async () => {
    const { spec } = await readShipped('paper');
    expect(spec.models).toEqual((await loadRegistry()).models.map(({ id }) => id));
    expect(spec.models).toHaveLength(17);
  });

  it('is the same in the study of its evaluation, but for EffiBench-X', async () => {
    const { spec: paper } = await readShipped('paper');
    const { spec } = await readShipped('paper-evaluation');
    expect(spec).toEqual({
      ...paper,
      name: 'paper-evaluation',
      datasets: ['humanevalpack', 'effibench-x'],
      selection: 'effibench-x-336',
    });
  });

  it.skipIf(process.env['PERFORCH_DATA'] === undefined)(
    'has 41,820 cells',
    async () => {
      const { spec } = await readShipped('paper');
      const { problems } = await loadDataset('humanevalpack');
      const { models } = await loadRegistry();
      const cells = planCells(spec, problems, models);
      expect(cells).toHaveLength(17 * 5 * 164 * 3);
      expect(new Set(cells.map(({ answer }) => answer.key)).size).toBe(41_820);
    },
    60_000,
  );
});
