import type { Problem } from '../../datasets/problem.js';
import { languageModule } from '../languages/index.js';
import type { ModelSpec } from '../models/contract.js';
import { programHash } from '../store/runs.js';
import { answerIdentity, type AnswerIdentity } from './keys.js';
import type { Stage } from './results.js';
import type { StudySpec } from './spec.js';

/** One answer to get, judge and write down. */
export interface PlannedCell {
  readonly model: ModelSpec;
  readonly problem: Problem;
  readonly stage: Stage;
  readonly sample: number;
  /** The program that goes in (fix: the buggy one, refine: the canonical one); null for generate. */
  readonly input: string | null;
  readonly answer: AnswerIdentity;
}

/**
 * All cells of a study, problem by problem, so that all models have been asked about a problem before the next one is
 * begun: a study that is stopped early still compares its models on the same problems.
 */
export function planCells(
  spec: StudySpec,
  problems: readonly Problem[],
  models: readonly ModelSpec[],
): PlannedCell[] {
  const known = plans.get(spec);
  if (known?.problems === problems && known.models === models) return known.cells;
  const cells = allCells(spec, problems, models);
  plans.set(spec, { problems, models, cells });
  return cells;
}

/** A study is looked at several times before it runs, and hashing every question of a large one takes a second. */
const plans = new WeakMap<
  StudySpec,
  {
    readonly problems: readonly Problem[];
    readonly models: readonly ModelSpec[];
    readonly cells: PlannedCell[];
  }
>();

function allCells(
  spec: StudySpec,
  problems: readonly Problem[],
  models: readonly ModelSpec[],
): PlannedCell[] {
  const chosen = problems.filter(
    ({ language, number }) => spec.languages.includes(language) && (spec.problems?.includes(number) ?? true),
  );
  return chosen.flatMap((problem) =>
    spec.stages.flatMap((stage) => {
      const input = inputProgram(problem, stage);
      if (input === undefined) return [];
      const inputProgramHash = input === null ? null : programHash(problem.language, input);
      return models.flatMap((model) =>
        Array.from({ length: spec.samples }, (_, index) => {
          const sample = index + 1;
          const question = { model, parameters: spec.parameters, problem, stage, inputProgramHash, sample };
          return { model, problem, stage, sample, input, answer: answerIdentity(question) };
        }),
      );
    }),
  );
}

/** The program that a stage starts from; null where it starts from none, undefined where the dataset has none. */
export function inputProgram(problem: Problem, stage: Stage): string | null | undefined {
  if (stage === 'generate') return null;
  const body = stage === 'fix' ? problem.buggyBody : problem.canonicalBody;
  return body === null ? undefined : languageModule(problem.language).programOf(problem, body);
}
