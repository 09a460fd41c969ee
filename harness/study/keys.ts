import type { AnyProblem } from '../../datasets/any-problem.js';
import { canonicalJson, sha256 } from '../hash.js';
import type { ModelSpec } from '../models/contract.js';
import { sentParameters, type Parameters } from '../models/parameters.js';
import type { Prompts } from '../stages/prompt.js';
import { problemContentHash } from '../store/studies.js';
import { studied } from './problem-kinds/index.js';
import type { Stage } from './results.js';

export interface AnswerIdentity {
  readonly key: string;
  readonly identityJson: string;
}

export interface AnswerQuestion {
  readonly model: ModelSpec;
  /** The study's; a model's own go before them. */
  readonly parameters: Parameters;
  readonly problem: AnyProblem;
  readonly stage: Stage;
  /** Hash of the program that goes in (fix, refine); null for generate. */
  readonly inputProgramHash: string | null;
  readonly sample: number;
  /** What a fixer is told went wrong with the program; absent or null where it is told nothing. */
  readonly failure?: string | null;
  /** Where it is put in other words than a study's. */
  readonly prompts?: Prompts | undefined;
}

/**
 * Identity of an answer: what was asked and of whom. No measurement and no toolchain is part of it, so that nothing
 * but another question is ever paid for again. Of a recorded model nobody knows what it was asked.
 */
export function answerIdentity(question: AnswerQuestion): AnswerIdentity {
  const { model, problem, stage } = question;
  const recorded = model.source.kind === 'recorded';
  const failure = question.failure ?? null;
  const identityJson = canonicalJson({
    model: model.id,
    api: model.source.kind === 'openai' ? model.source.apiName : 'recorded',
    // Only where it is not chat: answers of before there was a choice keep their keys.
    endpoint:
      model.source.kind === 'openai' && model.source.endpoint === 'completion' ? 'completion' : undefined,
    parameters: recorded ? null : sentParameters(model, question.parameters, question.sample),
    template: recorded ? null : studied(problem, question.prompts).templateHash(stage, failure !== null),
    problem: problem.uid,
    content: recorded ? null : problemContentHash(problem),
    language: problem.language,
    stage,
    input: question.inputProgramHash,
    failure: failure === null ? undefined : sha256(failure),
    sample: question.sample,
  });
  return { key: sha256(identityJson), identityJson };
}
