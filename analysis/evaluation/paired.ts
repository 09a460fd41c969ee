import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { signTest, type Interval } from '../statistics/index.js';
import { overTasks, ratioOfSums, type Drawing } from './over-tasks.js';

export interface PairedFigure {
  /** Means over the common problems; null without any. */
  readonly own: number | null;
  readonly other: number | null;
  readonly difference: number | null;
  readonly interval: Interval | null;
}

export interface PairedComparison {
  readonly n: number;
  readonly solved: PairedFigure;
  readonly calls: PairedFigure;
  /** Tasks in more, or fewer, of whose languages the first one solves the problem. */
  readonly ahead: number;
  readonly behind: number;
  /** Exact sign test over tasks; null without common problems. */
  readonly p: number | null;
}

/** Two strategies over the problems that both were put to, all languages of a task together. */
export function pairedComparison(
  own: readonly EvaluationRecord[],
  others: readonly EvaluationRecord[],
  drawing: Drawing,
): PairedComparison {
  const theirs = new Map(others.map((record) => [record.problemUid, record]));
  const pairs = own.flatMap((record) => {
    const other = theirs.get(record.problemUid);
    return other === undefined ? [] : [{ record, other }];
  });
  const lead = new Map<string, number>();
  for (const { record, other } of pairs) {
    const task = `${record.dataset} ${record.taskNumber}`;
    lead.set(task, (lead.get(task) ?? 0) + Number(record.solved) - Number(other.solved));
  }
  const ahead = [...lead.values()].filter((value) => value > 0).length;
  const behind = [...lead.values()].filter((value) => value < 0).length;
  const n = pairs.length;
  const figure = (valueOf: (record: EvaluationRecord) => number): PairedFigure => {
    const mean = (values: readonly number[]) =>
      n === 0 ? null : values.reduce((sum, value) => sum + value, 0) / n;
    const differences = pairs.map(({ record, other }) => valueOf(record) - valueOf(other));
    const records = pairs.map(({ record }) => record);
    const each = pairs.map(() => 1);
    return {
      own: mean(records.map(valueOf)),
      other: mean(pairs.map(({ other }) => valueOf(other))),
      difference: mean(differences),
      interval: overTasks(records, drawing, ratioOfSums(differences, each)),
    };
  };
  return {
    ...{ n, ahead, behind, p: n === 0 ? null : signTest(ahead, behind).p },
    solved: figure(({ solved }) => Number(solved)),
    calls: figure(({ calls }) => calls),
  };
}
