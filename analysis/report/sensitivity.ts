import { formatValue } from '../export/format.js';
import type { Sensitivity } from '../sensitivity.js';
import { list, paragraph, tablesOf, type Material, type Section } from './document.js';

/** What the rankings owe to the weights. */
export function sensitivitySection(material: Material): Section {
  const { analysis } = material;
  const whole = analysis.sensitivity.filter(({ language }) => language === 'all');
  return {
    id: 'sensitivity',
    title: 'What the rankings owe to the weights',
    blocks:
      analysis.sensitivity.length === 0
        ? [paragraph(`The method ${analysis.method} knows no weights.`)]
        : [
            paragraph(
              `Weights are somebody's choice. Each ranking was made again under ${analysis.resamples} weight vectors, drawn evenly from all that ` +
                'there are. Over all languages:',
            ),
            ...list(whole.map(sentence)),
            ...tablesOf(material, 'sensitivity'),
          ],
  };
}

function sentence({ stage, draws, models, tau }: Sensitivity): string {
  const [first] = models;
  if (first === undefined) return `${stage}: no model is ranked.`;
  if (draws === 0) return `${stage}: one criterion alone is left, so weights change nothing.`;
  const best = models.reduce(
    (most, own) => ((own.firstShare ?? 0) > (most.firstShare ?? 0) ? own : most),
    first,
  );
  const share = `${first.modelId}, first by the study's weights, is first under ${formatValue(first.firstShare, 'percent')} of them`;
  const other = best === first ? '' : `, ${best.modelId} under ${formatValue(best.firstShare, 'percent')}`;
  const order =
    tau === null
      ? ''
      : `; the orders agree by a mean Kendall's tau-b of ${formatValue(tau.mean, 'score')} (1 is the same order), ${formatValue(tau.least, 'score')} at the least`;
  return `${stage}: ${share}${other}${order}.`;
}
