import { readShipped, shippedNames } from '../../study/shipped.js';
import { studyHash, type StudyFile } from '../../study/spec.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { textTable } from '../text-table.js';

export const studies = defineCommand({
  name: 'studies',
  describe: 'List the studies that come with perforch',
  options: (yargs) => yargs.option('json', jsonOption),
  async run({ json }) {
    const documents = (await Promise.all(shippedNames().map(readShipped))).map(documentOf);
    if (json) printJson({ studies: documents });
    else {
      const rows = documents.map(({ name, models, languages, stages, datasets, presets, file }) => [
        name,
        models.length,
        languages.join(', '),
        stages.join(', '),
        datasets.join(', '),
        presets.join(', '),
        file,
      ]);
      print(textTable(['name', 'models', 'languages', 'stages', 'data sets', 'presets', 'file'], rows));
    }
    return EXIT.done;
  },
});

function documentOf({ path, spec }: StudyFile) {
  const { name, datasets, languages, stages, samples, measure } = spec;
  const models = spec.models === 'imported' ? [] : spec.models;
  const { presets } = measure;
  return { name, hash: studyHash(spec), datasets, languages, stages, models, samples, presets, file: path };
}
