import { paragraph, tablesOf, type Material, type Section } from './document.js';

/** How many problems each model solves. */
export function correctnessSection(material: Material): Section {
  const several = material.analysis.passAtK.length > 0;
  return {
    id: 'correctness',
    title: 'Correctness',
    blocks: [
      paragraph(
        'Intervals say where the value would be for other problems of the kind; two that overlap do not show that two models are ' +
          'equal, and models are to be compared by the paired tests further below.' +
          (several ? ' pass@k is the chance that at least one of k samples passes.' : ''),
      ),
      ...tablesOf(material, 'pass-at-1', 'pass-at-k'),
    ],
  };
}
