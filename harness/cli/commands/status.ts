import { Store } from '../../store/index.js';
import type { ModelProgress } from '../../store/study-progress.js';
import { chooseStudy } from '../../study/load-results.js';
import { studySchema } from '../../study/spec.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, studyOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

const COUNTS = ['cells', 'answered', 'decided', 'passed', 'measured'] as const;
const TOTALS = [...COUNTS, 'promptTokens', 'completionTokens'] as const;

export const status = defineCommand({
  name: 'status',
  describe: 'How far a study is; works while it runs',
  options: (yargs) =>
    yargs.option('db', databaseOption).option('study', studyOption).option('json', jsonOption),
  run({ db, study, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const { measure } = studySchema.parse(JSON.parse(chosen.specJson));
      const rows = store.progress(chosen.hash, measure.presets);
      if (json) {
        const { name, hash, createdIso } = chosen;
        printJson({
          study: { name, hash, createdIso },
          database: db,
          ...totals(rows),
          rows: rows.map(({ modelId: model, ...row }) => ({ model, ...row })),
        });
        return Promise.resolve(EXIT.done);
      }
      const shown = rows.map((row) => [row.modelId, row.stage, ...COUNTS.map((field) => row[field])]);
      print(`study ${chosen.name} (${chosen.hash.slice(0, 8)}), begun ${chosen.createdIso}`);
      print(textTable(['model', 'stage', ...COUNTS], shown));
      return Promise.resolve(EXIT.done);
    } finally {
      store.close();
    }
  },
});

function totals(rows: readonly ModelProgress[]): Record<string, number> {
  return Object.fromEntries(TOTALS.map((field) => [field, rows.reduce((sum, row) => sum + row[field], 0)]));
}
