import { EXPORTERS, type FirstPlace, type ProfileComparison, type Table } from '../../analysis/index.js';
import { column, table } from '../../analysis/tables/table.js';

const FIRST_PLACE: Readonly<Record<FirstPlace, string>> = {
  same: 'same',
  not_distinguishable: 'not distinguishable',
  beyond_intervals: 'changed',
  no_intervals: 'unsure',
  other_models: 'other models',
  nobody_ranked: 'nobody ranked',
};
const NOTES = [
  'changed: by the rank intervals (95 %) of both profiles no model is the best in both; not distinguishable: one may be',
  'unsure: one of the profiles has no rank intervals there; other models: somebody who was or is first is ranked in one alone',
  "Kendall's tau-b: between the scores of the models that both rank; 1 is the same order",
];

/** What changed, for people: where the profiles come from, the models, and who is first where. */
export function comparisonText(comparison: ProfileComparison, width: number): string {
  const tables = [provenanceTable(comparison), wholeTable(comparison), changedTable(comparison)];
  return [
    ...summary(comparison),
    '',
    ...tables.filter(({ rows }) => rows.length > 0).map((own) => EXPORTERS.terminal.render(own, { width })),
  ].join('\n');
}

function summary({ models, contexts, contextsAdded, contextsRemoved }: ProfileComparison): string[] {
  const count = (place: FirstPlace): number =>
    contexts.filter(({ firstPlace }) => firstPlace === place).length;
  const places = (Object.keys(FIRST_PLACE) as FirstPlace[]).filter((place) => count(place) > 0);
  return [
    `models added: ${models.added.join(', ') || 'none'}`,
    `models removed: ${models.removed.join(', ') || 'none'}`,
    `contexts in both: ${contexts.length}; only in the first: ${contextsRemoved.length}; only in the second: ${contextsAdded.length}`,
    `first place: ${places.map((place) => `${FIRST_PLACE[place]} ${count(place)}`).join('; ') || 'no context in common'}`,
  ];
}

function provenanceTable({ provenance }: ProfileComparison): Table {
  return table({
    id: 'profile-provenance',
    title: 'Where they come from, as far as it differs',
    columns: [
      column('field', 'field', 'text'),
      column('before', 'first', 'text'),
      column('after', 'second', 'text'),
    ],
    rows: provenance.map(({ field, before, after }) => ({
      cells: { field, before: shortened(before), after: shortened(after) },
      scripted: false,
    })),
    notes: [],
  });
}

/** A hash is known by its start; --json has it whole. */
function shortened(text: string | null): string | null {
  return text?.replace(/\b[0-9a-f]{64}\b/g, (hash) => hash.slice(0, 12)) ?? null;
}

function wholeTable({ contexts }: ProfileComparison): Table {
  return contextsTable(
    'profile-languages',
    'Who is first, over all categories',
    false,
    (own) => own.category === 'all',
    contexts,
  );
}

function changedTable({ contexts }: ProfileComparison): Table {
  return contextsTable(
    'profile-categories',
    'Categories in which somebody else is first',
    true,
    (own) => own.category !== 'all' && own.firstPlace !== 'same' && own.firstPlace !== 'nobody_ranked',
    contexts,
  );
}

type ContextComparison = ProfileComparison['contexts'][number];

function contextsTable(
  id: string,
  title: string,
  withCategory: boolean,
  isShown: (own: ContextComparison) => boolean,
  contexts: readonly ContextComparison[],
): Table {
  return table({
    id,
    title,
    columns: [
      column('language', 'language', 'text'),
      column('stage', 'stage', 'text'),
      ...(withCategory ? [column('category', 'category', 'text')] : []),
      column('before', 'first place, first', 'text'),
      column('after', 'second', 'text'),
      column('change', 'change', 'text'),
      column('tau', "Kendall's tau-b", 'score'),
      column('models', 'models', 'count', { detail: true }),
      column('n_before', 'n, first', 'count', { detail: true }),
      column('n_after', 'n, second', 'count', { detail: true }),
    ],
    rows: contexts.filter(isShown).map((own) => ({
      cells: {
        ...{ language: own.language, stage: own.stage, category: own.category },
        ...{ before: own.first.before.join(', '), after: own.first.after.join(', ') },
        ...{ change: FIRST_PLACE[own.firstPlace], tau: own.tau, models: own.sharedModels },
        ...{ n_before: own.n.before, n_after: own.n.after },
      },
      scripted: false,
    })),
    notes: NOTES,
  });
}
