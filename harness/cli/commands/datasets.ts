import { fetchDataset, type FetchProgress } from '../../../datasets/fetch.js';
import { inspectDataset, type FileReport } from '../../../datasets/verify.js';
import { datasetModule, listDatasets, loadDataset } from '../../../datasets/index.js';
import type { ProgramFile } from '../../../datasets/program-dataset.js';
import { isProgramDataset } from '../../../datasets/program-dataset-ids.js';
import {
  listProgramDatasets,
  loadProgramDataset,
  programDatasetModule,
} from '../../../datasets/program-datasets.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { note, print, printJson } from '../output.js';
import { ProgressLine } from '../progress.js';

const ACTIONS = ['fetch', 'list', 'verify'] as const;

export const datasets = defineCommand({
  name: 'datasets <action> [ids..]',
  describe: 'Fetch the public data sets, list them, or check their files',
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, demandOption: true, describe: 'What to do' })
      .positional('ids', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Ids; all by default, but for fetch and verify those of programs only when named',
      })
      .option('json', jsonOption),
  async run({ action, ids, json }) {
    for (const id of ids) if (!isProgramDataset(id)) datasetModule(id);
    const all = action === 'list' ? [...listDatasets(), ...listProgramDatasets()] : listDatasets();
    const chosen = ids.length > 0 ? [...new Set(ids)] : all.map(({ id }) => id);
    if (action === 'fetch') return fetchAll(chosen, json);
    return action === 'list' ? list(chosen, json) : verify(chosen, json);
  },
});

async function fetchAll(ids: readonly string[], json: boolean): Promise<number> {
  const fetched: { id: string; files: readonly string[] }[] = [];
  for (const id of ids) {
    const line = new ProgressLine();
    try {
      const onProgress = (progress: FetchProgress): void => line.update(describe(id, progress));
      const files = isProgramDataset(id)
        ? await programDatasetModule(id).fetch({ onProgress, onTrust: (said) => note(`${id}: ${said}`) })
        : await fetchDataset(id, { onProgress });
      fetched.push({ id, files });
    } finally {
      line.end();
    }
  }
  if (json) printJson({ datasets: fetched });
  else for (const { id, files } of fetched) print(`${id}: ${fetchedFiles(id, files.length)}`);
  return EXIT.done;
}

function fetchedFiles(id: string, count: number): string {
  if (count === 0) return 'bundled, nothing to fetch';
  return isProgramDataset(id) ? `${count} files` : `${count} files, SHA-256 as expected`;
}

function describe(id: string, { file, state, receivedBytes, totalBytes }: FetchProgress): string {
  if (state !== 'downloading') return `${id}: ${file}: ${state}`;
  return `${id}: ${file}: ${receivedBytes} of ${totalBytes ?? 'unknown'} bytes`;
}

async function list(ids: readonly string[], json: boolean): Promise<number> {
  const rows = await Promise.all(
    [...listDatasets(), ...listProgramDatasets()]
      .filter(({ id }) => ids.includes(id))
      .map(async ({ id, title, licence, origin }) => {
        const { complete, summary } = await datasetStates(id);
        return { id, title, licence, origin, complete, found: summary };
      }),
  );
  if (json) printJson({ datasets: rows });
  else for (const { id, title, licence, found } of rows) print(`${id}: ${title} (${licence}): ${found}`);
  return EXIT.done;
}

async function verify(ids: readonly string[], json: boolean): Promise<number> {
  const reports = await Promise.all(ids.map(async (id) => ({ id, files: await filesOf(id) })));
  const all = reports.flatMap(({ files }) => files);
  const bad = all.filter(({ state }) => state !== 'good' && state !== 'unpinned').length;
  if (json) printJson({ good: bad === 0, datasets: reports });
  else for (const { id, files } of reports) await show(id, files);
  if (bad > 0) note(`${bad} of ${all.length} files are not as they should be`);
  return bad > 0 ? EXIT.failed : EXIT.done;
}

/** How the files of a dataset of either kind were found. */
function filesOf(id: string): Promise<readonly (FileReport | ProgramFile)[]> {
  return isProgramDataset(id) ? programDatasetModule(id).inspect() : inspectDataset(id);
}

async function show(id: string, files: readonly (FileReport | ProgramFile)[]): Promise<void> {
  for (const file of files) print(`${id}: ${file.file}: ${file.message ?? describeState(file)}`);
  if (files.length > 0) return;
  const { problems } = await (isProgramDataset(id) ? loadProgramDataset(id) : loadDataset(id));
  print(`${id}: bundled: ${problems.length} problems`);
}

function describeState(file: FileReport | ProgramFile): string {
  return file.state === 'unpinned'
    ? `SHA-256 ${file.sha256 ?? 'unknown'}, compared with nothing`
    : file.state;
}

/** Whether all files of a dataset are there and good, in one line. */
export async function datasetStates(id: string): Promise<{ complete: boolean; summary: string }> {
  const files = await filesOf(id);
  if (files.length === 0) return { complete: true, summary: 'bundled' };
  const good = files.filter(({ state }) => state === 'good').length;
  const unpinned = files.filter(({ state }) => state === 'unpinned').length;
  return {
    complete: good + unpinned === files.length,
    summary:
      `${good} of ${files.length} files present and verified` +
      (unpinned > 0 ? `, ${unpinned} with no known hash to compare` : ''),
  };
}
