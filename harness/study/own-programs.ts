import { isProgramProblem } from '../../datasets/any-problem.js';
import type { GeneratedProgram } from '../store/own-programs.js';
import type { Store } from '../store/index.js';
import { programHash } from '../store/runs.js';
import { answerIdentity } from './keys.js';
import type { PlannedCell } from './plan.js';
import type { Stage } from './results.js';
import { studyHash, type StudySpec } from './spec.js';
import { cellKey } from './write-plan.js';

type OwnStage = 'fix' | 'refine';
type Wishes = Pick<StudySpec, 'stages' | 'parameters'>;

/** The stage that a generated whole program is put to by its verdict: never both. */
export function ownStageOf(verdict: string): OwnStage {
  return verdict === 'passed' ? 'refine' : 'fix';
}

/** Whether cells may follow from a planned one: from generated whole programs only, as their datasets have none to start from. */
export function mayBeFollowed({ stages }: Pick<StudySpec, 'stages'>, cell: PlannedCell): boolean {
  return cell.stage === 'generate' && isProgramProblem(cell.problem) && ownStagesOf(stages).length > 0;
}

export function ownStagesOf(stages: readonly Stage[]): OwnStage[] {
  return (['fix', 'refine'] as const).filter((stage) => stages.includes(stage));
}

/**
 * The one question that follows from a generated whole program and its verdict: the model fixes its program where it failed,
 * and refines it where it passed. Null where the study doesn't ask for that stage.
 */
export function ownProgramCell(
  { stages, parameters }: Wishes,
  cell: PlannedCell,
  program: string,
  verdict: string,
): PlannedCell | null {
  const stage = ownStageOf(verdict);
  if (!stages.includes(stage) || cell.stage !== 'generate' || !isProgramProblem(cell.problem)) return null;
  const { model, problem, sample } = cell;
  const inputProgramHash = programHash(problem.language, program);
  const answer = answerIdentity({ model, parameters, problem, stage, inputProgramHash, sample });
  return { model, problem, stage, sample, input: program, answer };
}

/** Writes down what follows from a generated program, which is stored with its verdict by then. */
export function planOwnProgram(
  spec: StudySpec,
  store: Store,
  cell: PlannedCell,
  program: string,
  verdict: string,
): PlannedCell | null {
  const next = ownProgramCell(spec, cell, program, verdict);
  if (next !== null) {
    const input = programHash(cell.problem.language, program);
    store.ownPrograms.plan(cellKey(studyHash(spec), next), next.answer.key, input);
  }
  return next;
}

/** A planned cell from which something may follow, with what is known of that. */
export interface Followed {
  readonly cell: PlannedCell;
  /** `none`: nothing follows from it. Undefined: it has no verdict yet. */
  readonly state: 'none' | 'open' | 'answered' | 'failed' | 'passed' | undefined;
}

/** What may follow from the cells of a study: at most one from each. */
export function followedCells(spec: StudySpec, cells: readonly PlannedCell[], store: Store): Followed[] {
  const own = cells.filter((cell) => mayBeFollowed(spec, cell));
  if (own.length === 0) return [];
  const name = (model: string, problem: string, sample: number): string => `${model} ${sample} ${problem}`;
  const known = new Map(
    store.ownPrograms
      .generated(studyHash(spec))
      .map((found) => [name(found.modelId, found.problemUid, found.sample), stateOf(found)]),
  );
  return own.map((cell) => ({
    cell,
    state: known.get(name(cell.model.id, cell.problem.uid, cell.sample)),
  }));
}

function stateOf({
  stage,
  isAnswered,
  isDecided,
  isPassed,
}: GeneratedProgram): NonNullable<Followed['state']> {
  if (stage === null) return 'none';
  if (isDecided === 1) return isPassed === 1 ? 'passed' : 'failed';
  return isAnswered === 1 ? 'answered' : 'open';
}
