import { formatValue } from '../export/format.js';
import { FOLDS, type Interaction, type RouterGain } from '../heterogeneity/index.js';
import { MIN_TASKS } from '../uncertainty.js';
import { counted } from '../wording.js';
import { LEVEL } from './level.js';
import { list, paragraph, tablesOf, type Material, type Section } from './document.js';

/** Whether different cases have different best models, and what that is worth. */
export function heterogeneitySection(material: Material): Section {
  const { interactions, routerGains } = material.analysis;
  const tested = interactions.filter(({ test }) => test !== null);
  const routers = routerGains.filter(({ rule }) => rule === 'outcome');
  return {
    id: 'heterogeneity',
    title: 'Do different cases have different best models?',
    blocks: [
      paragraph(
        'That different models are first in different cells comes by chance, too. Permutation tests ask whether models do differently well ' +
          `in different languages, categories and stages (${counted(tested.length, 'test')}, p not corrected for their number); a test that ` +
          'finds nothing does not show that there is nothing.',
      ),
      ...list(interactions.map(interactionSentence)),
      ...(routers.length === 0
        ? []
        : [
            paragraph(
              `What it is worth: a router that takes the model with the best outcome in its language or category, chosen on ${FOLDS - 1} of ` +
                `${FOLDS} folds of the tasks and judged on the other one, beside the one best model, chosen likewise.`,
            ),
          ]),
      ...list(routers.map(routerSentence)),
      ...tablesOf(material, 'winner-counts', 'interactions', 'router-gain'),
    ],
  };
}

function interactionSentence({ by, stage, test }: Interaction): string {
  const what = stage === null ? `by ${by}` : `${stage}, by ${by}`;
  if (test === null) return `${what}: could not be tested.`;
  const { p, contexts, units, deviation } = test;
  const found =
    p <= LEVEL ? 'a sign that models do differently well' : 'no sign that models do differently well';
  return (
    `${what}: ${found} (p = ${Number(p.toPrecision(2))}, ${contexts} contexts, ${counted(units, 'unit')}; a model is off by ` +
    `${(deviation * 100).toFixed(2)} points, root mean square, part of it chance).`
  );
}

function routerSentence({ stage, route, outcome, crossValidated }: RouterGain): string {
  const what = `${stage}, router by ${route}`;
  if (crossValidated === null) return `${what}: too few tasks for ${FOLDS} folds.`;
  const { gain, interval } = crossValidated;
  const unit = outcome === 'pass_rate' ? 'in pass rate' : 'in the logarithm of the speed-up';
  const size = `${formatValue(gain, 'score')} ${unit}`;
  if (interval === null)
    return `${what}: ${size}; with fewer than ${MIN_TASKS} tasks nothing is known of how sure that is.`;
  const { low, high } = interval;
  const meaning = low > 0 ? 'a gain' : high < 0 ? 'a loss' : 'neither a gain nor a loss is shown';
  return `${what}: ${size} (95 % ${formatValue(low, 'score')} to ${formatValue(high, 'score')}): ${meaning}.`;
}
