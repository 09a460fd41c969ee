import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allTables, analyse, type Table } from '../../../analysis/index.js';
import { CATALOGUE_FORMATS } from '../../../analysis/export/catalogue.js';
import { LATEX_PACKAGES } from '../../../analysis/export/latex.js';
import { HAND_MADE, SAMPLED } from './fixture.js';
import { COMMON_RUNTIMES } from './fixture-common-runtimes.js';
import { MEASURED } from './fixture-measured.js';
import { OWN_PROGRAMS } from './fixture-own-programs.js';
import { PROGRAMS } from './fixture-programs.js';

const DOCUMENTATION = readFileSync('docs/tables.md', 'utf8');
const sections = new Map(
  DOCUMENTATION.split(/^### /m)
    .slice(1)
    .map((text) => [/^`([^`]+)`\n/.exec(text)?.[1] ?? text, text]),
);

/** An id without the language and stage that it is made for. */
function kindOf({ id }: Table): string {
  return id.replace(/^ranking-(all|python|rust)-generate$/, 'ranking-LANGUAGE-STAGE');
}

/** Keys as a study with one preset has them. */
function keysOf(table: Table): string[] {
  const keys = table.columns.map(({ key }) => key);
  return table.id === 'speed' ? keys.map((key) => key.replace(/^(precise|paper)_/, '')) : keys;
}

const tables = [HAND_MADE, SAMPLED, MEASURED, PROGRAMS, COMMON_RUNTIMES, OWN_PROGRAMS].flatMap((results) =>
  allTables(analyse(results, { resamples: 20 })),
);

describe('docs/tables.md', () => {
  test('has an entry on every kind of table, and on no other', () => {
    expect([...sections.keys()].sort()).toEqual([...new Set(tables.map(kindOf))].sort());
  });

  test.each([...new Set(tables.map(kindOf))])('names all columns of %s, and no other', (kind) => {
    const rows = [...(sections.get(kind) ?? '').matchAll(/^\|([^|]*)\|/gm)].map(([, first]) => first ?? '');
    const documented = rows.flatMap((first) => [...first.matchAll(/`([^`]+)`/g)].map(([, key]) => key));
    const own = new Set(tables.filter((table) => kindOf(table) === kind).flatMap(keysOf));
    expect([...documented].sort()).toEqual([...own].sort());
  });

  test('says of every column in which models are compared which value is better', () => {
    for (const table of tables)
      for (const { key, better } of table.columns) {
        if (better === undefined) continue;
        const row = (sections.get(kindOf(table)) ?? '')
          .split('\n')
          .find((line) => line.includes(`\`${key}\``));
        if (row?.includes('as above') !== true) expect(row).toContain(`${better} is better`);
      }
  });

  test('names every format', () => {
    for (const format of CATALOGUE_FORMATS) expect(DOCUMENTATION).toContain(`\`${format}\``);
  });

  test('names the packages that LaTeX needs', () => {
    expect(DOCUMENTATION).toContain(`\\usepackage{${LATEX_PACKAGES.join(',')}}`);
  });
});
