import { CATEGORIES } from '../datasets/problem.js';
import { CANDIDATE_FLAGS } from '../harness/measure/flags.js';
import type { CellMeasurement, CellResult, StudyResults } from '../harness/study/results.js';

const VOCABULARY: ReadonlySet<string> = new Set(CATEGORIES);

/**
 * Refuses results that contradict themselves, of which every figure would be wrong without a sign of it: a cell twice, a
 * model, language, stage or category that the study doesn't know, one problem with different languages or categories, a
 * measurement with figures that must not be used.
 * Throws `Error`: such results are a fault of ours, not the user's.
 */
export function checkResults(results: StudyResults): void {
  const modelIds = new Set(results.models.map((model) => model.id));
  if (modelIds.size !== results.models.length) {
    throw new Error(`the models of study "${results.studyName}" do not have distinct ids`);
  }
  const isTwice = repeated(results);
  const problems = new Map<string, CellResult>();
  for (const cell of results.cells) {
    const { problemUid, language, stage } = cell;
    const fault = (text: string): Error =>
      new Error(`cell ${cell.modelId} / ${stage} / ${problemUid} / sample ${cell.sample}${text}`);
    if (!modelIds.has(cell.modelId)) throw fault(': the study has no model of this id');
    if (!results.languages.includes(language))
      throw fault(`: language ${language} is not one of the study's`);
    if (!results.stages.includes(stage)) throw fault(': the study has no such stage');
    const known = problems.get(problemUid);
    const unknown = known?.categories === cell.categories ? undefined : unknownCategory(cell);
    if (unknown !== undefined) throw fault(`: category "${unknown}" is not in the vocabulary`);
    if (isTwice(cell)) throw fault(' occurs twice');
    for (const preset in cell.measurements) {
      const measurement = cell.measurements[preset];
      if (measurement === undefined) continue;
      const wrong =
        cell.verdict === 'passed' ? wrongIn(measurement) : 'there, though the program did not pass';
      if (wrong !== null) throw fault(`: the measurement by ${preset} is ${wrong}`);
    }
    if (known === undefined) problems.set(problemUid, cell);
    else if (!sameFacts(cell, known))
      throw fault(`: the problem is ${factsOf(cell)} here and ${factsOf(known)} elsewhere`);
  }
}

function unknownCategory({ categories }: CellResult): string | undefined {
  return (categories as readonly string[]).find((category) => !VOCABULARY.has(category));
}

/** Says of one cell after the other whether it was there before. */
function repeated({ cells }: StudyResults): (cell: CellResult) => boolean {
  const places = new Map<string, number>();
  const samples = new Map<number, number>();
  const placeOf = <T>(known: Map<T, number>, value: T): number => {
    const place = known.get(value) ?? known.size;
    if (place === known.size) known.set(value, place);
    return place;
  };
  for (const { modelId, stage, problemUid, sample } of cells) {
    for (const name of [modelId, stage, problemUid]) placeOf(places, name);
    placeOf(samples, sample);
  }
  const seen = new Set<number>();
  return ({ modelId, stage, problemUid, sample }) => {
    let key = placeOf(samples, sample);
    for (const name of [modelId, stage, problemUid]) key = key * places.size + placeOf(places, name);
    const before = seen.size;
    return seen.add(key).size === before;
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
