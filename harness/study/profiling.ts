import type { AnyProblem } from '../../datasets/any-problem.js';
import { requireDataset } from '../../datasets/index.js';
import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import { loadRegistry } from '../models/registry.js';
import { openSource } from '../models/source.js';
import type { Store } from '../store/index.js';
import { refuseGreedySamples } from './greedy.js';
import { sourcesOf } from './models-to-ask.js';
import { loadProblems, loadStudyInput, recordedModel } from './open.js';
import { planCells } from './plan.js';
import { profiledModel, type Endpoint } from './profiled-model.js';
import type { StudyInput } from './run.js';
import { modelFilesOf, studySchema, type StudyFile, type StudySpec } from './spec.js';

export interface ProfilingRequest {
  readonly model: string;
  readonly endpoint: Endpoint | null;
  /** The study to take part in; null: `profilingSpec` of the data set, beside all models that the database has answers of. */
  readonly study: StudyFile | null;
  readonly dataset: string;
  /** Only the first so many tasks; all where it is left out. */
  readonly tasks?: number | undefined;
}

export interface Profiling {
  /** The study with the model in it. Nobody else is asked. */
  readonly input: StudyInput;
  readonly model: ModelSpec;
  /** Models of the study that the database has no answer of: they are no part of it. */
  readonly withoutAnswers: readonly string[];
  /** Numbers of tasks: those that are used, of those that the study has. */
  readonly tasks: { readonly used: number; readonly of: number };
}

interface Base extends Omit<StudyInput, 'sources' | 'notAsked' | 'models'> {
  readonly path: string;
  /** Who may stand beside the model. */
  readonly candidates: readonly ModelSpec[];
}

/** The study that a model is profiled by where no other is named: all languages and stages of a data set. */
export function profilingSpec(dataset: string, modelIds: readonly string[]): StudySpec {
  return studySchema.parse({
    version: 1,
    name: `profiling-${dataset}`,
    datasets: [dataset],
    models: modelIds,
    // The embedded problems are for a first look, as in the demo.
    ...(dataset === 'mini' ? { measure: { presets: ['quick'] } } : {}),
  });
}

/**
 * Takes a study and adds a model to it, beside those of whom the database has answers to the same questions. Throws
 * `UserError` for what is not there, before anything is asked or run.
 */
export async function openProfiling(request: ProfilingRequest, store: Store): Promise<Profiling> {
  const { candidates, path, ...base } = await openBase(request, store);
  const registry = await loadRegistry(request.study === null ? [] : modelFilesOf(request.study));
  const model = profiledModel(request.model, request.endpoint, registry, store);
  refuseGreedySamples(path, base.spec, [model]);
  const tasks = tasksOf(base.spec, base.problems);
  const used = tasks.slice(0, request.tasks);
  const spec = used.length < tasks.length ? { ...base.spec, problems: used } : base.spec;
  const others = candidates.filter(({ id }) => id !== model.id);
  const answered = others.filter((other) => hasAnswers(other, spec, base.problems, store));
  const place = (id: string) => candidates.findIndex((own) => own.id === id);
  const models = [...answered, model];
  // A study is identified by the order of its models, too: it must be the same when the command goes on.
  if (request.study === null) models.sort((a, b) => (a.id < b.id ? -1 : 1));
  else if (place(model.id) >= 0) models.sort((a, b) => place(a.id) - place(b.id));
  const cells = planCells(spec, base.problems, [model]);
  if (cells.length === 0) throw new UserError(`${path}: has no problem for these stages and languages`);
  const ownSpec = { ...spec, models: models.map(({ id }) => id) };
  return {
    input: {
      ...base,
      providers: registry.providers,
      spec: ownSpec,
      models,
      sources: sourcesOf({ spec: ownSpec, problems: base.problems, models: [model] }, store, openSource),
      notAsked: new Set(answered.map(({ id }) => id)),
    },
    model,
    withoutAnswers: others.filter((other) => !answered.includes(other)).map(({ id }) => id),
    tasks: { used: used.length, of: tasks.length },
  };
}

async function openBase({ model, study, dataset }: ProfilingRequest, store: Store): Promise<Base> {
  if (study !== null) {
    const { models, ...loaded } = await loadStudyInput(study, store);
    return { ...loaded, candidates: models, path: study.path };
  }
  requireDataset(dataset);
  const path = `--dataset ${dataset}`;
  const imported = store.answers.importedModels();
  const stored = store.studies.allModels();
  const ids = [...new Set([...imported, ...stored.map(({ id }) => id), model])].sort();
  const candidates = ids.flatMap((id): ModelSpec[] =>
    imported.includes(id) ? [recordedModel(id)] : stored.filter((known) => known.id === id),
  );
  const spec = profilingSpec(dataset, ids);
  return { spec, candidates, path, ...(await loadProblems({ path, spec })) };
}

function tasksOf(spec: StudySpec, problems: readonly AnyProblem[]): number[] {
  const numbers = problems
    .filter(({ language }) => spec.languages.includes(language))
    .map(({ number }) => number)
    .filter((number) => spec.problems?.includes(number) ?? true);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function hasAnswers(
  model: ModelSpec,
  spec: StudySpec,
  problems: readonly AnyProblem[],
  store: Store,
): boolean {
  return planCells(spec, problems, [model]).some(({ answer }) => store.answers.get(answer.key) !== null);
}
