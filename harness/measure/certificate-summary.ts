import { median } from './statistics/index.js';
import type { CertifiedProblem } from './certificate.js';
import type { Call } from './rounds.js';

/** What a certificate's problems come to, in one language or in all. Shares are derived from the counts. */
export interface CertificateRow {
  readonly language: string;
  readonly problems: number;
  readonly measurable: number;
  /** Calls of a program against itself: the truth is 1. */
  readonly same: Calls;
  /** Calls of bodies that take 10 % and 5 % longer. */
  readonly slower10: Calls;
  readonly slower5: Calls;
  /** Against itself by the study's own protocol, and by one plain run of each: how many ratios came out below 1. */
  readonly paper: PlainCounts;
  readonly single: PlainCounts;
}

export interface Calls {
  readonly n: number;
  readonly faster: number;
  readonly slower: number;
  /** Relative width of the intervals, median; null without any. */
  readonly medianWidth: number | null;
}

export interface PlainCounts {
  readonly n: number;
  readonly below1: number;
  /** Median of |ratio - 1|; null without any. */
  readonly medianDeviation: number | null;
}

export interface CertificateSummary {
  readonly machineHash: string;
  /** The machine in one line. */
  readonly machine: string;
  readonly preset: string;
  readonly dataset: string;
  /** Busy processes that ran beside it. */
  readonly neighbours: number;
  readonly createdIso: string;
  readonly complete: boolean;
  /** Time of all of it but builds, and the part of it in which programs ran. */
  readonly wallNs: number;
  readonly busyNs: number;
  /** One a language, and last all of them. */
  readonly rows: readonly CertificateRow[];
}

export function summaryRow(language: string, problems: readonly CertifiedProblem[]): CertificateRow {
  const measured = problems.filter(({ arms }) => arms !== null);
  const calls = (arm: 'same' | 'slower10' | 'slower5'): Calls => {
    const outcomes = measured.flatMap(({ arms }) => arms?.[arm] ?? []);
    const called = (call: Call) => outcomes.filter((outcome) => outcome.call === call).length;
    const widths = outcomes.map(({ low, high }) => high / low - 1);
    return {
      n: outcomes.length,
      faster: called('faster'),
      slower: called('slower'),
      medianWidth: widths.length === 0 ? null : median(widths),
    };
  };
  const plain = (preset: 'paper' | 'single'): PlainCounts => {
    const ratios = problems.flatMap((problem) => problem[preset].ratio ?? []);
    return {
      n: ratios.length,
      below1: ratios.filter((ratio) => ratio < 1).length,
      medianDeviation: ratios.length === 0 ? null : median(ratios.map((ratio) => Math.abs(ratio - 1))),
    };
  };
  return {
    language,
    problems: problems.length,
    measurable: measured.length,
    same: calls('same'),
    slower10: calls('slower10'),
    slower5: calls('slower5'),
    paper: plain('paper'),
    single: plain('single'),
  };
}
