import { fetchDataset, type FetchProgress } from '../../../datasets/fetch.js';
import { inspectDataset, type FileReport } from '../../../datasets/verify.js';
import { listDatasets, loadDataset } from '../../../datasets/index.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
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
        describe: 'Ids; all by default',
      })
      .option('json', jsonOption),
  async run({ action, ids, json }) {
    const chosen = ids.length > 0 ? ids : listDatasets().map(({ id }) => id);
    if (action === 'fetch') return fetchAll(chosen, json);
    return action === 'list' ? list(chosen, json) : verify(chosen, json);
  },
});

async function fetchAll(ids: readonly string[], json: boolean): Promise<number> {
  const fetched: Record<string, string[]> = {};
  for (const id of ids) {
    const line = new ProgressLine();
    try {
      fetched[id] = await fetchDataset(id, { onProgress: (progress) => line.update(describe(id, progress)) });
    } finally {
      line.end();
    }
  }
  if (json) printJson(fetched);
  else
    for (const [id, files] of Object.entries(fetched))
      print(`${id}: ${files.length} files, SHA-256 as expected`);
  return 0;
}

function describe(id: string, { file, state, receivedBytes, totalBytes }: FetchProgress): string {
  if (state !== 'downloading') return `${id}: ${file}: ${state}`;
  return `${id}: ${file}: ${receivedBytes} of ${totalBytes ?? 'unknown'} bytes`;
}

async function list(ids: readonly string[], json: boolean): Promise<number> {
  const rows = await Promise.all(
    listDatasets()
      .filter(({ id }) => ids.includes(id))
      .map(async (dataset) => ({ ...dataset, ...(await datasetStates(dataset.id)) })),
  );
  if (json) printJson(rows);
  else for (const { id, title, licence, summary } of rows) print(`${id}: ${title} (${licence}): ${summary}`);
  return 0;
}

async function verify(ids: readonly string[], json: boolean): Promise<number> {
  const reports = new Map<string, FileReport[]>();
  for (const id of ids) reports.set(id, await inspectDataset(id));
  const all = [...reports.values()].flat();
  if (json) printJson(Object.fromEntries(reports));
  else {
    for (const [id, files] of reports) {
      for (const { file, state, message } of files) print(`${id}: ${file}: ${message ?? state}`);
      if (files.length === 0) print(`${id}: bundled: ${(await loadDataset(id)).problems.length} problems`);
    }
  }
  const bad = all.filter(({ state }) => state !== 'good').length;
  if (bad > 0) note(`${bad} of ${all.length} files are not as they should be`);
  return bad > 0 ? 1 : 0;
}

/** Whether all files of a dataset are there and good, in one line. */
export async function datasetStates(id: string): Promise<{ complete: boolean; summary: string }> {
  const files = await inspectDataset(id);
  if (files.length === 0) return { complete: true, summary: 'bundled' };
  const good = files.filter(({ state }) => state === 'good').length;
  return {
    complete: good === files.length,
    summary: `${good} of ${files.length} files present and verified`,
  };
}
