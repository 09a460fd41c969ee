/** Every table and figure of a study, with names that mean something to LaTeX, makes pages. Skipped without pdflatex. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import { catalogueFiles } from '../../../analysis/export/catalogue.js';
import { figuresOf } from '../../../analysis/figures/index.js';
import { writeFiles } from '../../../harness/cli/write-files.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { HAND_MADE, SAMPLED, study } from '../../unit/analysis/fixture.js';
import { certificate, MEASURED } from '../../unit/analysis/fixture-measured.js';
import { synthetic } from '../../unit/analysis/fixture-synthetic.js';

const NAMES: Readonly<Record<string, string>> = {
  alpha: 'provider/a_b%c&d#e$f{g}~h^i\\j',
  beta: '[*] "x" <y> | `z`, --é×≤–模型',
  m0: 'some-provider/some-model-with-a-long-name-20250219',
  m1: '通义灵码',
};

function renamed(results: StudyResults): StudyResults {
  const nameOf = (id: string): string => NAMES[id] ?? id;
  return {
    ...results,
    models: results.models.map((model) => ({ ...model, id: nameOf(model.id), name: nameOf(model.id) })),
    cells: results.cells.map((cell) => ({ ...cell, modelId: nameOf(cell.modelId) })),
  };
}

/** Tables that are too wide, too long, and both. */
const LARGE = study(
  synthetic(
    { models: 12, tasks: 20, languages: ['python', 'rust'], stages: ['generate', 'refine'] },
    () => 0.6,
  ),
  { certificates: [certificate()] },
);

const folder = mkdtempSync(join(tmpdir(), 'perforch-latex-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = spawnSync('pdflatex', ['--version']).status === 0;

describe.skipIf(!installed)('tables.tex', () => {
  it.each([
    ['hand-made', HAND_MADE],
    ['sampled', SAMPLED],
    ['measured', MEASURED],
    ['large', LARGE],
  ])('of the %s study becomes pages, and nothing is wider than the page', async (name, results) => {
    const analysis = analyse(renamed(results), { resamples: 100 });
    const out = join(folder, name);
    writeFiles(out, await catalogueFiles(analysis, ['tex', 'pdf']));
    const options = ['-interaction=nonstopmode', '-halt-on-error', 'tables.tex'];
    // Twice, for the widths of long tables.
    for (let run = 0; run < 2; run += 1) {
      const { status, stdout } = spawnSync('pdflatex', options, { cwd: out, encoding: 'latin1' });
      expect({ status, errors: stdout.match(/^!.*(\n.*){3}/gm) }).toEqual({ status: 0, errors: null });
    }
    const log = readFileSync(join(out, 'tables.log'), 'latin1');
    expect(log.match(/^(Overfull|Missing character|LaTeX Warning: (Float|Reference)).*/gm)).toBeNull();
    const pages = Number(/\((\d+) pages/.exec(log)?.[1] ?? 0);
    expect(pages).toBeGreaterThanOrEqual(allTables(analysis).length + figuresOf(analysis).length);
  });
});
