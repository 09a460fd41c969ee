import { CATEGORIES } from '../datasets/problem.js';
import { CANDIDATE_FLAGS } from '../harness/measure/flags.js';
import type { CellMeasurement, CellResult, StudyResults } from '../harness/study/results.js';
import { cellKey } from './cells.js';

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
  const seen = new Set<string>();
  const problems = new Map<string, string>();
  for (const cell of results.cells) {
    const place = `cell ${cell.modelId} / ${cell.stage} / ${cell.problemUid} / sample ${cell.sample}`;
    if (!modelIds.has(cell.modelId)) throw new Error(`${place}: the study has no model of this id`);
    if (!results.languages.includes(cell.language)) {
      throw new Error(`${place}: language ${cell.language} is not one of the study's`);
    }
    if (!results.stages.includes(cell.stage)) throw new Error(`${place}: the study has no such stage`);
    const categories: readonly string[] = cell.categories;
    const unknown = categories.find((category) => !VOCABULARY.has(category));
    if (unknown !== undefined) throw new Error(`${place}: category "${unknown}" is not in the vocabulary`);
    const key = `${cell.modelId}\0${cell.stage}\0${cellKey(cell)}`;
    if (seen.has(key)) throw new Error(`${place} occurs twice`);
    seen.add(key);
    const facts = factsOf(cell);
    const known = problems.get(cell.problemUid) ?? facts;
    for (const [preset, measurement] of Object.entries(cell.measurements)) {
      const wrong =
        cell.verdict === 'passed' ? wrongIn(measurement) : 'there, though the program did not pass';
      if (wrong !== null) throw new Error(`${place}: the measurement by ${preset} is ${wrong}`);
    }
    if (known !== facts) throw new Error(`${place}: the problem is ${facts} here and ${known} elsewhere`);
    problems.set(cell.problemUid, known);
  }
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
