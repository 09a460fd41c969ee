import type { AnalysedModel } from '../analysis.js';
import type { Placing } from '../placing.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Row, type Table } from './table.js';

/** Where one model stands in each language and stage, and who is first. */
export function placesTable(modelId: string, placings: readonly Placing[]): Table {
  return table({
    id: 'places',
    title: `Places of ${modelId}`,
    columns: [
      column('stage', 'stage', 'text'),
      column('language', 'language', 'text'),
      column('rank', 'rank', 'count'),
      column('of', 'of', 'count'),
      column('score', 'score', 'score'),
      column('pass_rate', 'pass rate', 'percent'),
      column('n', 'n', 'count'),
      column('planned', 'N', 'count'),
      column('first', 'first', 'text'),
      column('first_pass_rate', 'its pass rate', 'percent'),
    ],
    rows: placings.flatMap((placing) => rowOf(modelId, placing)),
    notes: [
      'each row is on the n of N planned cells that all of its models have; scores are of that row alone',
      ...leftOutNotes(placings),
    ],
  });
}

/** Who stands where over all languages, a stage after the other. */
export function besideTable(models: readonly AnalysedModel[], placings: readonly Placing[]): Table {
  const rankings = placings.flatMap(({ language, ranking }) =>
    language === 'all' && ranking !== null ? [ranking] : [],
  );
  const scripted = scriptedIds(models);
  return table({
    id: 'beside',
    title: 'Rankings over all languages',
    columns: [
      column('stage', 'stage', 'text'),
      column('rank', 'rank', 'count'),
      column('model', 'model', 'text'),
      column('score', 'score', 'score'),
      column('pass_rate', 'pass rate', 'percent'),
      column('n', 'n', 'count'),
      column('planned', 'N', 'count'),
      column('execution_time_ratio', 'execution time ratio', 'ratio'),
      column('max_memory_ratio', 'max memory ratio', 'ratio'),
    ],
    rows: rankings.flatMap(({ stage, common, planned, models: ranked }) =>
      ranked.map((model) => ({
        cells: {
          stage,
          rank: model.rank,
          model: model.modelId,
          score: model.score,
          pass_rate: model.passRate,
          n: common,
          planned,
          execution_time_ratio: model.runtime.executionTime.value,
          max_memory_ratio: model.runtime.maxMemory.value,
        },
        scripted: scripted.has(model.modelId),
      })),
    ),
    notes: [
      ...rankings.map(
        ({ stage, criteriaUsed }) => `${stage}: scored by ${criteriaUsed.join(', ') || 'nothing'}`,
      ),
      ...scriptedNotes(models),
    ],
  });
}

function rowOf(modelId: string, { language, stage, ranking }: Placing): Row[] {
  const own = ranking?.models.find((model) => model.modelId === modelId);
  const [first] = ranking?.models ?? [];
  if (ranking === null || own === undefined || first === undefined) return [];
  return [
    {
      cells: {
        stage,
        language,
        rank: own.rank,
        of: ranking.models.length,
        score: own.score,
        pass_rate: own.passRate,
        n: ranking.common,
        planned: ranking.planned,
        first: first.modelId,
        first_pass_rate: first.passRate,
      },
      scripted: false,
    },
  ];
}

/** One line a model: where it was not compared, and how many of the cells it has. */
export function leftOutNotes(placings: readonly Placing[]): string[] {
  const byModel = new Map<string, string[]>();
  for (const { language, stage, leftOut } of placings) {
    for (const { modelId, complete, of } of leftOut) {
      const places = byModel.get(modelId) ?? [];
      places.push(`${stage} ${language} ${complete} of ${of}`);
      byModel.set(modelId, places);
    }
  }
  return [...byModel].map(
    ([modelId, places]) => `not compared, too few of the cells: ${modelId} (${places.join(', ')})`,
  );
}
