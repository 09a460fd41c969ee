import type { AnswerSource, ModelSpec } from '../../../harness/models/contract.js';
import { openOpenAiSource } from '../../../harness/models/openai.js';
import { Providers } from '../../../harness/models/provider/providers.js';
import { Store } from '../../../harness/store/index.js';
import { Asking, type Asked } from '../../../harness/study/asking.js';
import { planCells, type PlannedCell } from '../../../harness/study/plan.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { madeUpProblems } from '../../unit/models/problems.js';

export const KEY = 'the-right-key-0123456789';

export function modelAt(name: string, baseUrl: string): ModelSpec {
  return {
    id: name,
    name,
    provenance: '[D] test',
    source: { kind: 'openai', apiName: name, baseUrl, keyVariable: 'KEY' },
    price: null,
    parameters: {},
    scripted: false,
  };
}

/** One question a problem and model, problems being made up: five times `count`, as there are five languages. */
export function questionsTo(models: readonly ModelSpec[], count: number): PlannedCell[] {
  const study = 'version: 1\nname: s\ndatasets: [mini]\nmodels: [m]\nstages: [generate]\n';
  return planCells(parseStudy(study, 's.yaml'), madeUpProblems(count), models);
}

/** One run of a harness: asks for every cell once, in a store that is opened for it. Waits are short ones. */
export async function askAll(
  database: string,
  models: readonly ModelSpec[],
  cells: readonly PlannedCell[],
): Promise<Asked[]> {
  const quick = { firstWaitMs: 5, longestWaitMs: 20, attempts: 12, timeoutMs: 6_000, env: { KEY } };
  const sources = new Map<string, AnswerSource>(
    models.map((model) => [model.id, openOpenAiSource(model, quick)]),
  );
  const never = new AbortController().signal;
  const store = new Store(database);
  store.transaction(() => {
    for (const model of models) store.studies.addModel(model);
    for (const { problem } of cells) store.studies.addProblem(problem);
  });
  const providers = new Providers(new Map(), 20, undefined, { failures: 3, firstPauseMs: 20, probes: 2 });
  const asking = new Asking(store, sources, { parameters: {}, providers, stop: never, abort: never });
  const asked = await Promise.all(cells.map((cell) => asking.answered(cell, () => Promise.resolve(null))));
  store.close();
  return asked;
}
