import type { Analysis } from '../analysis.js';
import type { CostRow } from '../costs.js';
import { scriptedIds, scriptedNotes } from '../tables/scripted.js';
import { column, table, type Table } from '../tables/table.js';
import { figureOf, paragraph, type Block, type Material, type Section } from './document.js';

const WHY_UNKNOWN = {
  not_asked: 'not all asked for here',
  no_price: 'price not known',
  not_judged: 'not all judged',
} as const satisfies Readonly<Record<NonNullable<CostRow['unknown']>, string>>;

/** What answers have cost. */
export function costSection(material: Material): Section {
  const { costs } = material.analysis;
  const known = costs.some(({ usd }) => usd !== null);
  const blocks: Block[] = known
    ? [...figureOf(material, 'figure-cost'), { kind: 'table', table: costTable(material.analysis) }]
    : [
        paragraph(
          'No cost is known of any model: its answers were recorded elsewhere, or their price was not known.',
        ),
      ];
  return { id: 'cost', title: 'Cost', blocks };
}

function costTable({ costs, models }: Analysis): Table {
  const scripted = scriptedIds(models);
  return table({
    id: 'costs',
    title: 'What answers have cost',
    columns: [
      column('model', 'model', 'text'),
      column('stage', 'stage', 'text'),
      column('answered', 'answered', 'count'),
      column('passed', 'passed', 'count'),
      column('usd', 'USD', 'ratio', { unit: 'USD' }),
      column('usd_per_passed', 'USD per passed', 'ratio', { unit: 'USD' }),
      column('unknown', 'why not known', 'text'),
    ],
    rows: costs.map(({ modelId, stage, answered, passed, usd, usdPerPassed, unknown }) => ({
      cells: {
        model: modelId,
        stage,
        answered,
        passed,
        usd,
        usd_per_passed: usdPerPassed,
        unknown: unknown === null ? null : WHY_UNKNOWN[unknown],
      },
      scripted: scripted.has(modelId),
    })),
    notes: [
      'over all cells of the model that have an answer, at the prices of the days on which they were asked',
      'USD per passed: what all answers cost, divided by those that passed; none where nothing passed',
      ...scriptedNotes(models),
    ],
  });
}
