import type { DatasetModule } from '../contract.js';
import { readDefects } from '../defects.js';
import { loadFamily } from '../humaneval.js';
import { readSources } from '../sources.js';
import { humanevalXRow } from './rows.js';
import { humanevalXTexts } from './texts.js';

const id = 'humaneval-x';

const sources = () => readSources(new URL('sources.yaml', import.meta.url));

/** HumanEval-X: 164 hand-translated tasks in five languages, without wrong bodies. */
export const humanevalX: DatasetModule = {
  id,
  title: 'HumanEval-X',
  licence: 'Apache-2.0',
  origin: 'fetched',
  sources,
  load: (languages) =>
    loadFamily(
      {
        id,
        sources: sources(),
        defects: readDefects(new URL('defects.yaml', import.meta.url)),
        schema: humanevalXRow,
        toTexts: humanevalXTexts,
      },
      languages,
    ),
};
