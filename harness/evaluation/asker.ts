import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { Problem } from '../../datasets/problem.js';
import type { Extraction } from '../languages/contract.js';
import type { ModelSpec } from '../models/contract.js';
import type { Parameters } from '../models/parameters.js';
import type { Asker, Reply, Request, Task, Words } from '../orchestrator/contract.js';
import type { Prompts } from '../stages/prompt.js';
import { programHash, type ShownProfile } from '../store/runs.js';
import type { Asked, Asking } from '../study/asking.js';
import { answerIdentity } from '../study/keys.js';
import { studied } from '../study/problem-kinds/index.js';
import { CATEGORY_PROMPTS, categoryQuestion } from './category-question.js';
import { costOf } from './cost.js';
import { problemOf } from './evaluator.js';

export interface AskerParts {
  readonly problems: ReadonlyMap<string, AnyProblem>;
  readonly models: ReadonlyMap<string, ModelSpec>;
  /** Who answers, by id, for models of which there are recorded answers only, where they have none. */
  readonly live?: ReadonlyMap<string, ModelSpec> | undefined;
  readonly asking: Asking;
  readonly parameters: Parameters;
  /** What a refiner is shown of the program that it starts from. */
  readonly profileOf: (problem: AnyProblem, program: string) => Promise<ShownProfile | null>;
  /** Stores the problem that a question after categories is. */
  readonly addQuestion: (problem: Problem) => void;
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
    const inputProgramHash = program === null ? null : programHash(problem.language, program);
    const askedOf = (model: ModelSpec): Promise<Asked> => {
      const put = { model, problem, stage, sample, failure, prompts };
      const answer = answerIdentity({ ...put, parameters, inputProgramHash });
      return asking.answered({ ...put, input: program, answer }, () => profileOf(problem, program ?? ''));
    };
    const recorded = this.#model(id);
    const live = this.#parts.live?.get(id);
    const first = await askedOf(recorded);
    const isLive = first.state === 'missing' && live !== undefined;
    const [model, asked] = isLive ? [live, await askedOf(live)] : [recorded, first];
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

  async askCategories(
    task: Task,
    id: string,
    vocabulary: readonly string[],
    attempt: number,
  ): Promise<Words> {
    const { asking, parameters, problems, addQuestion } = this.#parts;
    const problem = categoryQuestion(problemOf(problems, task), vocabulary, attempt);
    addQuestion(problem);
    const model = this.#model(id);
    const put = { model, problem, stage: 'generate', sample: 1, prompts: CATEGORY_PROMPTS } as const;
    const answer = answerIdentity({ ...put, parameters, inputProgramHash: null });
    const asked = await asking.answered({ ...put, input: null, answer }, () => Promise.resolve(null));
    if (asked.state === 'missing') return { state: 'unanswered', reason: asked.reason };
    const { state, raw } = asked.answer;
    return { state: 'said', text: state === 'answered' ? raw : '', cost: costOf(model, asked.answer) };
  }

  #model(id: string): ModelSpec {
    const model = this.#parts.models.get(id);
    if (model === undefined) throw new Error(`no model is called ${id}`);
    return model;
  }
}
