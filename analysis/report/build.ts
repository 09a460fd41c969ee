import { scriptedNotes } from '../tables/scripted.js';
import { againSection } from './again.js';
import { correctnessSection } from './correctness.js';
import { costSection } from './cost.js';
import { paragraph, type Block, type Material, type ReportDocument, type Section } from './document.js';
import { heterogeneitySection } from './heterogeneity.js';
import { limitsSection } from './limits.js';
import { machineSection } from './machine.js';
import { modelsSection } from './models.js';
import { pairsSection } from './pairs.js';
import { rankingSection } from './ranking.js';
import { runtimeSection } from './runtime.js';
import { sensitivitySection } from './sensitivity.js';
import { studySection } from './study.js';
import { summarySection } from './summary.js';

/** In the order in which they are read. */
const SECTIONS: readonly ((material: Material) => Section)[] = [
  summarySection,
  studySection,
  modelsSection,
  machineSection,
  correctnessSection,
  rankingSection,
  pairsSection,
  heterogeneitySection,
  sensitivitySection,
  runtimeSection,
  costSection,
  limitsSection,
  againSection,
];

/** The whole report; every table and figure of the material is in it once. */
export function buildReport(material: Material): ReportDocument {
  const { analysis, harnessVersion } = material;
  const sections = SECTIONS.map((build) => build(material));
  const rest = furtherSection(material, sections);
  return {
    title: `Report on the study ${analysis.study.name}`,
    lead: [
      ...scriptedNotes(analysis.models).map((text): Block => ({ kind: 'warning', text })),
      paragraph(
        `How good are these models as programmers? This report was computed by perforch ${harnessVersion} from the stored answers, ` +
          'verdicts and measurements of one study; every figure in it follows from them.',
      ),
    ],
    sections: [...sections, ...rest],
  };
}

/** What no section has taken. */
function furtherSection({ tables, figures }: Material, sections: readonly Section[]): Section[] {
  const taken = sections.flatMap(({ blocks }) => blocks);
  const blocks: Block[] = [
    ...figures
      .filter((figure) => !taken.some((block) => block.kind === 'figure' && block.figure === figure))
      .map((figure): Block => ({ kind: 'figure', figure })),
    ...tables
      .filter((table) => !taken.some((block) => block.kind === 'table' && block.table.id === table.id))
      .map((table): Block => ({ kind: 'table', table })),
  ];
  return blocks.length === 0 ? [] : [{ id: 'further', title: 'Further figures and tables', blocks }];
}
