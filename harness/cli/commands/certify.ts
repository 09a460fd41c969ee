import { listDatasets, loadDataset } from '../../../datasets/index.js';
import { UserError } from '../../errors.js';
import { presetOf, PRESET_IDS } from '../../measure/presets.js';
import { Store } from '../../store/index.js';
import { certify as certifyMachine, summarise } from '../../study/certify.js';
import { sampleTasks } from '../../study/sampling.js';
import { openToolbox, type Toolbox } from '../../study/toolbox.js';
import { certificateLines } from '../certificate-report.js';
import { defineCommand } from '../command.js';
import {
  countOption,
  databaseOption,
  jsonOption,
  languagesOption,
  parseLanguages,
  sandboxOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';
import { listenForStop } from '../stopping.js';

export const certify = defineCommand({
  name: 'certify',
  describe: 'Measure programs against themselves and slower copies: what this machine can tell apart',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('dataset', { ...textOption('dataset', 'Data set of the programs'), default: 'mini' })
      .option('languages', languagesOption)
      .option('sample', countOption('sample', 1, 'Only so many tasks, drawn by seed'))
      .option('seed', { ...countOption('seed', 0, 'Seed of the draw'), default: 1 })
      .option('preset', { ...textOption('preset', 'precise or quick'), default: 'precise' })
      .option('neighbours', {
        ...countOption('neighbours', 0, 'Processes that compute all the while'),
        default: 0,
      })
      .option('sandbox', sandboxOption)
      .option('json', jsonOption),
  async run({ db, dataset, languages, sample, seed, preset: presetId, neighbours, sandbox, json }) {
    const preset = presetOf(presetId);
    if (preset.kind !== 'paired') {
      const paired = PRESET_IDS.filter((id) => presetOf(id).kind === 'paired').join(', ');
      throw new UserError(`--preset: ${presetId} gives no intervals to certify: choose one of ${paired}`);
    }
    const wanted = parseLanguages(languages);
    const { problems } = await loadDataset(knownDataset(dataset), { languages: wanted });
    const chosen = sampleTasks(problems, sample, seed);
    const store = new Store(db);
    const stopping = listenForStop();
    const line = new ProgressLine();
    let toolbox: Toolbox | undefined;
    try {
      toolbox = await openToolbox(wanted, sandbox);
      const input = { dataset, problems: chosen, preset, neighbours };
      const id = await certifyMachine(input, store, toolbox, {
        stop: stopping.stop,
        abort: stopping.abort,
        onNote: note,
        onProgress: (done, planned) => line.update(`certify: ${done}/${planned} problems`),
      });
      line.end();
      const record = store.certificates.all().find((stored) => stored.id === id);
      if (record === undefined) throw new Error(`certificate ${id} is gone`);
      const summary = summarise(store, record);
      if (json) printJson({ database: db, certificate: summary });
      else print(certificateLines(summary).join('\n'));
      if (!summary.complete) note('not complete: the same command goes on');
      return summary.complete ? EXIT.done : EXIT.stopped;
    } finally {
      line.end();
      stopping.release();
      store.close();
      await toolbox?.close();
    }
  },
});

function knownDataset(id: string): string {
  const known = listDatasets().map((dataset) => dataset.id);
  if (known.includes(id)) return id;
  throw new UserError(`--dataset: no data set is called "${id}": choose one of ${known.join(', ')}`);
}
