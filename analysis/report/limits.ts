import type { Analysis } from '../analysis.js';
import { measuringNotes } from '../tables/measuring-notes.js';
import { scriptedNotes } from '../tables/scripted.js';
import { MIN_TASKS } from '../uncertainty.js';
import { counted, languageName, listed } from '../wording.js';
import { list, paragraph, type Material, type Section } from './document.js';

/** What the figures can't say, as far as the data shows it. */
export function limitsSection({ analysis }: Material): Section {
  return {
    id: 'limits',
    title: 'Limits',
    blocks: [
      ...list([
        ...scriptedNotes(analysis.models),
        ...coverage(analysis),
        ...smallContexts(analysis),
        ...unmeasured(analysis),
        ...survivors(analysis),
        ...uncategorised(analysis),
      ]),
      paragraph(
        'All of it is about the problems of this study: whether they stand for the work that you have in mind, no figure here says. Whether ' +
          'a model has seen the problems before is not known either.',
      ),
    ],
  };
}

function whole({ contexts }: Analysis) {
  return contexts.filter(({ language, category }) => language === 'all' && category === 'all');
}

/** How much of the plan stands behind the comparisons, and who is not in them. */
function coverage(analysis: Analysis): string[] {
  const totals = analysis.outcomes.reduce(
    (sum, { counts }) => ({
      unanswered: sum.unanswered + counts.not_answered,
      unjudged: sum.unjudged + counts.not_judged,
      faults: sum.faults + counts.harness_error,
    }),
    { unanswered: 0, unjudged: 0, faults: 0 },
  );
  const missing = [
    [totals.unanswered, 'not answered'],
    [totals.unjudged, 'not judged'],
    [totals.faults, 'with a fault of the harness'],
  ] as const;
  const said = missing.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  return [
    ...whole(analysis).map(
      ({ stage, common, planned, commonProblems, plannedProblems }) =>
        `${stage}: models are compared on n = ${common} of N = ${counted(planned, 'planned cell')} (${commonProblems} of ` +
        `${counted(plannedProblems, 'problem')}), those that are complete for all of them.`,
    ),
    ...(said.length === 0 ? [] : [`Cells without an outcome, over all models: ${said.join(', ')}.`]),
    ...whole(analysis).flatMap(({ stage, notRanked }) =>
      notRanked.length === 0
        ? []
        : [
            `${stage}: not ranked, for want of cells to compare: ${notRanked.map(({ modelId }) => modelId).join(', ')}.`,
          ],
    ),
  ];
}

function smallContexts({ uncertainty }: Analysis): string[] {
  const small = uncertainty.filter(({ tasks }) => tasks < MIN_TASKS).length;
  return small === 0
    ? []
    : [
        `${small} of ${counted(uncertainty.length, 'ranking')} rest on fewer than ${MIN_TASKS} tasks: they have no intervals, and nothing is known of how sure they are.`,
      ];
}

/** By each preset over all languages. */
function unmeasured(analysis: Analysis): string[] {
  return analysis.measurability
    .filter(({ language }) => language === 'all')
    .flatMap((row) =>
      measuringNotes(analysis, { ...row, machines: [] }).map((note) => `By ${row.preset}, ${note}.`),
    );
}

function survivors({ contexts }: Analysis): string[] {
  const biased = contexts.filter(({ models }) => models.some(({ survivorBias }) => survivorBias));
  if (biased.length === 0) return [];
  const total = biased.filter(({ category }) => category === 'all');
  const named = total.map(
    ({ language, stage }) => `${language === 'all' ? 'all languages' : languageName(language)} (${stage})`,
  );
  return [
    `Survivor bias in ${biased.length} of ${counted(contexts.length, 'ranking')}${named.length === 0 ? '' : `, of all categories in ${listed(named)}`}: ` +
      "too few problems are solved by all, so that each model's runtime is over the problems that it passed itself.",
  ];
}

function uncategorised(analysis: Analysis): string[] {
  return whole(analysis).flatMap(({ stage, uncategorisedProblems, plannedProblems }) =>
    uncategorisedProblems === 0
      ? []
      : [
          `${stage}: ${uncategorisedProblems} of ${counted(plannedProblems, 'problem')} have no category, and are in no ranking by category.`,
        ],
  );
}
