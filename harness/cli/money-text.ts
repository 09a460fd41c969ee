import type { ActualCost } from '../study/money/actual-cost.js';

const GROUPED = new Intl.NumberFormat('en-US');
const CENTS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SMALL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

/** A whole number with its thousands apart. */
export function grouped(count: number): string {
  return GROUPED.format(count);
}

/** A sum in USD; null is `unknown`, never 0. What is below a cent has two digits. */
export function usdText(usd: number | null): string {
  if (usd === null) return 'unknown';
  return usd > 0 && usd < 0.01 ? SMALL.format(usd) : CENTS.format(usd);
}

/** What was paid for some answers; `~` where tokens are estimated, `+ ?` where a price is not known. */
export function costText({ answers, knownUsd, unpricedAnswers, estimatedAnswers }: ActualCost): string {
  if (answers === 0) return '-';
  if (unpricedAnswers === answers) return 'unknown';
  const estimated = estimatedAnswers > 0 ? '~' : '';
  return `${estimated}${usdText(knownUsd)}${unpricedAnswers > 0 ? ' + ?' : ''}`;
}

/** Notes on a sum: what it leaves out, and what it estimates. */
export function costNotes(cost: ActualCost): string[] {
  const { unpricedAnswers, estimatedAnswers, tries, triesUsd } = cost;
  return [
    ...(unpricedAnswers > 0 ? [`answers without a known price: ${grouped(unpricedAnswers)}`] : []),
    ...(estimatedAnswers > 0
      ? [`answers with tokens estimated by length: ${grouped(estimatedAnswers)}`]
      : []),
    ...(tries > 0
      ? [
          `tries without an answer that may have been paid for: ${grouped(tries)}, at ${usdText(triesUsd)} USD as estimated`,
        ]
      : []),
  ];
}
