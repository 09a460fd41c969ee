import { limitVerdicts } from '../measure/certificate-limits.js';
import type { CertificateSummary } from '../measure/certificate-summary.js';
import { isOff, type MeterResult } from '../measure/meters/run.js';
import { DISTURBANCES, type Disturbance } from '../measure/quality.js';
import { median } from '../measure/statistics/index.js';
import type { TimingCpus } from '../measure/timing-cpus.js';
import { certificateLines } from './certificate-report.js';
import { textTable } from './text-table.js';

const MIB = 2 ** 20;
const HEAD = ['language', 'meter', 'expected', 'measured', 'ok'];

/** How this machine measures, as `doctor --noise` found it. */
export interface NoiseReport {
  readonly machine: string;
  readonly cpus: TimingCpus;
  /** Of a second in which nothing of ours ran. */
  readonly disturbances: readonly Disturbance[];
  readonly meters: readonly MeterResult[];
  readonly certificate: CertificateSummary;
}

/** Whether all meters are as expected, and both limits of the certificate were tried and neither was shown to be missed. */
export function measuresRight({ meters, certificate }: NoiseReport): boolean {
  const all = certificate.rows.at(-1);
  if (meters.some(isOff) || all === undefined) return false;
  return ['kept', 'too few'].includes(limitVerdicts(all).both);
}

export function noiseLines(report: NoiseReport): string[] {
  const { machine, cpus, disturbances, meters, certificate } = report;
  return [
    `machine: ${machine}`,
    `programs are timed on CPU ${cpus.timing.join(', ')}; everything else runs on CPU ${cpus.others.join(', ')}`,
    ...cpus.notes,
    disturbances.length === 0 ? 'a second of idle: undisturbed' : 'a second of idle was disturbed:',
    ...disturbances.map((flag) => `  ${DISTURBANCES[flag].meaning}: ${DISTURBANCES[flag].advice}`),
    textTable(HEAD, meters.map(cells)),
    ...advice(meters),
    // Without the machine, which is this one.
    ...certificateLines(certificate).slice(1),
  ];
}

function cells(result: MeterResult): string[] {
  const { language, id } = result;
  if (result.state === 'skipped') return [language, id, '', `skipped: ${result.reason}`, '-'];
  if (result.state === 'failed') return [language, id, '', result.detail.slice(0, 60), 'FAILED'];
  const { reading, runs, expectation } = result;
  const { unit, measured, least, most, ok } = reading;
  const inMib = (bytes: number) => (bytes / MIB).toFixed(1);
  const expected =
    unit === 'ratio'
      ? `${least.toFixed(3)} to ${most.toFixed(3)}`
      : expectation.figure === 'base'
        ? `at most ${inMib(most)} MiB`
        : `${inMib(least)} to ${inMib(most)} MiB`;
  const ms = (values: readonly number[]) => (median(values) / 1e6).toFixed(0);
  const [cpuMs, wallMs] = [
    ms(runs.map(({ bodyCpuNs }) => bodyCpuNs)),
    ms(runs.map(({ bodyWallNs }) => bodyWallNs)),
  ];
  const shown =
    unit === 'ratio' ? `${measured.toFixed(3)} (${cpuMs} ms CPU in ${wallMs} ms)` : `${inMib(measured)} MiB`;
  return [language, id, expected, shown, ok ? 'ok' : 'OFF'];
}

/** CPU times don't depend on what else runs, wall times do. */
function advice(meters: readonly MeterResult[]): string[] {
  const units = new Set(
    meters.flatMap((meter) => (meter.state === 'read' && isOff(meter) ? [meter.reading.unit] : [])),
  );
  return [
    ...(units.has('ratio')
      ? [
          'CPU efficiency is off; where CPU times are right, other programs had the CPUs: close what else runs',
        ]
      : []),
    ...(units.has('bytes') ? ['memory is off: figures of memory on this machine mean nothing'] : []),
  ];
}
