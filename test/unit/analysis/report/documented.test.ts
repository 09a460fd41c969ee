import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../../analysis/figures/index.js';
import { shownTables } from '../../../../analysis/index.js';
import { buildReport } from '../../../../analysis/report/index.js';
import { ANALYSES } from '../figures/fixtures.js';

const DOCUMENTATION = readFileSync('docs/report.md', 'utf8');
const analyses = Object.values(ANALYSES);

describe('docs/report.md', () => {
  it('has an entry on every figure, and on no other', () => {
    const documented = [...DOCUMENTATION.matchAll(/^### `([^`]+)`$/gm)].map(([, id]) => id);
    const drawn = analyses.flatMap((analysis) => figuresOf(analysis).map(({ id }) => id));
    expect([...documented].sort()).toEqual([...new Set(drawn)].sort());
  });

  it('names every section, in its order, and no other', () => {
    const [, sections = ''] = /^## Sections\n(.*?)^## /ms.exec(DOCUMENTATION) ?? [];
    const documented = [...sections.matchAll(/^\| ([A-Z][^|]*) \|/gm)].map(([, title]) => title);
    for (const analysis of analyses) {
      const material = { analysis, figures: figuresOf(analysis), tables: shownTables(analysis) };
      const report = buildReport({ ...material, createdIso: '2026-01-02', harnessVersion: '1.2.3' });
      expect(documented).toEqual(report.sections.map(({ title }) => title));
    }
  });
});
