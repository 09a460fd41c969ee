import { existsSync } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import { copyAnswers } from '../store/copy-study.js';
import type { StoredCell } from '../store/cells.js';
import { Store } from '../store/index.js';
import { loadProblems } from '../study/open.js';
import type { StudyInput } from '../study/run.js';
import { studyHash, studySchema } from '../study/spec.js';
import type { OpenBundle } from './open.js';
import { packedStudy, withPackedStore } from './recompute.js';

export interface FreshRuns {
  /** Asks nobody: all answers are the bundle's. */
  readonly input: StudyInput;
  /** What the bundle says of every cell. */
  readonly packed: readonly StoredCell[];
}

/**
 * Prepares a new database in which a bundle's answers are judged (and measured) again. One that was begun for the same
 * bundle is gone on with. Throws `UserError` where the database holds anything else, or this machine's data sets differ.
 */
export async function prepareFreshRuns(bundle: OpenBundle, database: string): Promise<FreshRuns> {
  const { packed, specJson, models, selection } = withPackedStore(bundle, (store, path) => {
    const study = packedStudy(bundle, store);
    refuseOthers(database, study.hash);
    copyAnswers(path, database, study.hash);
    const cells = allCells(store, study.hash);
    const ids = [...new Set(cells.map(({ modelId }) => modelId))];
    return {
      packed: cells,
      specJson: study.specJson,
      selection: store.studies.selection(study.hash),
      models: ids.map((id) => modelOf(store.studies.modelJson(id))),
    };
  });
  const spec = studySchema.parse(JSON.parse(specJson));
  const loaded = await loadProblems({ path: 'study.json', spec });
  for (const { id, contentHash } of bundle.manifest.datasets) {
    if (loaded.datasetHashes[id] !== contentHash) {
      throw new UserError(
        `data set ${id}: the bundle's has the content ${contentHash}, this one ${loaded.datasetHashes[id] ?? 'none'}: get it as README.md of the bundle says`,
      );
    }
  }
  if (selection !== null && selection.hash !== loaded.selection?.hash) {
    throw new UserError(
      `the bundle's study took the tasks of the list ${selection.hash} by ${selection.rule}, version ${selection.version}; this perforch ` +
        `takes those of ${loaded.selection?.hash ?? 'none'}, version ${loaded.selection?.version ?? 'none'}: use the one that made the bundle`,
    );
  }
  return { packed, input: { spec, ...loaded, models, sources: new Map() } };
}

export interface VerdictChange {
  readonly model: string;
  readonly problem: string;
  readonly stage: string;
  readonly sample: number;
  /** Null: the cell has no outcome. */
  readonly packed: string | null;
  readonly here: string | null;
}

/** Cells whose outcome here is another than in the bundle. */
export function compareVerdicts(packed: readonly StoredCell[], here: readonly StoredCell[]): VerdictChange[] {
  const key = ({ modelId, problemUid, stage, sample }: StoredCell): string =>
    JSON.stringify([modelId, problemUid, stage, sample]);
  const outcome = (cell: StoredCell | undefined): string | null =>
    cell === undefined ? null : (cell.verdict ?? (cell.answerState === 'answered' ? null : cell.answerState));
  const found = new Map(here.map((cell) => [key(cell), cell]));
  return packed.flatMap((cell) => {
    const [before, now] = [outcome(cell), outcome(found.get(key(cell)))];
    const { modelId: model, problemUid: problem, stage, sample } = cell;
    return before === now ? [] : [{ model, problem, stage, sample, packed: before, here: now }];
  });
}

/** Cells of the study that was judged again, whatever hash this perforch gives it. */
export function cellsOf(input: StudyInput, store: Store): StoredCell[] {
  return allCells(store, studyHash(input.spec));
}

function allCells(store: Store, hash: string): StoredCell[] {
  return [...store.cells.results(hash), ...store.ownPrograms.results(hash)];
}

function refuseOthers(database: string, hash: string): void {
  if (!existsSync(database)) return;
  const store = new Store(database, { mustExist: true });
  try {
    const other = store.studies.studies().find((study) => study.hash !== hash);
    if (other !== undefined)
      throw new UserError(`${database} holds another study, ${other.name}: name a new database with --db`);
  } finally {
    store.close();
  }
}

const stored = z.looseObject({
  id: z.string(),
  name: z.string(),
  source: z.looseObject({ kind: z.string() }),
});

/** As `addModel` wrote it. */
function modelOf(json: string): ModelSpec {
  return stored.parse(JSON.parse(json)) as unknown as ModelSpec;
}
