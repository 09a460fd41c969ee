import type { Analysis } from '../analysis.js';
import type { Comparison } from '../comparisons.js';
import { counted } from '../wording.js';
import { LEVEL } from './level.js';
import { list, paragraph, tablesOf, type Material, type Section } from './document.js';

/** Which models the paired tests tell apart. */
export function pairsSection(material: Material): Section {
  const { analysis } = material;
  return {
    id: 'pairs',
    title: 'Pairs of models',
    blocks: [
      paragraph(
        `Every two models are compared on the same problems: correctness by an exact sign test over tasks, speed by Wilcoxon's signed-rank ` +
          `test over the problems that both solved and that were measured. p is corrected by Holm for all pairs of a language and stage; ` +
          `a pair is told apart where it is at most ${LEVEL}. Over all languages:`,
      ),
      ...list(analysis.stages.flatMap((stage) => stageSentences(analysis, stage))),
      ...tablesOf(material, 'comparisons'),
    ],
  };
}

function stageSentences({ comparisons }: Analysis, stage: string): string[] {
  const own = comparisons.filter((pair) => pair.language === 'all' && pair.stage === stage);
  if (own.length === 0) return [`${stage}: no two models could be compared.`];
  const told = (test: (pair: Comparison) => number | null) =>
    own.filter((pair) => (test(pair) ?? 1) <= LEVEL).length;
  const tested = own.filter(({ speed }) => speed.holm !== null).length;
  const correct = told(({ correctness }) => correctness.holm);
  const fast = told(({ speed }) => speed.holm);
  const speed =
    tested === 0 ? 'in speed none could be tested' : `in speed ${fast} of ${tested} that could be tested`;
  return [`${stage}: of ${counted(own.length, 'pair')}, ${correct} told apart in correctness; ${speed}.`];
}
