import type { CertificateSummary } from '../harness/measure/certificate-summary.js';
import { byCodeUnit } from './order.js';

/** By machine, preset, neighbours and date. */
export function inCertificateOrder(certificates: readonly CertificateSummary[]): CertificateSummary[] {
  return [...certificates].sort(
    (a, b) =>
      byCodeUnit(a.machineHash, b.machineHash) ||
      byCodeUnit(a.preset, b.preset) ||
      a.neighbours - b.neighbours ||
      byCodeUnit(a.createdIso, b.createdIso),
  );
}
