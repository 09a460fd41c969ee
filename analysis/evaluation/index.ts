import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import type { Table } from '../tables/table.js';
import { correctnessTable, type EvaluationOptions } from './correctness.js';
import { differencesTable } from './differences.js';
import { stepsTable } from './steps.js';

export type { EvaluationOptions } from './correctness.js';

/** All tables of an evaluation: how much each strategy solves, beside each other, and by which steps. */
export function evaluationTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  return [
    correctnessTable(records, options),
    differencesTable(records, options.notes),
    stepsTable(records, options.notes),
  ];
}
