import { Store } from '../store/index.js';
import type { BudgetLimits } from '../study/money/budget.js';
import { estimateMachineTime } from '../study/money/machine-time.js';
import { estimateMoney } from '../study/money/estimate.js';
import { loadStudyInput } from '../study/open.js';
import { selectionNote } from '../study/selection-note.js';
import { studyHash, type StudyFile } from '../study/spec.js';
import { EXIT } from './exit-codes.js';
import { estimateReport } from './estimate-report.js';
import { print, printJson } from './output.js';

/** Shows what a run would take. Needs no key, asks nobody, runs no program, and doesn't write to the database. */
export async function dryRun(
  study: StudyFile,
  { db, lanes, json }: { readonly db: string; readonly lanes: number; readonly json: boolean },
): Promise<number> {
  const store = new Store(db, { readOnly: true });
  try {
    const input = await loadStudyInput(study, store);
    const money = estimateMoney(input, store);
    const machine = estimateMachineTime(input, store, lanes);
    const budget: BudgetLimits = study.spec.budget ?? { models: {} };
    if (json) {
      const { name } = study.spec;
      const { models, ...totals } = money;
      printJson({
        study: { name, hash: studyHash(study.spec) },
        selection: input.selection ?? null,
        database: db,
        estimate: true,
        ...totals,
        budget: { usd: budget.usd ?? null, models: budget.models },
        models: models.map(({ modelId: model, ...rest }) => ({ model, ...rest })),
        machine: { lanes, ...machine },
      });
    } else {
      const { selection } = input;
      const head = [
        `study ${study.spec.name}`,
        ...(selection === undefined ? [] : [selectionNote(selection)]),
      ];
      print(`${head.join('\n')}\n${estimateReport(money, machine, { lanes, budget })}`);
    }
    return EXIT.done;
  } finally {
    store.close();
  }
}
