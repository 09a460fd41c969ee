import { UserError } from '../errors.js';
import { openLiveModels } from '../evaluation/open-models.js';
import type { SolverInput } from '../evaluation/solver.js';
import { OPEN_PURSE } from '../study/money/spending.js';
import { priceOf } from '../study/money/price.js';
import { namesOf, refuseBudgetOf } from '../study/money/unknown-prices.js';
import type { StudyInput } from '../study/run.js';
import { countOption, modelFilesOption, textOption } from './common-options.js';
import { acceptUnknownPricesOption, parseUsd } from './money-options.js';
import { note } from './output.js';
import { acceptPrices } from './unknown-prices.js';

/** Whether models are asked for what the database has no answer of. */
export const askingOptions = {
  ask: {
    type: 'boolean',
    default: false,
    describe:
      'Ask the models for answers that the database does not have; without it such steps are left out',
  },
  models: modelFilesOption,
  'ask-lanes': {
    ...countOption('ask-lanes', 1, 'Questions under way at a time, per provider'),
    default: 8,
  },
  'budget-usd': textOption('budget-usd', 'What the questions of this run may cost, in USD'),
  'accept-unknown-prices': acceptUnknownPricesOption,
} as const;

export interface AskingChoice {
  readonly ask: boolean;
  readonly models: readonly string[];
  readonly 'ask-lanes': number;
  readonly 'budget-usd'?: string | undefined;
  readonly 'accept-unknown-prices': boolean;
}

export interface OpenAsking {
  readonly input: Pick<SolverInput, 'sources' | 'providers' | 'live' | 'purse'>;
  /** Questions at a time; 1 where nobody is asked. */
  readonly askLanes: number;
  /** Where answers come from, for people. */
  readonly note: string;
}

/**
 * Ways to ask the models of a study, where that is wanted. Throws `UserError` for options that need `--ask`, where nobody can be
 * asked, and for prices that are not known and were not accepted.
 */
export async function openAsking(
  study: Pick<StudyInput, 'models' | 'providers'>,
  choice: AskingChoice,
): Promise<OpenAsking> {
  const { ask, models: files, 'budget-usd': usd } = choice;
  if (!ask) {
    const stray = usd !== undefined ? '--budget-usd' : files.length > 0 ? '--models' : null;
    if (stray !== null) throw new UserError(`${stray}: nobody is asked: give it with --ask`);
    const input = { sources: new Map(), providers: new Map() };
    return { input, askLanes: 1, note: 'stored answers only' };
  }
  const { asked, sources, providers, live, notes } = await openLiveModels(study, files);
  notes.forEach(note);
  const unpriced = asked.filter((model) => priceOf(model) === null);
  if (usd !== undefined) refuseBudgetOf(unpriced);
  await acceptPrices(unpriced, choice['accept-unknown-prices']);
  const limits = usd === undefined ? OPEN_PURSE.limits : { usd: parseUsd('--budget-usd', usd), models: {} };
  return {
    input: { sources, providers, live, purse: { ...OPEN_PURSE, limits } },
    askLanes: choice['ask-lanes'],
    note: `asked live where no answer was stored: ${namesOf(asked)}`,
  };
}
