import type { Analysis } from '../analysis.js';
import { firstOf } from '../firsts.js';
import { counted } from '../wording.js';
import { figureOf, list, paragraph, tablesOf, type Block, type Material, type Section } from './document.js';

/** The rankings, and how sure they are. */
export function rankingSection(material: Material): Section {
  return {
    id: 'rankings',
    title: 'Rankings and their uncertainty',
    blocks: [
      paragraph(
        'Ranks are over the problems of this study; with other problems of the kind they would be others. The rank interval of a model ' +
          "holds at 95 % for all models of a language, stage and category together. Scores order the models of one language, stage and category, and can't " +
          'be compared between them.',
      ),
      ...figureOf(material, 'figure-rank-intervals'),
      ...tablesOf(material, 'rank-intervals'),
      paragraph(winnersSentence(material.analysis)),
      ...figureOf(material, 'figure-winners'),
      ...tablesOf(material, 'winners'),
      ...withCommonNotes(tablesOf(material, 'ranking')),
    ],
  };
}

function winnersSentence(analysis: Analysis): string {
  const firsts = analysis.contexts.flatMap((ranking, index) => {
    const uncertainty = analysis.uncertainty[index];
    const part = ranking.language !== 'all' && ranking.category !== 'all';
    return part && uncertainty !== undefined ? [firstOf(ranking, uncertainty)] : [];
  });
  const count = (state: (typeof firsts)[number]['state']) =>
    firsts.filter((own) => own.state === state).length;
  const parts = [
    [count('sure'), 'have a model that is first for sure'],
    [count('unsure'), 'a first model that others could replace'],
    [count('unknown'), 'too few tasks to say'],
    [count('none_passed'), 'no passed program'],
    [count('no_data'), 'no data'],
  ] as const;
  const said = parts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]));
  return firsts.length === 0
    ? 'No language has a category.'
    : `Of ${counted(firsts.length, 'cell')} (language, stage and category): ${said.join('; ')}.`;
}

/** Notes that stand under every one of these tables are said once, before them. */
function withCommonNotes(blocks: readonly Block[]): Block[] {
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  const [first, ...others] = tables;
  if (first === undefined || others.length === 0) return [...blocks];
  const common = first.notes.filter((note) => others.every(({ notes }) => notes.includes(note)));
  if (common.length === 0) return [...blocks];
  return [
    paragraph('Of every ranking that follows:'),
    ...list(common),
    ...tables.map((table): Block => {
      const notes = table.notes.filter((note) => !common.includes(note));
      return { kind: 'table', table: { ...table, notes } };
    }),
  ];
}
