import { UserError } from '../errors.js';
import type { BudgetLimits } from '../study/money/budget.js';
import { repeatedOption, textOption } from './common-options.js';

export const dryRunOption = {
  type: 'boolean',
  default: false,
  describe: 'Ask and run nothing: show cells, tokens, cost and machine hours as estimated',
} as const;

export const budgetOption = textOption('budget-usd', 'What all cells of the study may cost, in USD');

export const modelBudgetOption = repeatedOption('What one model may cost, as MODEL=USD; may be repeated');

export const acceptUnknownPricesOption = {
  type: 'boolean',
  default: false,
  describe: 'Ask models whose price is not known without a question',
} as const;

/** Limits from the command line. Throws `UserError` for what is no sum of money. */
export function parseLimits(usd: string | undefined, models: readonly string[]): BudgetLimits {
  return {
    usd: usd === undefined ? undefined : parseUsd('--budget-usd', usd),
    models: Object.fromEntries(
      models.map((text) => {
        const [, id, sum] = /^([^=]+)=(.*)$/.exec(text) ?? [];
        if (id === undefined || sum === undefined)
          throw new UserError(`--budget-model: got "${text}": give it as MODEL=USD, as in grok-3=2.50`);
        return [id, parseUsd(`--budget-model ${id}`, sum)];
      }),
    ),
  };
}

/** A sum of money from an option's text. Throws `UserError` that names the option. */
export function parseUsd(option: string, text: string): number {
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  throw new UserError(`${option}: got "${text}": give a sum in USD, such as 2.50`);
}
