import { groupBy } from '../../group-by.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import type { CellResult } from '../../study/results.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption } from '../common-options.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

interface ModelStatus {
  readonly model: string;
  readonly stage: string;
  readonly cells: number;
  readonly answered: number;
  readonly judged: number;
  readonly passed: number;
}

export const status = defineCommand({
  name: 'status',
  describe: 'How far a study is; works while it runs',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', { type: 'string', describe: 'Name or hash of the study; the newest by default' })
      .option('json', jsonOption),
  run({ db, study, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const { cells } = loadResults(store, chosen);
      const rows = summarise(cells);
      if (json) {
        printJson({ study: chosen.name, hash: chosen.hash, rows });
        return Promise.resolve(0);
      }
      const shown = rows.map((row) => [
        row.model,
        row.stage,
        row.cells,
        row.answered,
        row.judged,
        row.passed,
      ]);
      print(`study ${chosen.name} (${chosen.hash.slice(0, 8)}), begun ${chosen.createdIso}`);
      print(textTable(['model', 'stage', 'cells', 'answered', 'decided', 'passed'], shown));
      return Promise.resolve(0);
    } finally {
      store.close();
    }
  },
});

function summarise(cells: readonly CellResult[]): ModelStatus[] {
  const groups = groupBy(cells, ({ modelId, stage }) => `${modelId}\n${stage}`);
  return [...groups.values()].map((group) => ({
    model: group[0]?.modelId ?? '',
    stage: group[0]?.stage ?? '',
    cells: group.length,
    answered: group.filter(({ answerState }) => answerState !== null).length,
    judged: group.filter(
      ({ answerState, verdict }) => verdict !== null || (answerState !== null && answerState !== 'answered'),
    ).length,
    passed: group.filter(({ verdict }) => verdict === 'passed').length,
  }));
}
