import type { Analysis } from '../analysis.js';
import { certificateTables } from './certificate.js';
import { measurabilityTables } from './measurability.js';
import { outcomesTable } from './outcomes.js';
import { passAt1Table } from './pass-at-1.js';
import { passAtKTables } from './pass-at-k.js';
import { rankingTables } from './ranking.js';
import { speedTables } from './speed.js';
import type { Table } from './table.js';
import { winnersTable } from './winners.js';

export type { CellValue, Column, ColumnFormat, Row, Table } from './table.js';

/** Every kind of table, in the order in which a report shows them. */
const TABLES: readonly ((analysis: Analysis) => readonly Table[])[] = [
  rankingTables,
  (analysis) => [winnersTable(analysis)],
  (analysis) => [passAt1Table(analysis)],
  passAtKTables,
  (analysis) => [outcomesTable(analysis)],
  speedTables,
  measurabilityTables,
  certificateTables,
];

/** All tables of an analysis, with distinct ids, always in the same order. */
export function allTables(analysis: Analysis): Table[] {
  return TABLES.flatMap((build) => [...build(analysis)]);
}
