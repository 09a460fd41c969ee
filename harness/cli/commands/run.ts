import { Store } from '../../store/index.js';
import { openStudyInput } from '../../study/open.js';
import { runStudy } from '../../study/run.js';
import { readStudy, studyHash } from '../../study/spec.js';
import { openToolbox, type Toolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import { countOption, databaseOption, jsonOption, lanesOption, sandboxOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { describe, explain, stateOf } from '../progress-report.js';
import { ProgressLine } from '../progress.js';
import { listenForStop } from '../stopping.js';

export const run = defineCommand({
  name: 'run <study>',
  describe: 'Run a study file, or go on with it: ask, judge, store',
  options: (yargs) =>
    yargs
      .positional('study', { type: 'string', demandOption: true, describe: 'The study file (YAML)' })
      .option('db', databaseOption)
      .option('lanes', lanesOption)
      .option('sandbox', sandboxOption)
      .option('ask-lanes', {
        ...countOption('ask-lanes', 1, 'Questions under way at a time, per provider'),
        default: 8,
      })
      .option('json', jsonOption),
  async run({ study: path, db, lanes, sandbox, 'ask-lanes': askLanes, json }) {
    const study = await readStudy(path);
    const store = new Store(db);
    const stopping = listenForStop();
    const line = new ProgressLine();
    let toolbox: Toolbox | undefined;
    try {
      const input = await openStudyInput(study, store);
      toolbox = await openToolbox(study.spec.languages, sandbox);
      const progress = await runStudy(input, store, toolbox, {
        lanes,
        askLanes,
        stop: stopping.stop,
        abort: stopping.abort,
        onProgress: (now) => line.update(describe(now)),
        onNote: note,
      });
      line.end();
      const state = stateOf(progress, stopping.stop.aborted);
      explain(progress, state);
      if (json) {
        const { name } = study.spec;
        printJson({ study: { name, hash: studyHash(study.spec) }, database: db, state, ...progress });
      } else {
        print(describe(progress));
        print(`stored in ${db}; next: perforch rank --db ${db}`);
      }
      return { complete: EXIT.done, incomplete: EXIT.incomplete, stopped: EXIT.stopped }[state];
    } finally {
      line.end();
      stopping.release();
      store.close();
      await toolbox?.close();
    }
  },
});
