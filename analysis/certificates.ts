import {
  CERTIFICATE_LIMITS,
  type CertificateRow,
  type CertificateSummary,
} from '../harness/measure/certificate-summary.js';
import { byCodeUnit } from './order.js';

/** Whether both limits of a certificate are kept in a row; null where one was not tried. */
export function keepsLimits({ same, slower10 }: CertificateRow): boolean | null {
  if (same.n === 0 || slower10.n === 0) return null;
  const different = (same.faster + same.slower) / same.n;
  return different <= CERTIFICATE_LIMITS.same && slower10.slower / slower10.n >= CERTIFICATE_LIMITS.slower10;
}

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
