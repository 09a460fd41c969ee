import { groupBy } from '../group-by.js';
import type { Answer, ModelSpec } from '../models/contract.js';
import { Pace, remainingMs } from './pace.js';
import type { Trouble } from './progress.js';
import type { Stage } from './results.js';

/** How far one model is in one stage, or in all of them. Counts of cells, but for tokens. */
export interface CellCount {
  readonly cells: number;
  /** With an answer, whoever asked for it and when. */
  readonly answered: number;
  /** Questions that were sent and not answered yet. */
  readonly asking: number;
  /** Answers on their way to a verdict. */
  readonly judging: number;
  /** With an outcome, failures of the model included. */
  readonly done: number;
  readonly passed: number;
  /** The provider failed, or nobody recorded an answer. */
  readonly missing: number;
  /** The harness failed. */
  readonly faults: number;
  /** Of the answers of this call, and of those that were stored. */
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A count at a moment, with its pace. */
export interface PacedCount extends CellCount {
  /** Fresh answers, by the last minute; null while it is too early to say. */
  readonly answersPerMinute: number | null;
  /** By the cells that came to an end in the last minute; null while that can't be said. */
  readonly remainingMs: number | null;
  /** Of all answers; null where the price of one is not known. */
  readonly costUsd: number | null;
}

export interface StageCount extends PacedCount {
  readonly model: string;
  readonly stage: Stage;
}

/** What is counted of a cell. */
export interface CountedCell {
  readonly model: Pick<ModelSpec, 'id'>;
  readonly stage: Stage;
}

interface Row {
  readonly model: string;
  readonly stage: Stage;
  readonly count: { -readonly [field in keyof CellCount]: number };
  readonly answers: Pace;
  readonly ended: Pace;
  costUsd: number | null;
}

const NOTHING: CellCount = {
  cells: 0,
  answered: 0,
  asking: 0,
  judging: 0,
  done: 0,
  passed: 0,
  missing: 0,
  faults: 0,
  promptTokens: 0,
  completionTokens: 0,
};
const FIELDS = Object.keys(NOTHING) as (keyof CellCount)[];

/** Counts the cells of a run by model and stage, while it goes on. Nothing of it is stored. */
export class CellCounts {
  readonly #rows = new Map<string, Row>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  planned(cells: readonly CountedCell[]): void {
    for (const cell of cells) this.#row(cell).count.cells += 1;
  }

  /** Counts a question as under way until `work` has ended, however it ends. */
  asking<T>(cell: CountedCell, work: () => Promise<T>): Promise<T> {
    return this.#during(cell, 'asking', work);
  }

  /** The same of a verdict. */
  judging<T>(cell: CountedCell, work: () => Promise<T>): Promise<T> {
    return this.#during(cell, 'judging', work);
  }

  answered(cell: CountedCell, answer: Answer, fresh: boolean): void {
    const { count, answers } = this.#row(cell);
    count.answered += 1;
    count.promptTokens += answer.promptTokens ?? 0;
    count.completionTokens += answer.completionTokens ?? 0;
    if (fresh) answers.add(this.#now());
  }

  /** `usd`: null where the price is not known. */
  paid(cell: CountedCell, usd: number | null): void {
    const row = this.#row(cell);
    row.costUsd = row.costUsd === null || usd === null ? null : row.costUsd + usd;
  }

  /** `fresh`: the cell had to be asked or judged in this call, so that it tells how long another one takes. */
  done(cell: CountedCell, passed: boolean, fresh: boolean): void {
    const { count, ended } = this.#row(cell);
    count.done += 1;
    if (passed) count.passed += 1;
    if (fresh) ended.add(this.#now());
  }

  failed(cell: CountedCell, trouble: Trouble): void {
    this.#row(cell).count[trouble === 'missing' ? 'missing' : 'faults'] += 1;
  }

  /** Model by model, in the order of the plan. */
  stages(): StageCount[] {
    const byModel = groupBy([...this.#rows.values()], ({ model }) => model);
    return [...byModel.values()].flat().map((row) => ({
      model: row.model,
      stage: row.stage,
      ...this.#paced([row]),
    }));
  }

  /** All stages of each model. */
  models(): (PacedCount & { readonly model: string })[] {
    const byModel = groupBy([...this.#rows.values()], ({ model }) => model);
    return [...byModel].map(([model, rows]) => ({ model, ...this.#paced(rows) }));
  }

  total(): PacedCount {
    return this.#paced([...this.#rows.values()]);
  }

  /** They go on side by side, so that together they take as long as the longest of them. */
  #paced(rows: readonly Row[]): PacedCount {
    const nowMs = this.#now();
    const sum = (field: keyof CellCount) => rows.reduce((total, { count }) => total + count[field], 0);
    const paces = rows.map(({ answers }) => answers.perMinute(nowMs));
    const costs = rows.map(({ costUsd }) => costUsd);
    const times = rows.map(({ count, ended }) => remainingMs(leftOf(count), ended.perMinute(nowMs)));
    return {
      ...(Object.fromEntries(FIELDS.map((field) => [field, sum(field)])) as unknown as CellCount),
      answersPerMinute: paces.every((pace) => pace === null)
        ? null
        : paces.reduce<number>((total, pace) => total + (pace ?? 0), 0),
      remainingMs: times.some((time) => time === null)
        ? null
        : Math.max(0, ...times.map((time) => time ?? 0)),
      costUsd: costs.includes(null) ? null : costs.reduce<number>((total, usd) => total + (usd ?? 0), 0),
    };
  }

  #row({ model, stage }: CountedCell): Row {
    const key = `${stage} ${model.id}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      const nowMs = this.#now();
      row = {
        model: model.id,
        stage,
        count: { ...NOTHING },
        answers: new Pace(nowMs),
        ended: new Pace(nowMs),
        costUsd: 0,
      };
      this.#rows.set(key, row);
    }
    return row;
  }

  async #during<T>(cell: CountedCell, field: 'asking' | 'judging', work: () => Promise<T>): Promise<T> {
    const { count } = this.#row(cell);
    count[field] += 1;
    try {
      return await work();
    } finally {
      count[field] -= 1;
    }
  }
}

/** Cells that have not come to an end in this call. */
export function leftOf({ cells, done, missing, faults }: CellCount): number {
  return cells - done - missing - faults;
}
