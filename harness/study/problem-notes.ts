import { isProgramProblem } from '../../datasets/any-problem.js';
import { groupBy } from '../group-by.js';
import { languageModule } from '../languages/index.js';
import type { StudyInput } from './run.js';

/** What a study leaves out of its problems, and why: a line for each reason. */
export function problemNotes({
  spec,
  problems,
  notSupported = [],
}: Pick<StudyInput, 'spec' | 'problems' | 'notSupported'>): string[] {
  const lacking = groupBy(
    notSupported,
    ({ language, reason }) => `${languageModule(language).label}: ${reason}`,
  );
  const programs = new Set(problems.filter(isProgramProblem).map(({ dataset }) => dataset));
  const names = [...programs].join(', ');
  const others = spec.stages.filter((stage) => stage !== 'generate');
  return [
    ...[...lacking].map(([reason, tasks]) => `not supported: ${tasks.length} tasks in ${reason}`),
    ...(names !== '' && others.length > 0
      ? [`${names}: whole programs are generated; no ${others.join(', no ')}`]
      : []),
    ...(names !== '' && spec.measure.presets.length > 0
      ? [`${names}: whole programs are judged, but not measured: they have no runtime in any figure`]
      : []),
  ];
}
