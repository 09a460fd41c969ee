import { CERTIFICATE_LIMITS, limitVerdicts, type LimitVerdict } from '../measure/certificate-limits.js';
import type {
  Calls,
  CertificateRow,
  CertificateSummary,
  PlainCounts,
} from '../measure/certificate-summary.js';
import { textTable } from './text-table.js';

const HEAD = [
  'language',
  'measurable',
  'itself: faster',
  'slower',
  '10 % slower: seen',
  '5 % slower: seen',
  'interval, median',
  'paper: "faster"',
  'one run: "faster"',
];

/** A certificate for people, with what it promises and whether that was kept. */
export function certificateLines(summary: CertificateSummary): string[] {
  const { machine, preset, dataset, neighbours, createdIso, rows, wallNs, busyNs, complete } = summary;
  const beside = neighbours === 0 ? '' : `, beside ${neighbours} busy processes`;
  const all = rows.at(-1);
  return [
    machine,
    `preset ${preset}, canonical solutions of ${dataset}${beside}, ${createdIso.slice(0, 10)}`,
    textTable(HEAD, rows.map(cells)),
    ...(all === undefined ? [] : promises(all)),
    ...(complete ? [] : ['not complete']),
    `took ${(wallNs / 1e9).toFixed(0)} s, programs ran for ${percent(busyNs, wallNs)} of it`,
  ];
}

function cells(row: CertificateRow): string[] {
  const { language, measurable, problems, same, slower10, slower5 } = row;
  return [
    language,
    `${measurable}/${problems}`,
    share(same.faster, same),
    share(same.slower, same),
    share(slower10.slower, slower10),
    share(slower5.slower, slower5),
    same.medianWidth === null ? '-' : `${(same.medianWidth * 100).toFixed(1)} %`,
    plain(row.paper),
    plain(row.single),
  ];
}

function share(count: number, { n }: Calls): string {
  return n === 0 ? '-' : `${count}/${n} (${percent(count, n)})`;
}

function plain({ n, below1, medianDeviation }: PlainCounts): string {
  if (n === 0 || medianDeviation === null) return '-';
  return `${below1}/${n} (${percent(below1, n)}), by ${(medianDeviation * 100).toFixed(1)} %`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

const VERDICTS: Readonly<Record<LimitVerdict, string>> = {
  kept: 'kept',
  missed: 'NOT KEPT',
  'too few': 'too few programs to tell',
  'not tried': 'not tried',
};

function promises(row: CertificateRow): string[] {
  const { same, slower10 } = limitVerdicts(row);
  const { same: most, slower10: least } = CERTIFICATE_LIMITS;
  return [
    `called different from themselves, at most ${most * 100} %: ${VERDICTS[same]}`,
    `10 % slower and called so, at least ${least * 100} %: ${VERDICTS[slower10]}`,
  ];
}
