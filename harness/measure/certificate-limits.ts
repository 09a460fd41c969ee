import { binomialDistribution } from 'simple-statistics';
import type { CertificateRow } from './certificate-summary.js';

/** At most 5 % of programs may be called different from themselves, at least 95 % of those 10 % slower must be called so. */
export const CERTIFICATE_LIMITS = { same: 0.05, slower10: 0.95 } as const;

/** `too few`: the share misses the limit, which a machine that keeps it would do by chance in so few programs. */
export type LimitVerdict = 'kept' | 'missed' | 'too few' | 'not tried';

/** From the worst to the best. */
const WORST_FIRST: readonly LimitVerdict[] = ['missed', 'not tried', 'too few', 'kept'];
/** How unlikely chance must be (one-sided exact binomial test) to say that a limit is missed. */
const LEVEL = 0.05;

export interface LimitVerdicts {
  readonly same: LimitVerdict;
  readonly slower10: LimitVerdict;
  /** The worse of the two. */
  readonly both: LimitVerdict;
}

/** What a row of a certificate says of each limit. */
export function limitVerdicts(row: CertificateRow): LimitVerdicts {
  const same = verdictOf(row.same.faster + row.same.slower, row.same.n, CERTIFICATE_LIMITS.same);
  const unseen = row.slower10.n - row.slower10.slower;
  const slower10 = verdictOf(unseen, row.slower10.n, 1 - CERTIFICATE_LIMITS.slower10);
  const both = WORST_FIRST.find((verdict) => verdict === same || verdict === slower10) ?? 'kept';
  return { same, slower10, both };
}

function verdictOf(wrong: number, trials: number, most: number): LimitVerdict {
  if (trials === 0) return 'not tried';
  // In whole programs: 1 - 0.95 is no exact 0.05.
  if (wrong <= Math.floor(trials * most + 1e-9)) return 'kept';
  return chanceOfAtLeast(wrong, trials, most) > LEVEL ? 'too few' : 'missed';
}

/** P(X >= `least`) where X is binomial: so many wrong calls by a machine that keeps its limit only just. */
function chanceOfAtLeast(least: number, trials: number, rate: number): number {
  const fewer = (binomialDistribution(trials, rate) ?? []).slice(0, least);
  return 1 - fewer.reduce((sum, chance) => sum + chance, 0);
}
