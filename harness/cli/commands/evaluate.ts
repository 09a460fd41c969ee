import { EXPORTERS, evaluationTables, tableFiles, type Table } from '../../../analysis/index.js';
import { evaluate as evaluateAll } from '../../evaluation/evaluate.js';
import { contendersOf } from '../../evaluation/contenders.js';
import { Solver } from '../../evaluation/solver.js';
import { PRESET_IDS, presetOf } from '../../measure/presets.js';
import { UserError } from '../../errors.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { loadStudyInput } from '../../study/open.js';
import { findStudy } from '../../study/shipped.js';
import { studyHash } from '../../study/spec.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../../study/toolbox.js';
import { askingOptions, openAsking } from '../asking-options.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  databaseOption,
  namesOption,
  jsonOption,
  lanesOption,
  sandboxOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';
import { parseBudget, refineMetricOf, solvingOptions } from '../solving-options.js';
import { listenForStop } from '../stopping.js';
import { writeFiles } from '../write-files.js';

export const evaluate = defineCommand({
  name: 'evaluate <study>',
  describe: 'Compare PerfOrch with single models over a study that was run',
  options: (yargs) =>
    yargs
      .positional('study', { type: 'string', demandOption: true, describe: 'The study file (YAML)' })
      .option('db', databaseOption)
      .option('top-k', { ...countOption('top-k', 1, 'Models a stage, at most'), default: 5 })
      .option(
        'ranked-on',
        namesOption(
          'ranked-on',
          'Make profiles from these data sets of the study alone, and judge by the others',
        ),
      )
      .option('folds', {
        ...countOption('folds', 2, 'Parts that the tasks are cut into for cross-validation'),
        default: 5,
      })
      .options(solvingOptions)
      .option('preset', { ...textOption('preset', PRESET_IDS.join(', ')), default: 'precise' })
      .options(askingOptions)
      .option('out', textOption('out', 'A folder for the tables as CSV and JSON'))
      .option('lanes', lanesOption)
      .option('sandbox', sandboxOption)
      .option('json', jsonOption),
  async run({ study: named, db, lanes, sandbox, json, folds, out, ...given }) {
    const preset = presetOf(given.preset);
    const budget = parseBudget(given);
    const study = await findStudy(named);
    const store = new Store(db, { mustExist: true });
    const stopping = listenForStop();
    const line = new ProgressLine();
    const { stop, abort } = stopping;
    let toolbox: Toolbox | undefined;
    let solver: Solver | undefined;
    try {
      const stored = chooseStudy(store, studyHash(study.spec));
      const results = loadResults(store, stored);
      const { problems, models, providers, programTests } = await loadStudyInput(study, store);
      const { spec } = study;
      const rankedOn = given['ranked-on'];
      const asked = problems
        .filter(({ number }) => spec.problems?.includes(number) ?? true)
        .filter(({ dataset }) => rankedOn?.includes(dataset) !== true);
      if (asked.length === 0)
        throw new UserError('--ranked-on: names all data sets of the study: leave one to judge by');
      toolbox = await openToolbox(languagesToJudge(spec.languages, asked), sandbox);
      const { validation, refine, improvement, feedback } = given;
      const shared = {
        parameters: spec.parameters,
        limits: spec.limits,
        programLimits: spec.program_limits,
        programTests,
        preset,
        validation,
        feedback,
      };
      const asking = await openAsking({ models, providers }, given);
      const input = { ...shared, ...asking.input, problems: asked, models };
      const { askLanes } = asking;
      solver = new Solver(input, store, toolbox, { lanes, askLanes, stop, abort, onNote: note });
      const { seed } = spec;
      const { createdIso } = stored;
      const contenders = contendersOf(results, asked, {
        ...{ topK: given['top-k'], folds, seed, createdIso, rankedOn },
      });
      const refineMetric = refineMetricOf(given['refine-metric']);
      const options = { feedback, refine, refineMetric, improvement, budget };
      const { records, missing } = await evaluateAll(solver, asked, contenders, options, {
        ...{ lanes: Math.max(lanes, askLanes), stop },
        onProgress: (done, planned) => line.update(`evaluated ${done}/${planned}`),
        onFault: (uid, message) => note(`${uid}: ${message}`),
      });
      line.end();
      const scripted = results.models.filter((model) => model.scripted).map(({ id }) => id);
      const notes = [
        `validation ${validation}, feedback ${feedback ? 'on' : 'off'}, refine ${refine} (${given['refine-metric']}), improvement ${improvement}; ${asking.note}`,
        ...(rankedOn === undefined
          ? []
          : [`profiles of ${rankedOn.join(', ')}, judged by the other data sets`]),
        ...(scripted.length > 0 ? [`scripted models, not LLMs: ${scripted.join(', ')}`] : []),
      ];
      const tables = evaluationTables(records, { languages: spec.languages, seed, resamples: 1000, notes });
      if (out !== undefined) writeTables(tables, out).forEach(note);
      if (json) printJson({ study: { name: spec.name, hash: stored.hash }, missing, records, tables });
      else for (const table of tables) print(EXPORTERS.terminal.render(table));
      if (stop.aborted) return EXIT.stopped;
      if (missing > 0) note(`${missing} tasks are missing: the same command tries them again`);
      return missing > 0 ? EXIT.incomplete : EXIT.done;
    } finally {
      line.end();
      stopping.release();
      await solver?.close();
      store.close();
      await toolbox?.close();
    }
  },
});

/** Gives the paths. */
function writeTables(tables: readonly Table[], out: string): string[] {
  return writeFiles(out, tableFiles(tables, [EXPORTERS.csv, EXPORTERS.json]));
}
