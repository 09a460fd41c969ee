import type { Analysis } from '../analysis.js';
import { certificateTables } from './certificate.js';
import { comparisonTables } from './comparisons.js';
import { heterogeneityTables } from './heterogeneity.js';
import { measurabilityTables } from './measurability.js';
import { outcomesTable } from './outcomes.js';
import { passAt1Table } from './pass-at-1.js';
import { passAtKTables } from './pass-at-k.js';
import { rankIntervalTables } from './rank-intervals.js';
import { rankingSourcesTable } from './ranking-sources.js';
import { rankingTables } from './ranking.js';
import { sensitivityTables } from './sensitivity.js';
import { cappedScoresTables } from './capped-scores.js';
import { commonRuntimeTables } from './common-runtimes.js';
import { ownProgramsTables } from './own-programs.js';
import { speedTables } from './speed.js';
import type { Table } from './table.js';
import { winnersTable } from './winners.js';

export type { CellValue, Column, ColumnFormat, Row, Table } from './table.js';

/** Every kind of table, in the order in which a report shows them. */
const TABLES: readonly ((analysis: Analysis) => readonly Table[])[] = [
  rankingTables,
  rankIntervalTables,
  (analysis) => [winnersTable(analysis)],
  (analysis) => [rankingSourcesTable(analysis)],
  sensitivityTables,
  heterogeneityTables,
  (analysis) => [passAt1Table(analysis)],
  passAtKTables,
  comparisonTables,
  (analysis) => [outcomesTable(analysis)],
  speedTables,
  cappedScoresTables,
  commonRuntimeTables,
  ownProgramsTables,
  measurabilityTables,
  certificateTables,
];

/** All tables of an analysis, with distinct ids, always in the same order. */
export function allTables(analysis: Analysis): Table[] {
  return TABLES.flatMap((build) => [...build(analysis)]);
}

/** Those that fit a terminal. */
export function shownTables(analysis: Analysis): Table[] {
  return allTables(analysis).filter(({ filesOnly }) => filesOnly !== true);
}
