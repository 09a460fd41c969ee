import type { Analysis } from '../analysis.js';
import { column, table, type Table } from '../tables/table.js';
import { scriptedNotes } from '../tables/scripted.js';
import { counted } from '../wording.js';
import { paragraph, tablesOf, type Material, type Section } from './document.js';

/** Who was asked, and what became of the answers. */
export function modelsSection(material: Material): Section {
  const { analysis } = material;
  const scripted = analysis.models.filter((model) => model.scripted).length;
  const nature =
    scripted === 0
      ? ''
      : scripted === analysis.models.length
        ? ', all of them scripted stand-ins'
        : `, ${scripted} of them scripted stand-ins`;
  return {
    id: 'models',
    title: 'The models',
    blocks: [
      paragraph(
        `${counted(analysis.models.length, 'model')}${nature}. Tables call a model by its id, figures by its name.`,
      ),
      { kind: 'table', table: modelTable(analysis) },
      ...tablesOf(material, 'outcomes'),
    ],
  };
}

function modelTable({ models }: Analysis): Table {
  return table({
    id: 'models',
    title: 'Models of the study',
    columns: [
      column('model', 'id', 'text'),
      column('name', 'name', 'text'),
      column('scripted', 'scripted', 'text'),
    ],
    rows: models.map(({ id, name, scripted }) => ({
      cells: { model: id, name, scripted: scripted ? 'yes' : 'no' },
      scripted,
    })),
    notes: scriptedNotes(models),
  });
}
