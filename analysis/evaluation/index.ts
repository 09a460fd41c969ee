import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import type { Table } from '../tables/table.js';
import { ablationTables } from './ablation.js';
import { correctnessTable, type EvaluationOptions } from './correctness.js';
import { differencesTable } from './differences.js';
import { levelsTable } from './levels.js';
import { paperTables } from './paper.js';
import { resourcesTables } from './resources.js';
import { speedTables } from './speed.js';
import { stepsTable } from './steps.js';

export type { EvaluationOptions } from './correctness.js';

/**
 * All tables of an evaluation: how much each strategy solves, beside each other and without categories, by which steps, what
 * refining brought, and the paper's own figures beside these.
 */
export function evaluationTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  return [
    correctnessTable(records, options),
    differencesTable(records, options),
    ...ablationTables(records, options),
    stepsTable(records, options.notes),
    levelsTable(records, options.notes),
    ...speedTables(records, options),
    ...resourcesTables(records, options),
    ...paperTables(records, options),
  ];
}
