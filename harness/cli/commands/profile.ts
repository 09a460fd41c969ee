import { analyse, EXPORTERS, placeModel, resultsOfModel } from '../../../analysis/index.js';
import { UserError } from '../../errors.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import type { Endpoint } from '../../study/profiled-model.js';
import { withLimits } from '../../study/money/limits.js';
import { modelsWithoutPrice } from '../../study/money/unknown-prices.js';
import { openProfiling, type Profiling } from '../../study/profiling.js';
import { findStudy } from '../../study/shipped.js';
import { studyHash } from '../../study/spec.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  databaseOption,
  jsonOption,
  lanesOption,
  sandboxOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { acceptUnknownPricesOption, parseLimits } from '../money-options.js';
import { note, print, printJson } from '../output.js';
import { reportDocument, reportTables, type ModelReport } from '../profile-report.js';
import { describe } from '../progress-report.js';
import { ProgressView } from '../progress-view.js';
import { RunCost } from '../run-cost.js';
import { runShown } from '../run-shown.js';
import { listenForStop } from '../stopping.js';
import { acceptPrices } from '../unknown-prices.js';

const DATASET = 'humanevalpack';

export const profile = defineCommand({
  name: 'profile <model>',
  describe: 'Put one model through a study, and rank it beside the others that were',
  options: (yargs) =>
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'Its id, or one for a new model' })
      .option('base-url', textOption('base-url', 'Where a model is asked that no file names'))
      .option('api-name', textOption('api-name', "The endpoint's name for it; its id by default"))
      .option('key-variable', textOption('key-variable', 'Environment variable that holds the key'))
      .option(
        'study',
        textOption('study', 'The study file; by default all stages and languages of --dataset'),
      )
      .option('dataset', textOption('dataset', `A data set instead of ${DATASET}; mini needs no download`))
      .option('problems', countOption('problems', 1, 'Only the first so many tasks'))
      .option('db', databaseOption)
      .option('lanes', lanesOption)
      .option('ask-lanes', { ...countOption('ask-lanes', 1, 'Questions under way at a time'), default: 8 })
      .option('sandbox', sandboxOption)
      .option('budget-usd', textOption('budget-usd', 'What asking the model may cost, in USD'))
      .option('accept-unknown-prices', acceptUnknownPricesOption)
      .option('json', jsonOption),
  async run({ model: id, study: path, dataset, problems, db, lanes, sandbox, json, ...given }) {
    const endpoint = endpointOf(given['base-url'], given['api-name'], given['key-variable']);
    if (path !== undefined && dataset !== undefined)
      throw new UserError('--dataset: the study file names its data sets: give one of the two');
    const study = path === undefined ? null : await findStudy(path);
    const store = new Store(db);
    const stopping = listenForStop();
    const view = new ProgressView(`profile of ${id}`, stopping.stop);
    let toolbox: Toolbox | undefined;
    try {
      const request = { model: id, endpoint, study, dataset: dataset ?? DATASET, tasks: problems };
      const profiling = await openProfiling(request, store);
      const { model } = profiling;
      const { usd } = parseLimits(given['budget-usd'], []);
      const input = usd === undefined ? profiling.input : withBudget(profiling, usd);
      const asked = { ...input, models: [model] };
      await acceptPrices(modelsWithoutPrice(asked, store), given['accept-unknown-prices']);
      const cost = new RunCost(asked, store);
      note(
        `${id}: ${tasksLine(profiling)}; others with answers: ${[...(input.notAsked ?? [])].join(', ') || 'none'}`,
      );
      toolbox = await openToolbox(languagesToJudge(input.spec.languages, input.problems), sandbox);
      const shown = { view, stopping, lanes, askLanes: given['ask-lanes'] };
      const { progress, state } = await runShown(input, store, toolbox, shown);
      const stored = chooseStudy(store, studyHash(input.spec));
      const report = reportOf(store, id, stored);
      if (json) {
        const { used, of } = profiling.tasks;
        const { withoutAnswers } = profiling;
        const facts = { database: db, state, tasks: used, tasksOfStudy: of, withoutAnswers };
        printJson({
          ...reportDocument(report, stored.createdIso),
          ...facts,
          ...progress,
          cost: cost.document(),
        });
      } else if (state !== 'stopped') {
        printReport(report, profiling);
        print(describe(progress));
        cost.lines().forEach(print);
        print(`stored in ${db}, study ${input.spec.name} (${stored.hash.slice(0, 8)})`);
      }
      return { complete: EXIT.done, incomplete: EXIT.incomplete, stopped: EXIT.stopped }[state];
    } finally {
      view.end();
      stopping.release();
      store.close();
      await toolbox?.close();
    }
  },
});

function endpointOf(
  baseUrl: string | undefined,
  apiName: string | undefined,
  keyVariable: string | undefined,
): Endpoint | null {
  if (baseUrl !== undefined) return { baseUrl, apiName, keyVariable };
  const stray = apiName !== undefined ? '--api-name' : keyVariable !== undefined ? '--key-variable' : null;
  if (stray !== null) throw new UserError(`${stray}: needs --base-url, the address where the model is asked`);
  return null;
}

/** The study with a limit to what its model may cost, the answers that are there included. */
function withBudget({ input, model }: Profiling, usd: number): Profiling['input'] {
  const limits = { usd: undefined, models: { [model.id]: usd } };
  return { ...input, spec: withLimits({ path: '', spec: input.spec }, limits).spec };
}

function reportOf(store: Store, model: string, stored: Parameters<typeof loadResults>[1]): ModelReport {
  const results = loadResults(store, stored);
  return {
    model,
    // Nothing of what it shows is drawn from these resamples.
    own: analyse(resultsOfModel(results, model), { resamples: 2 }),
    models: results.models,
    placings: placeModel(results, model),
  };
}

function printReport(report: ModelReport, profiling: Profiling): void {
  print(`Profile of ${report.model}: ${tasksLine(profiling)}\n`);
  for (const table of reportTables(report))
    print(EXPORTERS.terminal.render(table, { width: process.stdout.columns || 120 }));
  const { withoutAnswers, input } = profiling;
  if (withoutAnswers.length > 0)
    print(`not compared, no answers to these questions in this database: ${withoutAnswers.join(', ')}`);
  if (input.notAsked?.size === 0)
    print('nobody to compare with: this database has no answers of other models to these questions');
}

function tasksLine({ tasks: { used, of }, input: { spec } }: Profiling): string {
  const tasks = used === of ? `all ${of} tasks` : `the first ${used} of ${of} tasks`;
  return `${tasks} of ${spec.datasets.join(', ')}, ${spec.languages.join(', ')}; ${spec.stages.join(', ')}`;
}
