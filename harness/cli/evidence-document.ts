import type { Analysis } from '../../analysis/index.js';

/** How sure the rankings are, as `rank --json` prints it, named field by field. See docs/json-output.md. */
export function evidenceDocument(analysis: Analysis) {
  const { comparisons, sensitivity, winners, interactions, routerGains, rankingSources } = analysis;
  return {
    comparisons: comparisons.map(({ language, stage, first, second, correctness, speed }) => ({
      language,
      stage,
      first,
      second,
      correctness: correctnessOf(correctness),
      speed: speedOf(speed),
    })),
    sensitivity: sensitivity.map(({ language, stage, draws, models, tau }) => ({
      language,
      stage,
      draws,
      models: models.map(({ modelId, rank, firstShare }) => ({ model: modelId, rank, firstShare })),
      tau: tau === null ? null : { mean: tau.mean, low5: tau.low, least: tau.least },
    })),
    winners: winners.map(
      ({ stage, by, contexts, single, sure, winners: different, sureWinners, mostFrequent }) => ({
        ...{ stage, by, contexts, single, sure },
        ...{ winners: different, sureWinners },
        mostFrequent:
          mostFrequent === null ? null : { model: mostFrequent.modelId, contexts: mostFrequent.contexts },
      }),
    ),
    interactions: interactions.map(({ by, stage, models, test }) => ({
      ...{ by, stage, models },
      test: test === null ? null : testOf(test),
    })),
    routerGains: routerGains.map(routerGainOf),
    rankingSources: rankingSources.map(({ language, stage, category, source, reason }) => ({
      ...{ language, stage, category, source, reason },
    })),
  };
}

type Bounds = { readonly low: number; readonly high: number } | null;

function bounds(interval: Bounds) {
  return { low95: interval?.low ?? null, high95: interval?.high ?? null };
}

type Comparison = Analysis['comparisons'][number];

function correctnessOf({ interval, holm, ...own }: Comparison['correctness']) {
  const { problems, tasks, firstAhead, secondAhead, difference, oddsRatio, p } = own;
  return {
    ...{ problems, tasks, firstAhead, secondAhead, difference, ...bounds(interval) },
    ...{ oddsRatio, p, pHolm: holm },
  };
}

function speedOf({ interval, holm, ...own }: Comparison['speed']) {
  const { problems, tasks, ratio, p, method, zeros, rankBiserial } = own;
  return {
    ...{ problems, tasks, ratio, ...bounds(interval) },
    ...{ p, pHolm: holm, method, zeros, rankBiserial },
  };
}

function testOf(test: NonNullable<Analysis['interactions'][number]['test']>) {
  const { p, permutations, units, contexts, deviation } = test;
  return { p, permutations, units, contexts, deviation };
}

type RouterGain = Analysis['routerGains'][number];

function routerGainOf({ inSample, crossValidated, ...own }: RouterGain) {
  const { stage, route, rule, outcome, problems, tasks, bestPerProblem } = own;
  return {
    ...{ stage, route, rule, outcome, problems, tasks },
    inSample: gainOf(inSample),
    crossValidated: crossValidated === null ? null : gainOf(crossValidated),
    bestPerProblem,
  };
}

function gainOf({ single, router, gain, interval }: RouterGain['inSample']) {
  return { single, router, gain, ...bounds(interval) };
}
