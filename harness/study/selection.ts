import type { AnyDataset } from '../../datasets/any-problem.js';
import { LANGUAGES } from '../../datasets/problem.js';
import { loadProgramDataset } from '../../datasets/program-datasets.js';
import { SELECTIONS, selectTasks, type TaskSelection } from '../../datasets/task-selection.js';
import { UserError } from '../errors.js';
import type { StudyFile, StudySpec } from './spec.js';

export interface SelectedDataset {
  readonly dataset: AnyDataset;
  readonly selection: TaskSelection;
}

/** The data set that a study's selection is of; null where it has none. Throws `UserError` where the study doesn't name it. */
export function selectedDataset({ path, spec }: StudyFile): string | null {
  if (spec.selection === undefined) return null;
  const { dataset } = SELECTIONS[spec.selection];
  if (!spec.datasets.includes(dataset))
    throw new UserError(`${path}: selection: ${spec.selection} is of ${dataset}: add it to datasets`);
  return dataset;
}

/**
 * Loads the data set of a study's selection and leaves of it the tasks that the rule takes. The rule looks at all five languages,
 * whatever the study's are. Throws `UserError` where it takes none.
 */
export async function loadSelected(
  rule: NonNullable<StudySpec['selection']>,
  { path, spec }: StudyFile,
): Promise<SelectedDataset> {
  const { dataset: id, leastTests } = SELECTIONS[rule];
  const whole = await loadProgramDataset(id, { languages: LANGUAGES });
  const selection = await selectTasks(rule, whole);
  if (selection.tasks.length === 0) {
    throw new UserError(
      `${path}: selection: none of the ${selection.of} tasks of ${id} can be set in all five languages and has ${leastTests} tests`,
    );
  }
  const taken = new Set(selection.tasks);
  const problems = whole.problems.filter(
    ({ task, language }) => taken.has(task) && spec.languages.includes(language),
  );
  return { dataset: { ...whole, problems, notSupported: [] }, selection };
}
