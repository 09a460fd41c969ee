import type { Stage } from '../../harness/study/results.js';
import type { Analysis } from '../analysis.js';
import { firstOf, type First } from '../firsts.js';
import { formatValue } from '../export/format.js';
import type { ContextRanking } from '../ranking/index.js';
import { MIN_TASKS } from '../uncertainty.js';
import { counted, languageName, listed } from '../wording.js';
import { LEVEL } from './level.js';
import { list, paragraph, type Material, type Section } from './document.js';

/** Who is first in each stage, and how sure that is. */
export function summarySection({ analysis }: Material): Section {
  return {
    id: 'in-short',
    title: 'In short',
    blocks: [
      paragraph(
        `${counted(analysis.models.length, 'model')} in ${listed(analysis.languages.map(languageName))}, over all categories, ranked by ${analysis.method}:`,
      ),
      ...list(analysis.stages.map((stage) => stageSentence(analysis, stage))),
    ],
  };
}

function stageSentence(analysis: Analysis, stage: Stage): string {
  const index = analysis.contexts.findIndex(
    (context) => context.language === 'all' && context.category === 'all' && context.stage === stage,
  );
  const [ranking, uncertainty] = [analysis.contexts[index], analysis.uncertainty[index]];
  if (ranking === undefined || uncertainty === undefined) return `${stage}: nothing is planned.`;
  const first = firstOf(ranking, uncertainty);
  return `${stage}: ${firstSentence(ranking, first)}${pairedSentence(analysis, ranking, first)}`;
}

function firstSentence(ranking: ContextRanking, first: First): string {
  const over = `on ${ranking.common} of ${counted(ranking.planned, 'planned cell')} (${counted(ranking.commonProblems, 'problem')})`;
  if (first.state === 'no_data')
    return 'no model could be compared, as there is no cell that is complete for all.';
  if (first.state === 'none_passed') return `no model passed anything, ${over}.`;
  if (ranking.models.length === 1)
    return `${first.candidates.join()} alone has answers; pass@1 is ${rateOf(ranking, first.candidates[0])} ${over}.`;
  const firsts = first.candidates.slice(0, first.equal);
  const rates = firsts.map((id) => rateOf(ranking, id));
  const rate = new Set(rates).size === 1 ? (rates[0] ?? '') : listed(rates);
  const verb = firsts.length === 1 ? 'is first' : 'are equally first';
  return `${listed(firsts)} ${verb}, with pass@1 of ${rate}, ${over}${sureness(first)}`;
}

function sureness({ state, candidates, equal }: First): string {
  if (state === 'sure') return '; no other model could hold rank 1 (95 %).';
  if (state === 'unknown')
    return `; with fewer than ${MIN_TASKS} tasks nothing is known of how sure that is.`;
  const others = candidates.slice(equal);
  return others.length === 0
    ? '; that is not sure, as the ranks overlap (95 %).'
    : `; that is not sure: ${listed(others)} could hold rank 1, too (95 %).`;
}

function rateOf({ models }: ContextRanking, id: string | undefined): string {
  return formatValue(models.find(({ modelId }) => modelId === id)?.passRate ?? null, 'percent');
}

/** What the paired tests say of the one that is first: they and the intervals of ranks need not agree on few problems. */
function pairedSentence({ comparisons }: Analysis, { stage, models }: ContextRanking, first: First): string {
  const [id] = first.candidates;
  if (id === undefined || first.equal !== 1 || models.length < 2) return '';
  const own = comparisons.filter(
    (pair) => pair.language === 'all' && pair.stage === stage && [pair.first, pair.second].includes(id),
  );
  const told = own.filter(({ correctness }) => (correctness.holm ?? 1) <= LEVEL).length;
  return ` Paired tests tell it apart from ${told} of ${counted(own.length, 'other model')} in correctness.`;
}
