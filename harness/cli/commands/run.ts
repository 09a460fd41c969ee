import { availableParallelism } from 'node:os';
import { Store } from '../../store/index.js';
import { openStudyInput } from '../../study/open.js';
import { runStudy, type Progress } from '../../study/run.js';
import { readStudy } from '../../study/spec.js';
import { openToolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption } from '../common-options.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';
import { listenForStop } from '../stopping.js';

export const run = defineCommand({
  name: 'run <study>',
  describe: 'Run a study file, or go on with it: ask, judge, store',
  options: (yargs) =>
    yargs
      .positional('study', { type: 'string', demandOption: true, describe: 'The study file (YAML)' })
      .option('db', databaseOption)
      .option('lanes', {
        type: 'number',
        default: availableParallelism(),
        describe: 'Programs judged at a time',
      })
      .option('ask-lanes', {
        type: 'number',
        default: 8,
        describe: 'Questions under way at a time, per provider',
      })
      .option('json', jsonOption),
  async run({ study, db, lanes, 'ask-lanes': askLanes, json }) {
    const spec = await readStudy(study);
    const store = new Store(db);
    const stopping = listenForStop();
    try {
      const input = await openStudyInput(spec, store);
      const toolbox = await openToolbox(spec.languages);
      const line = new ProgressLine();
      const progress = await runStudy(input, store, toolbox, {
        lanes,
        askLanes,
        stop: stopping.stop,
        abort: stopping.abort,
        onProgress: (now) => line.update(describe(now)),
      });
      line.end();
      if (json) printJson(progress);
      else summarise(progress, db);
      return stopping.stop.aborted ? 130 : 0;
    } finally {
      stopping.release();
      store.close();
    }
  },
});

/** One line on how far a study is. */
export function describe({
  cells,
  done,
  missing,
  passed,
  freshAnswers,
  freshRuns,
  faults,
}: Progress): string {
  const trouble = faults > 0 ? `, ${faults} faults of the harness` : '';
  return `${done}/${cells} cells, ${passed} passed, ${missing} missing${trouble} (now: ${freshAnswers} answers, ${freshRuns} runs)`;
}

function summarise(progress: Progress, db: string): void {
  print(describe(progress));
  if (progress.missing > 0)
    note(`missing cells are asked for by the next run; last reason: ${progress.lastMissing ?? ''}`);
  print(`stored in ${db}; next: perforch rank --db ${db}`);
}
