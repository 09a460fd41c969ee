import {
  CERTIFICATE_LIMITS,
  limitVerdicts,
  type LimitVerdict,
} from '../../harness/measure/certificate-limits.js';
import type { Analysis } from '../analysis.js';
import { machineName, shortHash } from '../tables/measuring-notes.js';
import { counted } from '../wording.js';
import { list, paragraph, tablesOf, type Block, type Material, type Section } from './document.js';

/** Where it ran, and what is certified of that machine. */
export function machineSection(material: Material): Section {
  const { analysis } = material;
  const { measuring, study } = analysis;
  const machines = Object.keys(measuring.machines);
  return {
    id: 'machine',
    title: 'The machine and its certificate',
    blocks: [
      paragraph(`The study was planned on: ${study.machine}.`),
      ...(measuring.presets.length === 0
        ? [paragraph('It measures no runtime, so it needs no certificate of the machine.')]
        : [...measuredOn(analysis, machines), ...certificateBlocks(analysis, machines)]),
      ...tablesOf(material, 'certificate'),
    ],
  };
}

function measuredOn(analysis: Analysis, machines: readonly string[]): Block[] {
  if (machines.length === 0) return [paragraph('Nothing has been measured yet.')];
  return [
    paragraph('Runtime was measured on:'),
    ...list(machines.map((hash) => machineName(analysis, hash))),
  ];
}

const SAID: Readonly<Record<LimitVerdict, string>> = {
  kept: 'keeps the limits',
  missed: 'does NOT keep the limits',
  'too few': 'has too few programs to tell whether it keeps the limits',
  'not tried': 'says nothing of the limits',
};

/** One sentence for each machine that figures come from. */
function certificateBlocks({ certificates, measuring }: Analysis, machines: readonly string[]): Block[] {
  const sentences = machines.map((hash) => {
    const own = certificates.filter(
      ({ machineHash, preset }) => machineHash === hash && measuring.presets.includes(preset),
    );
    if (own.length === 0)
      return `Machine ${shortHash(hash)} has no certificate: what it can tell apart was not tried, and its runtime figures are to be read with that in mind.`;
    return own
      .map(({ preset, neighbours, createdIso, rows }) => {
        const all = rows.find(({ language }) => language === 'all');
        const said = SAID[all === undefined ? 'not tried' : limitVerdicts(all).both];
        return `Machine ${shortHash(hash)}, by ${preset}, beside ${counted(neighbours, 'busy process', 'busy processes')}: its certificate of ${createdIso.slice(0, 10)} ${said}.`;
      })
      .join(' ');
  });
  if (sentences.length === 0) return [];
  const { same, slower10 } = CERTIFICATE_LIMITS;
  return [
    ...list(sentences),
    paragraph(
      `A certificate measures programs against themselves and against slower copies. Limits: at most ${same * 100} % of programs called ` +
        `different from themselves, at least ${slower10 * 100} % of those that take 10 % longer called slower.`,
    ),
  ];
}
