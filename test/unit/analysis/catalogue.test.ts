import { expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import { CATALOGUE_FORMATS, catalogueFiles } from '../../../analysis/export/catalogue.js';
import { figuresOf } from '../../../analysis/figures/index.js';
import { HAND_MADE, study } from './fixture.js';

const analysis = analyse(HAND_MADE, { resamples: 20 });
const tables = allTables(analysis);
const figures = figuresOf(analysis);

test('has an index, a LaTeX document, and every table and figure in every format', async () => {
  const files = await catalogueFiles(analysis, CATALOGUE_FORMATS);
  expect([...files.keys()]).toEqual([
    'index.md',
    'tables.tex',
    ...['csv', 'json', 'md', 'tex'].flatMap((format) => tables.map(({ id }) => `${id}.${format}`)),
    ...['svg', 'pdf'].flatMap((format) => figures.map(({ id }) => `${id}.${format}`)),
  ]);
});

test('has no LaTeX document without LaTeX tables', async () => {
  expect([...(await catalogueFiles(analysis, ['md'])).keys()]).toEqual([
    'index.md',
    ...tables.map(({ id }) => `${id}.md`),
  ]);
});

test('inputs every table, and every figure that is there, into the LaTeX document', async () => {
  const document = String((await catalogueFiles(analysis, ['tex', 'pdf'])).get('tables.tex'));
  for (const { id } of tables) expect(document).toContain(`\\input{${id}.tex}\n`);
  for (const { id } of figures) expect(document).toContain(`\\includegraphics{${id}.pdf}`);
  const without = String((await catalogueFiles(analysis, ['tex'])).get('tables.tex'));
  expect(without).not.toContain('includegraphics');
});

test('says in the index which models are scripted', async () => {
  expect((await catalogueFiles(analysis, ['csv'])).get('index.md')).toContain(
    '- scripted models, not LLMs: names starting with scripted- are stand-ins\n',
  );
});

test('names no figure where there is nothing to draw', async () => {
  const empty = analyse(study([]), { resamples: 20 });
  expect((await catalogueFiles(empty, ['svg'])).get('index.md')).not.toContain('| figure |');
});

test('has names that every file system and LaTeX take', () => {
  const ids = [...tables, ...figures].map(({ id }) => id);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
  expect(new Set(ids).size).toBe(ids.length);
});
