import { describe, expect, test } from 'vitest';
import { allTables, analyse, EXPORTERS } from '../../../analysis/index.js';
import { HAND_MADE, SAMPLED } from './fixture.js';
import { COMMON_RUNTIMES } from './fixture-common-runtimes.js';
import { MEASURED } from './fixture-measured.js';
import { OWN_PROGRAMS } from './fixture-own-programs.js';
import { PROGRAMS } from './fixture-programs.js';

// The figures behind these files are computed by hand in scores.test.ts, sampling.test.ts, speed.test.ts and
// measurements.test.ts. The suffix .txt keeps the formatter away from bytes that are under test. After a wanted change:
// vitest with --update, then read the difference.
const MEASURING = ['ranking-python-generate', 'speed', 'measurability', 'certificate'];
const tables = [
  ...allTables(analyse(HAND_MADE)).map((table) => ({ file: table.id, table })),
  ...allTables(analyse(SAMPLED))
    .filter(({ id }) => id === 'pass-at-k')
    .map((table) => ({ file: table.id, table })),
  ...allTables(analyse(MEASURED))
    .filter(({ id }) => MEASURING.includes(id))
    .map((table) => ({ file: `measured-${table.id}`, table })),
  ...allTables(analyse(PROGRAMS))
    .filter(({ id }) => id === 'capped-scores')
    .map((table) => ({ file: table.id, table })),
  ...allTables(analyse(COMMON_RUNTIMES))
    .filter(({ id }) => id === 'common-runtimes')
    .map((table) => ({ file: table.id, table })),
  ...allTables(analyse(OWN_PROGRAMS))
    .filter(({ id }) => id.startsWith('own-programs-'))
    .map((table) => ({ file: table.id, table })),
];

describe.each(Object.values(EXPORTERS))('$id', (exporter) => {
  test.each(tables)('$file has the bytes of its golden file', async ({ file, table }) => {
    await expect(exporter.render(table)).toMatchFileSnapshot(`golden/${file}.${exporter.id}.txt`);
  });
});
