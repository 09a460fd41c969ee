import { isProgramProblem } from '../../../datasets/any-problem.js';
import { groupBy } from '../../group-by.js';
import type { ModelSpec } from '../../models/contract.js';
import type { Store } from '../../store/index.js';
import { promptOf } from '../asking.js';
import { followedCells, ownStagesOf, type Followed } from '../own-programs.js';
import { planCells, type PlannedCell } from '../plan.js';
import { STAGES, type Stage } from '../results.js';
import type { StudyInput } from '../run.js';
import { studyHash } from '../spec.js';
import { ANSWER_CHARACTERS_A_TOKEN, COMPLETION_TOKENS } from './assumptions.js';
import { costOf, priceOf, type Price } from './price.js';
import { TokenHabits, type Basis } from './token-habits.js';

/** What the cells of one model that are still to be asked are thought to use and to cost. */
export interface ModelEstimate {
  readonly modelId: string;
  /** Planned cells, with as many as can follow from generated whole programs. */
  readonly cells: number;
  /** Of these: at most so many start from a program whose verdict is not known yet. */
  readonly mayFollow: number;
  /** Those whose answer is in the database. */
  readonly answered: number;
  /** Those that will be asked: none of a model whose answers are imported. */
  readonly toAsk: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Null: nobody knows. */
  readonly price: Price | null;
  readonly inputUsd: number | null;
  readonly outputUsd: number | null;
  readonly usd: number | null;
  /** What a budget counts of its cells as spent before. */
  readonly spentUsd: number;
  /** What the tokens rest on; null where nothing is asked. */
  readonly promptBasis: Basis | null;
  /** By stage; null where nothing is asked in it. */
  readonly completionBasis: Readonly<Record<Stage, Basis | null>>;
}

export interface MoneyEstimate {
  readonly models: readonly ModelEstimate[];
  readonly cells: number;
  readonly mayFollow: number;
  readonly answered: number;
  readonly toAsk: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the models whose price is known. */
  readonly usd: number;
  /** Models to be asked whose price nobody knows. */
  readonly unpriced: readonly string[];
  readonly spentUsd: number;
}

/** Stand in for a program that was not generated yet, and for a profile that was not measured yet: figures have three digits. */
const SOME_PROGRAM = 'x'.repeat(COMPLETION_TOKENS.generate * ANSWER_CHARACTERS_A_TOKEN);
const SOME_PROFILE = { cpuNs: 12_300_000, maxRssBytes: 12.3 * 2 ** 20 };

type PlannedInput = Pick<StudyInput, 'spec' | 'problems' | 'models'>;

/** What it takes to ask the cells of a study that have no answer yet. Asks nobody, and writes nothing to the store. */
export function estimateMoney(input: PlannedInput, store: Store): MoneyEstimate {
  const cells = planCells(input.spec, input.problems, input.models);
  const answered = store.seen.answered(cells.map(({ answer }) => answer.key));
  const habits = new TokenHabits(store.seen.tokens());
  const characters = new PromptLengths(store);
  const spent = store.charges.spentOn(studyHash(input.spec));
  const byModel = groupBy(cells, ({ model }) => model.id);
  const followed = groupBy(
    followedCells(input.spec, cells, store).filter(({ state }) => state !== 'none'),
    ({ cell }) => cell.model.id,
  );
  const models = input.models.map((model) => {
    const own = byModel.get(model.id) ?? [];
    const open = own.filter(({ answer }) => !answered.has(answer.key));
    const following = followed.get(model.id) ?? [];
    const unasked = following.filter(({ state }) => state === undefined || state === 'open');
    const stage = dearestStage(input.spec.stages, model, habits);
    const toAsk =
      model.source.kind === 'recorded' ? [] : [...open, ...unasked.map((next) => questionAfter(next, stage))];
    return {
      ...estimateModel(model, toAsk, habits, characters),
      cells: own.length + following.length,
      mayFollow: following.filter(({ state }) => state === undefined).length,
      answered: own.length - open.length + following.length - unasked.length,
      spentUsd: spent.get(model.id) ?? 0,
    };
  });
  const sum = (value: (model: ModelEstimate) => number) =>
    models.reduce((all, model) => all + value(model), 0);
  return {
    models,
    cells: sum((model) => model.cells),
    mayFollow: sum((model) => model.mayFollow),
    answered: sum((model) => model.answered),
    toAsk: sum((model) => model.toAsk),
    promptTokens: sum((model) => model.promptTokens),
    completionTokens: sum((model) => model.completionTokens),
    usd: sum((model) => model.usd ?? 0),
    unpriced: models.flatMap(({ modelId, toAsk, usd }) => (toAsk > 0 && usd === null ? [modelId] : [])),
    spentUsd: sum((model) => model.spentUsd),
  };
}

/** Of fix and refine, as far as the study has them, the one with the longer answers: which one follows depends on a verdict. */
function dearestStage(stages: readonly Stage[], model: ModelSpec, habits: TokenHabits): Stage {
  const tokens = (stage: Stage): number => habits.completion(model.id, stage).tokens;
  return ownStagesOf(stages).reduce<Stage>(
    (dearest, stage) => (dearest === 'generate' || tokens(stage) > tokens(dearest) ? stage : dearest),
    'generate',
  );
}

/** The question that follows from a generated program, about some program in its place. */
function questionAfter({ cell }: Followed, stage: Stage): PlannedCell {
  return { ...cell, stage, input: SOME_PROGRAM };
}

function estimateModel(
  model: ModelSpec,
  toAsk: readonly PlannedCell[],
  habits: TokenHabits,
  lengths: PromptLengths,
): Omit<ModelEstimate, 'cells' | 'mayFollow' | 'answered' | 'spentUsd'> {
  const characters = toAsk.reduce((sum, cell) => sum + lengths.of(cell), 0);
  const prompt = habits.prompt(model.id, characters);
  const completions = STAGES.map((stage) => {
    const cells = toAsk.filter((cell) => cell.stage === stage).length;
    const { tokens, basis } = habits.completion(model.id, stage);
    return { stage, tokens: cells * tokens, basis: cells === 0 ? null : basis };
  });
  const tokens = {
    promptTokens: Math.round(prompt.tokens),
    completionTokens: Math.round(completions.reduce((sum, { tokens }) => sum + tokens, 0)),
  };
  const price = priceOf(model);
  return {
    modelId: model.id,
    toAsk: toAsk.length,
    ...tokens,
    price,
    ...(price === null ? { inputUsd: null, outputUsd: null, usd: null } : costOf(price, tokens)),
    promptBasis: toAsk.length === 0 ? null : prompt.basis,
    completionBasis: Object.fromEntries(completions.map(({ stage, basis }) => [stage, basis])) as Record<
      Stage,
      Basis | null
    >,
  };
}

/** Lengths of prompts in characters, each rendered once: it is the same for all models. */
class PromptLengths {
  readonly #store: Store;
  readonly #known = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  of(cell: PlannedCell): number {
    const { stage, problem } = cell;
    const key = `${stage} ${problem.uid}`;
    let length = this.#known.get(key);
    if (length === undefined) {
      const isShown = stage === 'refine' && !isProgramProblem(problem);
      const shown = isShown ? (this.#store.runs.shownProfile(problem.uid, null) ?? SOME_PROFILE) : null;
      length = promptOf(cell, shown).length;
      this.#known.set(key, length);
    }
    return length;
  }
}
