import type { AnyProblem } from '../../datasets/any-problem.js';
import type { ModelSpec } from '../models/contract.js';
import type { Prompts } from '../stages/prompt.js';
import { programHash } from '../store/runs.js';
import { answerIdentity, type AnswerIdentity } from './keys.js';
import { studied } from './problem-kinds/index.js';
import type { Stage } from './results.js';
import type { StudySpec } from './spec.js';

/** One answer to get, judge and write down. */
export interface PlannedCell {
  readonly model: ModelSpec;
  readonly problem: AnyProblem;
  readonly stage: Stage;
  readonly sample: number;
  /** The program that goes in (fix: the buggy one, refine: the canonical one); null for generate. */
  readonly input: string | null;
  /** What a fixer is told went wrong with it; no study tells. */
  readonly failure?: string | null;
  /** Where it is asked in other words than a study's. */
  readonly prompts?: Prompts | undefined;
  readonly answer: AnswerIdentity;
}

/**
 * All cells of a study, problem by problem, so that all models have been asked about a problem before the next one is
 * begun: a study that is stopped early still compares its models on the same problems.
 */
export function planCells(
  spec: StudySpec,
  problems: readonly AnyProblem[],
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
    readonly problems: readonly AnyProblem[];
    readonly models: readonly ModelSpec[];
    readonly cells: PlannedCell[];
  }
>();

function allCells(
  spec: StudySpec,
  problems: readonly AnyProblem[],
  models: readonly ModelSpec[],
): PlannedCell[] {
  const chosen = problems.filter(
    ({ language, number }) => spec.languages.includes(language) && (spec.problems?.includes(number) ?? true),
  );
  return chosen.flatMap((problem) =>
    spec.stages.flatMap((stage) => {
      const input = studied(problem).inputProgram(stage);
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
