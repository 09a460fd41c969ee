import { join } from 'node:path';
import { analyse, EXPORTERS, shownTables } from '../../../analysis/index.js';
import { Store } from '../../store/index.js';
import { openDemo } from '../../study/demo.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { openToolbox, type Toolbox } from '../../study/toolbox.js';
import { defineCommand } from '../command.js';
import { lanesOption, sandboxOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, seconds } from '../output.js';
import { describe } from '../progress-report.js';
import { ProgressView } from '../progress-view.js';
import { runShown } from '../run-shown.js';
import { listenForStop } from '../stopping.js';
import { exportAnalysis } from './export.js';

export const demo = defineCommand({
  name: 'demo',
  describe: 'A whole study on the embedded problems with scripted models: no key, no LLM',
  options: (yargs) =>
    yargs
      .option('out', { ...textOption('out', 'Folder of the results'), default: 'results/demo' })
      .option('lanes', lanesOption)
      .option('sandbox', sandboxOption),
  async run({ out, lanes, sandbox }) {
    const started = Date.now();
    const { input, server } = await openDemo();
    const stopping = listenForStop();
    const store = new Store(join(out, 'study.sqlite'));
    const view = new ProgressView('demo', stopping.stop);
    let toolbox: Toolbox | undefined;
    try {
      note(`demo: ${input.models.length} scripted models (not LLMs), the mini set, 5 languages, 3 stages`);
      toolbox = await openToolbox(input.spec.languages, sandbox);
      const shown = { view, stopping, lanes, askLanes: 8 };
      const { progress, state } = await runShown(input, store, toolbox, shown);
      if (state === 'stopped') return EXIT.stopped;
      const study = chooseStudy(store, undefined);
      const analysis = analyse(loadResults(store, study));
      for (const table of shownTables(analysis)) print(EXPORTERS.terminal.render(table));
      const files = exportAnalysis(analysis, study.createdIso, out);
      print(`${describe(progress)} in ${seconds(Date.now() - started)}`);
      print(`written to ${out}: study.sqlite, profile.json and ${files.length - 1} tables`);
      return state === 'complete' ? EXIT.done : EXIT.incomplete;
    } finally {
      view.end();
      stopping.release();
      store.close();
      await toolbox?.close();
      await server.close();
    }
  },
});
