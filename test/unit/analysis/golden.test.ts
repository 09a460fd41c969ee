import { describe, expect, test } from 'vitest';
import { allTables, analyse, EXPORTERS } from '../../../analysis/index.js';
import { HAND_MADE, SAMPLED } from './fixture.js';

// The figures behind these files are computed by hand in scores.test.ts and sampling.test.ts. The suffix .txt keeps the
// formatter away from bytes that are under test. After a wanted change: vitest with --update, then read the difference.
const tables = [
  ...allTables(analyse(HAND_MADE)),
  ...allTables(analyse(SAMPLED)).filter(({ id }) => id === 'pass-at-k'),
];

describe.each(Object.values(EXPORTERS))('$id', (exporter) => {
  test.each(tables)('$id has the bytes of its golden file', async (table) => {
    await expect(exporter.render(table)).toMatchFileSnapshot(`golden/${table.id}.${exporter.id}.txt`);
  });
});
