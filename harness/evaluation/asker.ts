import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { Problem } from '../../datasets/problem.js';
import type { Extraction } from '../languages/contract.js';
import type { ModelSpec } from '../models/contract.js';
import type { Parameters } from '../models/parameters.js';
import type { Asker, Reply, Request, Words } from '../orchestrator/contract.js';
import type { Prompts } from '../stages/prompt.js';
import { programHash, type ShownProfile } from '../store/runs.js';
import type { Asking } from '../study/asking.js';
import { answerIdentity } from '../study/keys.js';
import { studied } from '../study/problem-kinds/index.js';
import { costOf } from './cost.js';
import { problemOf } from './evaluator.js';

export interface AskerParts {
  readonly problems: ReadonlyMap<string, AnyProblem>;
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly asking: Asking;
  readonly parameters: Parameters;
  /** What a refiner is shown of the program that it starts from. */
  readonly profileOf: (problem: AnyProblem, program: string) => Promise<ShownProfile | null>;
  /** Where questions are put in other words than a study's. */
  readonly prompts?: Prompts | undefined;
  /** Where answers to functions are read in another way than a study's. */
  readonly extract?: Extract | undefined;
}

export type Extract = (problem: Problem, answer: string) => Extraction;

/** Asks models as a study does: an answer that the store has to the same question is never asked for again. */
export class StoredAsker implements Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  async ask({ stage, task, model: id, sample, program, failure }: Request): Promise<Reply> {
    const { asking, parameters, profileOf, prompts, extract } = this.#parts;
    const problem = problemOf(this.#parts.problems, task);
    const model = this.#model(id);
    const inputProgramHash = program === null ? null : programHash(problem.language, program);
    const put = { model, problem, stage, sample, failure, prompts };
    const cell = {
      ...put,
      input: program,
      answer: answerIdentity({ ...put, parameters, inputProgramHash }),
    };
    const asked = await asking.answered(cell, () => profileOf(problem, program ?? ''));
    if (asked.state === 'missing') return { state: 'unanswered', reason: asked.reason };
    const cost = costOf(model, asked.answer);
    if (asked.answer.state !== 'answered') return { state: 'no_program', reason: asked.answer.state, cost };
    const { raw } = asked.answer;
    const extraction =
      extract === undefined || isProgramProblem(problem)
        ? studied(problem).extract(raw)
        : extract(problem, raw);
    return extraction.state === 'no_code'
      ? { state: 'no_program', reason: extraction.reason, cost }
      : { state: 'program', program: extraction.source, cost };
  }

  /** Every problem of a data set has its categories, or is known to have none. */
  askCategories(): Promise<Words | null> {
    return Promise.resolve(null);
  }

  #model(id: string): ModelSpec {
    const model = this.#parts.models.get(id);
    if (model === undefined) throw new Error(`no model is called ${id}`);
    return model;
  }
}
