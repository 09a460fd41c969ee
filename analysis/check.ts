import { CATEGORIES } from '../datasets/problem.js';
import { CANDIDATE_FLAGS } from '../harness/measure/flags.js';
import type { CellMeasurement, CellResult, CommonRuntime, StudyResults } from '../harness/study/results.js';

const VOCABULARY: ReadonlySet<string> = new Set(CATEGORIES);

/**
 * Refuses results that contradict themselves, of which every figure would be wrong without a sign of it: a cell twice, a
 * model, language, stage or category that the study doesn't know, one problem with different languages or categories, a
 * measurement with figures that must not be used. Own programs and common runtimes keep the same rules.
 * Throws `Error`: such results are a fault of ours, not the user's.
 */
export function checkResults(results: StudyResults): void {
  const modelIds = new Set(results.models.map((model) => model.id));
  if (modelIds.size !== results.models.length) {
    throw new Error(`the models of study "${results.studyName}" do not have distinct ids`);
  }
  const problems = new Map<string, CellResult>();
  const check = (cells: readonly CellResult[]): void => checkCells(cells, { results, modelIds, problems });
  check(results.cells);
  const own = results.ownPrograms ?? [];
  const generated = own.find(({ stage }) => stage === 'generate');
  if (generated !== undefined) throw fault(generated, ': nothing is generated from an own program');
  check(own);
  check((results.commonRuntimes ?? []).map((runtime) => generatedCell(runtime, problems)));
}

/** What is known of the study, and of its problems by the cells before. */
interface Known {
  readonly results: StudyResults;
  readonly modelIds: ReadonlySet<string>;
  readonly problems: Map<string, CellResult>;
}

function checkCells(cells: readonly CellResult[], { results, modelIds, problems }: Known): void {
  const isTwice = repeated(cells);
  for (const cell of cells) {
    const { problemUid, language, stage } = cell;
    if (!modelIds.has(cell.modelId)) throw fault(cell, ': the study has no model of this id');
    if (!results.languages.includes(language))
      throw fault(cell, `: language ${language} is not one of the study's`);
    if (!results.stages.includes(stage)) throw fault(cell, ': the study has no such stage');
    const known = problems.get(problemUid);
    const unknown = known?.categories === cell.categories ? undefined : unknownCategory(cell);
    if (unknown !== undefined) throw fault(cell, `: category "${unknown}" is not in the vocabulary`);
    if (isTwice(cell)) throw fault(cell, ' occurs twice');
    for (const preset in cell.measurements) {
      const measurement = cell.measurements[preset];
      if (measurement === undefined) continue;
      const wrong =
        cell.verdict === 'passed' ? wrongIn(measurement) : 'there, though the program did not pass';
      if (wrong !== null) throw fault(cell, `: the measurement by ${preset} is ${wrong}`);
    }
    if (known === undefined) problems.set(problemUid, cell);
    else if (!sameFacts(cell, known))
      throw fault(cell, `: the problem is ${factsOf(cell)} here and ${factsOf(known)} elsewhere`);
  }
}

/** The generated cell that a common runtime is of. */
function generatedCell(runtime: CommonRuntime, problems: ReadonlyMap<string, CellResult>): CellResult {
  const categories = problems.get(runtime.problemUid)?.categories ?? [];
  return { ...runtime, stage: 'generate', categories, answerState: 'answered', verdict: 'passed' };
}

function unknownCategory({ categories }: CellResult): string | undefined {
  return (categories as readonly string[]).find((category) => !VOCABULARY.has(category));
}

function fault({ modelId, stage, problemUid, sample }: CellResult, text: string): Error {
  return new Error(`cell ${modelId} / ${stage} / ${problemUid} / sample ${sample}${text}`);
}

/** Says of one cell after the other whether it was there before. */
function repeated(cells: readonly CellResult[]): (cell: CellResult) => boolean {
  const models = new Places<string>();
  const stages = new Places<string>();
  const problems = new Places<string>();
  const samples = new Places<number>();
  for (const { modelId, stage, problemUid, sample } of cells) {
    models.of(modelId);
    stages.of(stage);
    problems.of(problemUid);
    samples.of(sample);
  }
  const seen = numberSet(models.size * stages.size * problems.size * samples.size);
  return ({ modelId, stage, problemUid, sample }) => {
    const inStage = models.of(modelId) * stages.size + stages.of(stage);
    return seen((inStage * problems.size + problems.of(problemUid)) * samples.size + samples.of(sample));
  };
}

/** Numbers values in the order in which they come. */
class Places<T> {
  readonly #places = new Map<T, number>();

  get size(): number {
    return this.#places.size;
  }

  of(value: T): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    this.#places.set(value, this.#places.size);
    return this.#places.size - 1;
  }
}

/** So many numbers have a byte each: that takes a tenth of the time of a set. Beyond, a study has few of its possible cells. */
const MOST_BYTES = 2 ** 26;

/** Takes up numbers below `limit`, one after the other, and says whether each was there before. */
function numberSet(limit: number): (value: number) => boolean {
  if (limit > MOST_BYTES) {
    const seen = new Set<number>();
    return (value) => {
      const before = seen.size;
      return seen.add(value).size === before;
    };
  }
  const seen = new Uint8Array(limit);
  return (value) => {
    const before = seen[value] === 1;
    seen[value] = 1;
    return before;
  };
}

function sameFacts(a: CellResult, b: CellResult): boolean {
  const plain = a.dataset === b.dataset && a.taskNumber === b.taskNumber && a.language === b.language;
  return plain && (a.categories === b.categories || factsOf(a) === factsOf(b));
}

/** What contradicts itself in a measurement; null for one that doesn't. */
function wrongIn({ state, reason, ratios, call, flags }: CellMeasurement): string | null {
  if ((state === 'not_measurable') !== (reason !== null))
    return `${state} with the reason ${reason ?? 'null'}`;
  if ((state === 'not_measurable') !== (call === null)) return `${state} with the call ${call ?? 'null'}`;
  const voided = flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  if (ratios !== null && (reason !== null || voided)) return 'with ratios that must not be used';
  return call === 'faster' && voided ? 'called faster in spite of a flag' : null;
}

function factsOf(cell: CellResult): string {
  return JSON.stringify([cell.dataset, cell.taskNumber, cell.language, [...cell.categories].sort()]);
}
