import { isProgramProblem } from '../../datasets/any-problem.js';
import type { ProgramProblem } from '../../datasets/program-problem.js';
import { groupBy } from '../group-by.js';
import { languageModule } from '../languages/index.js';
import { presetOf } from '../measure/presets.js';
import { isMeasuredBy } from './measuring-subjects.js';
import { ownStagesOf } from './own-programs.js';
import type { Stage } from './results.js';
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
  return [
    ...(selection === undefined ? [] : [selectionNote(selection)]),
    ...[...lacking].map(([reason, tasks]) => `not supported: ${tasks.length} tasks in ${reason}`),
    ...(names === '' ? [] : ownProgramsNote(names, spec.stages)),
    ...spec.measure.presets
      .filter((id) => programs.some((problem) => !isMeasuredBy(problem, presetOf(id))))
      .map((id) => `${names}: whole programs are not measured by the preset ${id}`),
    ...(spec.measure.presets.length > 0 ? withoutReference(programs, spec.stages) : []),
  ];
}

const STARTS = {
  fix: 'fix starts from whole programs that failed',
  refine: 'refine starts from whole programs that passed',
} as const;

/** What fix and refine are of whole programs, whose datasets have none to start from. */
function ownProgramsNote(names: string, stages: readonly Stage[]): string[] {
  const own = ownStagesOf(stages);
  if (own.length === 0) return [];
  if (!stages.includes('generate'))
    return [
      `${names}: ${own.join(' and ')} ${own.length === 1 ? 'starts' : 'start'} from generated whole programs, and the study generates none`,
    ];
  return [`${names}: ${own.map((stage) => STARTS[stage]).join(', ')}, each the model's own; reported apart`];
}

function withoutReference(programs: readonly ProgramProblem[], stages: readonly Stage[]): string[] {
  const without = groupBy(
    programs.filter(({ canonical }) => canonical === null),
    ({ language }) => languageModule(language).label,
  );
  const refined = stages.includes('refine')
    ? '; refined ones are measured beside what they were made of'
    : '';
  return [...without].map(
    ([language, tasks]) =>
      `${language}: ${tasks.length} whole programs have no canonical solution to be measured beside, so no runtime${refined}`,
  );
}
