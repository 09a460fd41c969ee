import { analyse } from '../../../../analysis/index.js';
import type { Analysis } from '../../../../analysis/index.js';
import type { StageCost, StudyResults } from '../../../../harness/study/results.js';
import { cell, HAND_MADE, measured, ratios, study } from '../fixture.js';
import { MEASURED } from '../fixture-measured.js';
import { synthetic } from '../fixture-synthetic.js';

const COSTS: readonly Omit<StageCost, 'stage' | 'dataset'>[] = [
  { modelId: 'm0', answers: 24, unpriced: 0, usd: 0.012 },
  { modelId: 'm1', answers: 24, unpriced: 0, usd: 0.24 },
  { modelId: 'm2', answers: 24, unpriced: 1, usd: 0.1 },
];

/** Three models of clearly different strength, two languages, two stages, twelve tasks; the costs of m2 are not all known. */
export const STRONG_AND_WEAK: StudyResults = study(
  synthetic(
    { models: 3, tasks: 12, languages: ['python', 'rust'], stages: ['generate', 'refine'] },
    ({ model }) => [0, 0.6, 1][model] ?? 0,
    ({ task, model }) => 2 ** ((task % 5) - 3 + model / 2),
  ),
  {
    costs: (['generate', 'refine'] as const).flatMap((stage) =>
      COSTS.map((cost) => ({ ...cost, stage, dataset: 'hand' })),
    ),
  },
);

/** The name of its one model would be markup, were it not escaped. */
export const HOSTILE_NAME = '<b>&"\'|*_`';
export const HOSTILE: StudyResults = study([cell('m', 'hand:P1', measured(ratios(2)))], {
  models: [{ id: 'm', name: HOSTILE_NAME, scripted: false }],
});

/** By name; what the golden files and the structural tests are about. */
export const ANALYSES: Readonly<Record<string, Analysis>> = {
  'hand-made': analyse(HAND_MADE),
  measured: analyse(MEASURED),
  'strong-and-weak': analyse(STRONG_AND_WEAK),
};
