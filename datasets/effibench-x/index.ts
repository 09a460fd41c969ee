import type { ProgramDatasetModule } from '../program-dataset.js';
import { fetchFiles } from './fetch.js';
import { ID, inspectFiles, sourceFiles, wholeFiles } from './files.js';
import { programDataset, type RecordsOfFile } from './load.js';
import { openRecords } from './records.js';

/** EffiBench-X: 623 tasks of programming contests, about a hundred tests each. */
export const effibenchX: ProgramDatasetModule = {
  id: ID,
  title: 'EffiBench-X',
  licence: 'Apache-2.0',
  origin: 'fetched',
  async load(languages) {
    const files: RecordsOfFile[] = [];
    for (const file of await wholeFiles()) {
      files.push({ ...file, records: await openRecords(file, file.sha256) });
    }
    return programDataset(ID, files, languages);
  },
  inspect: inspectFiles,
  sourceFiles,
  fetch: fetchFiles,
};
