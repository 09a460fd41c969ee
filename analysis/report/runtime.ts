import { presetNote } from '../tables/measuring-notes.js';
import { figureOf, list, paragraph, tablesOf, type Material, type Section } from './document.js';

/** How fast the programs are. */
export function runtimeSection(material: Material): Section {
  const { presets } = material.analysis.measuring;
  return {
    id: 'runtime',
    title: 'Runtime',
    blocks:
      presets.length === 0
        ? [paragraph('The study measures no runtime: its rankings are by correctness alone.')]
        : [
            paragraph(
              'Programs that passed are measured beside the canonical solution of their problem on the same machine; figures are ratios, ' +
                'below 1 is faster. What is too short to measure has none.',
            ),
            ...list(presets.map(presetNote)),
            ...figureOf(material, 'figure-speed-ups'),
            ...tablesOf(material, 'speed', 'measurability'),
          ],
  };
}
