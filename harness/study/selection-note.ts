import type { TaskSelection } from '../../datasets/task-selection.js';

/** What a selection came to, in one line. */
export function selectionNote(selection: TaskSelection): string {
  const { rule, version, dataset, wanted, of, tasks, hash, leftOut } = selection;
  const fewer = tasks.length < wanted ? ` (fewer than the ${wanted} that it takes: these are all)` : '';
  return (
    `selection ${rule}, version ${version}, our own decision [D] and not the list of any paper: ${tasks.length} of ${of} tasks of ${dataset}${fewer}; ` +
    `left out: ${leftOut.notInAllLanguages} not set in all five languages, ${leftOut.tooFewTests} with too few tests, ` +
    `${leftOut.behind} behind the last; SHA-256 of the list: ${hash}`
  );
}
