import type { BudgetLimits } from '../study/money/budget.js';
import type { ModelEstimate, MoneyEstimate } from '../study/money/estimate.js';
import type { MachineTime, Origin, WorkEstimate } from '../study/money/machine-time.js';
import { HOW_TO_PRICE } from '../study/money/unknown-prices.js';
import type { Basis } from '../study/money/token-habits.js';
import { STAGES } from '../study/results.js';
import { grouped, usdText } from './money-text.js';
import { textTable } from './text-table.js';

const BASES: Readonly<Record<Basis, string>> = {
  same_model: 'own answers here',
  other_models: "other models' answers here",
  assumed: 'assumed',
};
const ORIGINS: Readonly<Record<Origin, string>> = {
  database: 'as long as such programs took in this database',
  documentation: "by docs/money.md's figures, which are of another machine",
  both: "partly by this database, partly by docs/money.md's figures, which are of another machine",
};

/** What a run would take, for people. Every figure but the counts of cells is an estimate, and says what it rests on. */
export function estimateReport(
  money: MoneyEstimate,
  machine: MachineTime,
  { lanes, budget }: { readonly lanes: number; readonly budget: BudgetLimits },
): string {
  const head = [
    'model',
    'cells',
    'answered',
    'to ask',
    'prompt tokens',
    'completion tokens',
    'USD in',
    'USD out',
    'USD',
  ];
  const table = textTable([...head, 'rests on'], [...money.models.map(modelRow), totalRow(money)]);
  return [
    'Nothing was asked, run or stored. All figures but the counts of cells are estimates.',
    table,
    ...moneyNotes(money),
    ...budgetNotes(money, budget),
    ...machineNotes(machine, lanes),
  ].join('\n');
}

function modelRow(model: ModelEstimate): string[] {
  const { toAsk, cells, answered, promptTokens, completionTokens, inputUsd, outputUsd, usd } = model;
  const imported = cells - answered - toAsk;
  return [
    model.modelId,
    grouped(cells),
    grouped(answered),
    imported > 0 ? `${grouped(imported)} to import` : grouped(toAsk),
    ...(toAsk === 0
      ? ['0', '0', '0', '0', '0']
      : [
          grouped(promptTokens),
          grouped(completionTokens),
          usdText(inputUsd),
          usdText(outputUsd),
          usdText(usd),
        ]),
    basisOf(model),
  ];
}

function basisOf({ promptBasis, completionBasis }: ModelEstimate): string {
  const bases = [promptBasis, ...STAGES.map((stage) => completionBasis[stage])].filter(
    (basis) => basis !== null,
  );
  return [...new Set(bases)].map((basis) => BASES[basis]).join(', ');
}

function totalRow({
  models,
  cells,
  answered,
  toAsk,
  promptTokens,
  completionTokens,
  usd,
  unpriced,
}: MoneyEstimate) {
  const known = models.filter((model) => model.usd !== null);
  const sum = (field: 'inputUsd' | 'outputUsd') => known.reduce((all, model) => all + (model[field] ?? 0), 0);
  const more = unpriced.length > 0 ? ' + ?' : '';
  return [
    'all',
    ...[cells, answered, toAsk, promptTokens, completionTokens].map(grouped),
    ...[sum('inputUsd'), sum('outputUsd'), usd].map((value) => `${usdText(value)}${more}`),
    '',
  ];
}

function moneyNotes({ usd, unpriced, spentUsd, mayFollow }: MoneyEstimate): string[] {
  return [
    ...(mayFollow === 0
      ? []
      : [
          `Of the cells, ${grouped(mayFollow)} at most are fixes or refinements of whole programs that are not judged yet: one from each that gets a verdict.`,
        ]),
    `Cost: ${usdText(usd)} USD for what is to be asked; ${usdText(spentUsd)} USD were spent on this study's cells before.`,
    ...(unpriced.length > 0 ? [`Not in it, price unknown: ${unpriced.join(', ')}: ${HOW_TO_PRICE}.`] : []),
    'Prompts are counted in characters, as they will be sent (profiles in refine prompts aside, where none is measured yet),',
    'and divided by the characters a token that this database has seen, else by 3.8. Answers: the mean of those in this',
    'database, else an assumption; models that explain at length or think first use several times as many tokens.',
  ];
}

function budgetNotes({ models, usd, spentUsd }: MoneyEstimate, budget: BudgetLimits): string[] {
  const note = (whose: string, limit: number, spent: number, more: number): string => {
    const enough = spent + more < limit ? 'enough' : 'not enough, asking would stop,';
    return `Budget of ${whose}: ${usdText(limit)} USD, ${usdText(spent)} spent: ${enough} by this estimate.`;
  };
  return [
    ...(budget.usd === undefined ? [] : [note('the study', budget.usd, spentUsd, usd)]),
    ...models.flatMap(({ modelId, spentUsd: spent, usd: more }) => {
      const limit = budget.models[modelId];
      return limit === undefined ? [] : [note(modelId, limit, spent, more ?? 0)];
    }),
  ];
}

function machineNotes({ judging, measuring, hours, passShare }: MachineTime, lanes: number): string[] {
  const shares = Object.entries(passShare).map(([stage, share]) =>
    share === null ? `all of ${stage}` : `${(100 * share).toFixed(0)} % of ${stage}`,
  );
  return [
    `Machine: ${hours === null ? 'unknown' : hoursText(hours)} of judging and measuring, at most: as if no program were written twice.`,
    `  judging: ${workText(judging)}, ${lanes} at a time`,
    ...measuring.map(({ preset, ...work }) => `  measuring (${preset}): ${workText(work)}, one at a time`),
    ...(measuring.length > 0 ? [`  taken to pass: ${shares.join(', ')}`] : []),
  ];
}

function workText({ programs, hours, origin }: WorkEstimate): string {
  const count = `${grouped(programs)} programs`;
  if (hours === null) return `${count}, unknown how long`;
  return `${count}, ${hoursText(hours)}${origin === null ? '' : ` (${ORIGINS[origin]})`}`;
}

function hoursText(hours: number): string {
  return `${hours >= 100 ? hours.toFixed(0) : hours.toFixed(1)} h`;
}
