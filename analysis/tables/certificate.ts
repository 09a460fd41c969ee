import {
  CERTIFICATE_LIMITS,
  limitVerdicts,
  type LimitVerdict,
} from '../../harness/measure/certificate-limits.js';
import type {
  Calls,
  CertificateRow,
  CertificateSummary,
  PlainCounts,
} from '../../harness/measure/certificate-summary.js';
import { presetOf } from '../../harness/measure/presets.js';
import type { Analysis } from '../analysis.js';
import { shortHash } from './measuring-notes.js';
import { scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Table } from './table.js';

/** What each machine can tell apart where the truth is known; no table for a study that measures nothing. */
export function certificateTables(analysis: Analysis): Table[] {
  const { certificates } = analysis;
  if (analysis.measuring.presets.length === 0) return [];
  return [
    table({
      id: 'certificate',
      title: 'Certificate: canonical solutions against themselves and against slower copies',
      columns: [
        column('machine', 'machine', 'text'),
        column('preset', 'preset', 'text'),
        column('neighbours', 'neighbours', 'count'),
        column('language', 'language', 'text'),
        column('problems', 'problems', 'count', { detail: true }),
        column('measurable', 'measurable', 'count'),
        column('same_faster', 'itself: faster', 'count'),
        column('same_slower', 'itself: slower', 'count'),
        column('same_share', 'itself: different', 'percent'),
        column('slower_10', '10 % slower: seen', 'count'),
        column('slower_10_share', '10 % slower: share', 'percent'),
        column('slower_5', '5 % slower: seen', 'count'),
        column('slower_5_n', '5 % slower: n', 'count', { detail: true }),
        column('slower_5_share', '5 % slower: share', 'percent'),
        column('limits_kept', 'limits kept', 'text'),
        column('interval_width', 'interval width', 'percent', { detail: true }),
        ...['paper', 'single'].flatMap((preset) => [
          column(`${preset}_n`, `${preset}: n`, 'count', { detail: true }),
          column(`${preset}_below_1`, `${preset}: below 1`, 'count', { detail: true }),
          column(`${preset}_below_1_share`, `${preset}: below 1, share`, 'percent'),
          column(`${preset}_deviation`, `${preset}: deviation`, 'percent', { detail: true }),
        ]),
        column('dataset', 'data set', 'text', { detail: true }),
        column('created', 'date', 'text', { detail: true }),
        column('complete', 'complete', 'text', { detail: true }),
        column('machine_hash', 'machine hash', 'text', { detail: true }),
      ],
      rows: certificates.flatMap((certificate) =>
        certificate.rows.map((row) => ({ cells: cellsOf(certificate, row), scripted: false })),
      ),
      notes: [
        ...missingNotes(analysis),
        ...certificates.map(certificateNote),
        ...(certificates.length === 0 ? [] : NOTES),
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}

const NOTES = [
  `limits: at most ${CERTIFICATE_LIMITS.same * 100} % of programs called different from themselves, and at least ` +
    `${CERTIFICATE_LIMITS.slower10 * 100} % of copies that are 10 % slower called slower`,
  'paper, single: the same program against itself by these presets; any share below 1 is noise',
];

const CELL_OF: Readonly<Record<LimitVerdict, CellValue>> = {
  kept: 'yes',
  missed: 'no',
  'too few': 'too few',
  'not tried': null,
};

function cellsOf(certificate: CertificateSummary, row: CertificateRow): Record<string, CellValue> {
  const { same, slower10, slower5 } = row;
  return {
    machine: shortHash(certificate.machineHash),
    preset: certificate.preset,
    neighbours: certificate.neighbours,
    language: row.language,
    problems: row.problems,
    measurable: row.measurable,
    same_faster: same.faster,
    same_slower: same.slower,
    same_share: shareOf(same.faster + same.slower, same),
    slower_10: slower10.slower,
    slower_10_share: shareOf(slower10.slower, slower10),
    slower_5: slower5.slower,
    slower_5_n: slower5.n,
    slower_5_share: shareOf(slower5.slower, slower5),
    limits_kept: CELL_OF[limitVerdicts(row).both],
    interval_width: same.medianWidth,
    ...plainCells('paper', row.paper),
    ...plainCells('single', row.single),
    dataset: certificate.dataset,
    created: certificate.createdIso,
    complete: certificate.complete ? 'yes' : 'no',
    machine_hash: certificate.machineHash,
  };
}

function plainCells(preset: string, counts: PlainCounts): Record<string, CellValue> {
  return {
    [`${preset}_n`]: counts.n,
    [`${preset}_below_1`]: counts.below1,
    [`${preset}_below_1_share`]: shareOf(counts.below1, counts),
    [`${preset}_deviation`]: counts.medianDeviation,
  };
}

function shareOf(count: number, { n }: Calls | PlainCounts): number | null {
  return n === 0 ? null : count / n;
}

function certificateNote(certificate: CertificateSummary): string {
  const { machineHash, machine, preset, dataset, neighbours, createdIso, complete, rows } = certificate;
  const all = rows.find(({ language }) => language === 'all');
  const kept = all === undefined ? 'not tried' : limitVerdicts(all).both;
  const beside =
    neighbours === 0
      ? 'nothing beside it'
      : `beside ${neighbours} busy process${neighbours === 1 ? '' : 'es'}`;
  return (
    `machine ${shortHash(machineHash)}, ${preset}, ${beside}: limits ${kept === 'missed' ? 'NOT KEPT' : kept}; ` +
    `canonical solutions of ${dataset}, ${createdIso.slice(0, 10)}${complete ? '' : ', not complete'}; ${machine}`
  );
}

/** Which machines that figures come from have no certificate by the preset of these figures. */
function missingNotes({ certificates, measurability, measuring }: Analysis): string[] {
  if (certificates.length === 0) return ['this machine has no certificate: perforch certify'];
  const paired = measuring.presets.filter((id) => presetOf(id).kind === 'paired');
  return measurability
    .filter(({ language, preset }) => language === 'all' && paired.includes(preset))
    .flatMap(({ preset, machines }) =>
      machines
        .filter((hash) => !certificates.some((own) => own.machineHash === hash && own.preset === preset))
        .map(
          (hash) =>
            `machine ${shortHash(hash)} has no certificate by ${preset}: perforch certify --preset ${preset}`,
        ),
    );
}
