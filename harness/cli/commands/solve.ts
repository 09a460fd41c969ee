import { writeFileSync } from 'node:fs';
import { LANGUAGES } from '../../../datasets/problem.js';
import { UserError } from '../../errors.js';
import { refusePreset } from '../../evaluation/comparing.js';
import { problemToSolve } from '../../evaluation/problem-to-solve.js';
import { Solver } from '../../evaluation/solver.js';
import { PRESET_IDS, presetOf } from '../../measure/presets.js';
import { perforch, storyLine, type Solution } from '../../orchestrator/index.js';
import { Store } from '../../store/index.js';
import { studySchema } from '../../study/spec.js';
import { languagesToJudge, openToolbox, type Toolbox } from '../../study/toolbox.js';
import { askCategoriesOption, openModelsOf } from '../category-model.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  databaseOption,
  jsonOption,
  modelFilesOption,
  profileOption,
  sandboxOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { readProfile } from '../read-profile.js';
import { listenForStop } from '../stopping.js';
import { parseBudget, refineMetricOf, solvingOptions } from '../solving-options.js';

export const solve = defineCommand({
  name: 'solve <problem>',
  describe: 'Have PerfOrch solve one problem: generate, fix, refine, by a profile',
  options: (yargs) =>
    yargs
      .positional('problem', {
        type: 'string',
        demandOption: true,
        describe: 'A task, as mini:CPP/7, or a file of your own problem (.json)',
      })
      .option('language', { choices: LANGUAGES, describe: 'To solve the problem of a file in' })
      .option('profile', profileOption)
      .option('models', modelFilesOption)
      .option('top-k', { ...countOption('top-k', 1, 'Models a stage, at most'), default: 5 })
      .options(solvingOptions)
      .option('ask-categories', askCategoriesOption)
      .option('preset', { ...textOption('preset', PRESET_IDS.join(', ')), default: 'precise' })
      .option('out', textOption('out', 'Where the program goes; standard output by default'))
      .option('db', databaseOption)
      .option('sandbox', sandboxOption)
      .option('json', jsonOption),
  async run({ problem: uid, profile: path, models: files, db, sandbox, json, out, ...given }) {
    const preset = presetOf(given.preset);
    const budget = parseBudget(given);
    const profile = await readProfile(path);
    const { language, validation } = given;
    const { problem, ...judged } = await problemToSolve(uid, { language, validation });
    if (given.refine !== 'off') refusePreset(problem, preset);
    const categoriesBy = given['ask-categories'];
    const models = await openModelsOf(profile, files, categoriesBy);
    const store = new Store(db);
    const stopping = listenForStop();
    let toolbox: Toolbox | undefined;
    let solver: Solver | undefined;
    try {
      toolbox = await openToolbox(languagesToJudge([problem.language], [problem]), sandbox);
      const { parameters } = studySchema.pick({ parameters: true }).parse({});
      const { refine, improvement, feedback } = given;
      const asksCategories = categoriesBy !== undefined;
      const input = {
        ...models,
        ...judged,
        problems: [problem],
        parameters,
        preset,
        feedback,
        asksCategories,
      };
      const { stop, abort } = stopping;
      solver = new Solver(input, store, toolbox, { lanes: 1, askLanes: 1, stop, abort, onNote: note });
      const strategy = perforch(profile, {
        ...{ topK: given['top-k'], canAsk: (id) => models.sources.has(id) },
        ...(categoriesBy === undefined ? {} : { categoriesBy }),
      });
      const refineMetric = refineMetricOf(given['refine-metric']);
      const options = { feedback, refine, refineMetric, improvement, budget };
      const solution = await solver.solve(problem, strategy, options, (event) => {
        note(storyLine(event));
      });
      return report(solution, { uid, out, json });
    } catch (error) {
      if (stopping.stop.aborted) return EXIT.stopped;
      throw error;
    } finally {
      stopping.release();
      await solver?.close();
      store.close();
      await toolbox?.close();
    }
  },
});

function report(
  solution: Solution,
  { uid, out, json }: { readonly uid: string; readonly out: string | undefined; readonly json: boolean },
): number {
  const { program } = solution;
  if (program !== null && out !== undefined) write(out, program);
  if (json) printJson({ problem: uid, ...solution });
  else if (program !== null && out === undefined) print(program.trimEnd());
  else if (out !== undefined && program !== null) print(`program in ${out}`);
  return solution.validation === 'passed' ? EXIT.done : EXIT.incomplete;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`--out ${path}: cannot be written: ${reason}`, { cause });
  }
}
