import { groupBy } from '../../group-by.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import type { CellResult } from '../../study/results.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, studyOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

interface ModelStatus {
  readonly model: string;
  readonly stage: string;
  readonly cells: number;
  readonly answered: number;
  /** Answered and judged, or failed by the model without anything to judge. */
  readonly decided: number;
  readonly passed: number;
  /** Of those that passed: measured by every preset of the study, or found not to be measurable. */
  readonly measured: number;
}

export const status = defineCommand({
  name: 'status',
  describe: 'How far a study is; works while it runs',
  options: (yargs) =>
    yargs.option('db', databaseOption).option('study', studyOption).option('json', jsonOption),
  run({ db, study, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const { cells, presets } = loadResults(store, chosen);
      const rows = summarise(cells, presets);
      if (json) {
        const { name, hash, createdIso } = chosen;
        printJson({ study: { name, hash, createdIso }, database: db, ...totals(rows), rows });
        return Promise.resolve(EXIT.done);
      }
      const shown = rows.map((row) => [
        row.model,
        row.stage,
        row.cells,
        row.answered,
        row.decided,
        row.passed,
        row.measured,
      ]);
      print(`study ${chosen.name} (${chosen.hash.slice(0, 8)}), begun ${chosen.createdIso}`);
      print(textTable(['model', 'stage', 'cells', 'answered', 'decided', 'passed', 'measured'], shown));
      return Promise.resolve(EXIT.done);
    } finally {
      store.close();
    }
  },
});

type Counts = Omit<ModelStatus, 'model' | 'stage'>;

function totals(rows: readonly ModelStatus[]): Counts {
  const sum = (field: keyof Counts): number => rows.reduce((total, row) => total + row[field], 0);
  return {
    cells: sum('cells'),
    answered: sum('answered'),
    decided: sum('decided'),
    passed: sum('passed'),
    measured: sum('measured'),
  };
}

function summarise(cells: readonly CellResult[], presets: readonly string[]): ModelStatus[] {
  const groups = groupBy(cells, ({ modelId, stage }) => `${modelId}\n${stage}`);
  return [...groups.values()].map((group) => ({
    model: group[0]?.modelId ?? '',
    stage: group[0]?.stage ?? '',
    cells: group.length,
    answered: group.filter(({ answerState }) => answerState !== null).length,
    decided: group.filter(
      ({ answerState, verdict }) => verdict !== null || (answerState !== null && answerState !== 'answered'),
    ).length,
    passed: group.filter(({ verdict }) => verdict === 'passed').length,
    measured: group.filter(
      ({ verdict, measurements }) =>
        verdict === 'passed' && presets.every((preset) => measurements[preset] !== undefined),
    ).length,
  }));
}
