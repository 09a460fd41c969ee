import { isProgramProblem } from '../../datasets/any-problem.js';
import type { ProgramProblem } from '../../datasets/program-problem.js';
import { groupBy } from '../group-by.js';
import { languageModule } from '../languages/index.js';
import { presetOf } from '../measure/presets.js';
import { isMeasuredBy } from './measuring-subjects.js';
import type { StudyInput } from './run.js';
import { selectionNote } from './selection-note.js';

/** What a study leaves out of its problems, and why: a line for each reason. */
export function problemNotes({
  spec,
  problems,
  notSupported = [],
  selection,
}: Pick<StudyInput, 'spec' | 'problems' | 'notSupported' | 'selection'>): string[] {
  const lacking = groupBy(
    notSupported,
    ({ language, reason }) => `${languageModule(language).label}: ${reason}`,
  );
  const programs = problems.filter(isProgramProblem);
  const names = [...new Set(programs.map(({ dataset }) => dataset))].join(', ');
  const others = spec.stages.filter((stage) => stage !== 'generate');
  return [
    ...(selection === undefined ? [] : [selectionNote(selection)]),
    ...[...lacking].map(([reason, tasks]) => `not supported: ${tasks.length} tasks in ${reason}`),
    ...(names !== '' && others.length > 0
      ? [`${names}: whole programs are generated; no ${others.join(', no ')}`]
      : []),
    ...spec.measure.presets
      .filter((id) => programs.some((problem) => !isMeasuredBy(problem, presetOf(id))))
      .map((id) => `${names}: whole programs are not measured by the preset ${id}`),
    ...(spec.measure.presets.length > 0 ? withoutReference(programs) : []),
  ];
}

function withoutReference(programs: readonly ProgramProblem[]): string[] {
  const without = groupBy(
    programs.filter(({ canonical }) => canonical === null),
    ({ language }) => languageModule(language).label,
  );
  return [...without].map(
    ([language, tasks]) =>
      `${language}: ${tasks.length} whole programs have no canonical solution to be measured beside, so no runtime`,
  );
}
