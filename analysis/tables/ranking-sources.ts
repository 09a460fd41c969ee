import type { Analysis } from '../analysis.js';
import type { RankingSource } from '../ranking-sources.js';
import { scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

const REASONS: Readonly<Record<NonNullable<RankingSource['reason']>, string>> = {
  nothing_planned: 'no problem of it',
  no_model_ranked: 'no model ranked',
  nobody_passed: 'no model passed',
};

/** Where a category has no ranking of its own, and which one speaks for it. For files alone. */
export function rankingSourcesTable(analysis: Analysis): Table {
  const missing = analysis.rankingSources.filter(({ source }) => source !== 'category');
  return table({
    id: 'ranking-sources',
    title: 'Categories without a ranking of their own',
    filesOnly: true,
    columns: [
      column('language', 'language', 'text'),
      column('stage', 'stage', 'text'),
      column('category', 'category', 'text'),
      column('reason', 'why', 'text'),
      column('source', 'ranking of', 'text'),
    ],
    rows: missing.map(({ language, stage, category, source, reason }) => ({
      cells: {
        language,
        stage,
        category,
        reason: reason === null ? null : REASONS[reason],
        source: source === 'all' ? 'all languages' : source,
      },
      scripted: false,
    })),
    notes: [
      `${analysis.rankingSources.length - missing.length} of ${analysis.rankingSources.length} categories of languages and ` +
        'stages have a ranking of their own; the others fall back to their language, then to all languages',
      ...scriptedNotes(analysis.models),
    ],
  });
}
