import { Store } from '../../store/index.js';
import { withLimits } from '../../study/money/limits.js';
import { modelsWithoutPrice } from '../../study/money/unknown-prices.js';
import { findStudy } from '../../study/shipped.js';
import { studyHash } from '../../study/spec.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../../study/toolbox.js';
import { openInput, recordOption, replayOption, type OpenInput } from '../cassette-options.js';
import { defineCommand } from '../command.js';
import { countOption, databaseOption, jsonOption, lanesOption, sandboxOption } from '../common-options.js';
import { dryRun } from '../dry-run.js';
import { EXIT } from '../exit-codes.js';
import * as money from '../money-options.js';
import { print, printJson } from '../output.js';
import { describe } from '../progress-report.js';
import { ProgressView } from '../progress-view.js';
import { freshRunsOption, fromOption, parseFrom, regenerate } from '../regenerate.js';
import { RunCost } from '../run-cost.js';
import { runShown } from '../run-shown.js';
import { listenForStop } from '../stopping.js';
import { acceptPrices } from '../unknown-prices.js';

export const run = defineCommand({
  name: 'run [study]',
  describe: 'Run a study file, or go on with it: ask, judge, store',
  options: (yargs) =>
    yargs
      .positional('study', {
        type: 'string',
        describe: 'The study file (YAML), or the name of one of perforch studies',
      })
      .option('db', databaseOption)
      .option('lanes', lanesOption)
      .option('sandbox', sandboxOption)
      .option('ask-lanes', {
        ...countOption('ask-lanes', 1, 'Questions under way at a time, per provider'),
        default: 8,
      })
      .option('dry-run', money.dryRunOption)
      .option('budget-usd', money.budgetOption)
      .option('budget-model', money.modelBudgetOption)
      .option('accept-unknown-prices', money.acceptUnknownPricesOption)
      .option('record', recordOption)
      .option('replay', replayOption)
      .option('from', fromOption)
      .option('fresh-runs', freshRunsOption)
      .option('json', jsonOption),
  async run({ study: named, db, lanes, sandbox, 'ask-lanes': askLanes, json, ...given }) {
    const from = parseFrom(named, given);
    if (from !== null) return regenerate({ ...from, db, lanes, sandbox, json });
    const limits = money.parseLimits(given['budget-usd'], given['budget-model']);
    const study = withLimits(await findStudy(named ?? ''), limits);
    if (given['dry-run']) return dryRun(study, { db, lanes, json });
    const store = new Store(db);
    const stopping = listenForStop();
    const view = new ProgressView(`study ${study.spec.name}`, stopping.stop);
    let toolbox: Toolbox | undefined;
    let opened: OpenInput | undefined;
    try {
      const { record, replay } = given;
      opened = await openInput(study, store, { record, replay, abort: stopping.abort });
      const { input } = opened;
      // A replay pays nobody.
      if (replay === undefined)
        await acceptPrices(modelsWithoutPrice(input, store), given['accept-unknown-prices']);
      const cost = new RunCost(input, store);
      toolbox = await openToolbox(languagesToJudge(study.spec.languages, input.problems), sandbox);
      const shown = { view, stopping, lanes, askLanes };
      const { progress, state } = await runShown(input, store, toolbox, shown);
      if (json) {
        const { name } = study.spec;
        printJson({
          study: { name, hash: studyHash(study.spec) },
          database: db,
          state,
          ...progress,
          cost: cost.document(),
        });
      } else {
        print(describe(progress));
        cost.lines().forEach(print);
        print(`stored in ${db}; next: perforch rank --db ${db}`);
      }
      opened.checkRecorded();
      return { complete: EXIT.done, incomplete: EXIT.incomplete, stopped: EXIT.stopped }[state];
    } finally {
      view.end();
      stopping.release();
      opened?.close();
      store.close();
      await toolbox?.close();
    }
  },
});
