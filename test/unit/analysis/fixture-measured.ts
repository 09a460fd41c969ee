import type { CertificateRow, CertificateSummary } from '../../../harness/measure/certificate-summary.js';
import type { CellMeasurement, CellResult, StudyResults } from '../../../harness/study/results.js';
import { cell, MACHINE, measurement, ratios, study } from './fixture.js';

export const OTHER_MACHINE = 'd4'.repeat(32);

const ONE = { executionTime: 1, meanMemory: 1, maxMemory: 1, cpuEfficiency: 1 };

/** Of a program that is the canonical solution, letter by letter. */
export const SAME = measurement(ONE, { state: 'same_program', interval: { low: 1, high: 1 } });

export function notMeasurable(reason: NonNullable<CellMeasurement['reason']>): CellMeasurement {
  return measurement(ONE, { state: 'not_measurable', reason, ratios: null, interval: null, call: null });
}

/** Of a program whose figures must not be used: it would be faster, unless another call is given. */
export function flagged(
  flag: CellMeasurement['flags'][number],
  call: CellMeasurement['call'] = 'flagged',
): CellMeasurement {
  return measurement(ONE, { ratios: null, call, flags: [flag] });
}

const time = (ratio: number, given: Partial<CellMeasurement> = {}) => measurement(ratios(ratio, 1, 1), given);
const loop = (ratio: number) => time(ratio, { interval: null });
const both = (precise: CellMeasurement, paper: CellMeasurement): Partial<CellResult> => ({
  measurements: { precise, paper },
});

/** M1 to M6 are of Python, N1 is of Rust. */
const ANSWERS: Readonly<Record<string, readonly Partial<CellResult>[]>> = {
  alpha: [
    both(time(0.5), loop(0.8)),
    both(time(2), loop(0.9)),
    both(flagged('keeps_state'), loop(0.25)),
    both(notMeasurable('below_floor'), loop(0.99)),
    both(SAME, SAME),
    { verdict: 'wrong_answer' },
    {},
  ],
  beta: [
    both(time(1, { flags: ['outliers'] }), loop(1.1)),
    both(time(0.5, { disturbances: ['steal'] }), loop(0.5)),
    both(flagged('memoising', 'slower'), loop(4)),
    both(notMeasurable('below_floor'), loop(1.01)),
    both(notMeasurable('failed'), notMeasurable('too_slow')),
    both(time(4, { machineHash: OTHER_MACHINE }), loop(4)),
    { measurements: { precise: SAME } },
  ],
};

function row(language: string, measurable: number, different: number, seen: number): CertificateRow {
  const calls = (faster: number, slower: number) => ({
    n: measurable,
    faster,
    slower,
    medianWidth: measurable === 0 ? null : 0.02,
  });
  const plain = (below1: number) => ({ n: 10, below1, medianDeviation: 0.1 });
  return {
    language,
    problems: 10,
    measurable,
    same: calls(different, 0),
    slower10: calls(0, seen),
    slower5: { ...calls(0, Math.floor(seen / 2)) },
    paper: plain(5),
    single: plain(4),
  };
}

export function certificate(given: Partial<CertificateSummary> = {}): CertificateSummary {
  return {
    machineHash: MACHINE,
    machine: 'hand-made machine',
    preset: 'precise',
    dataset: 'hand',
    neighbours: 0,
    createdIso: '2026-01-02T03:04:05Z',
    complete: true,
    wallNs: 2e9,
    busyNs: 1e9,
    rows: [row('python', 8, 0, 8), row('rust', 0, 0, 0), row('all', 8, 0, 8)],
    ...given,
  };
}

/** A certificate of 20 problems with so many called different from themselves, and so many 10 % slower ones seen. */
export function certificateOf(different: number, seen: number): CertificateSummary {
  return certificate({ rows: [row('all', 20, different, seen)] });
}

/** Two presets, two machines, every kind of measurement; its figures are computed by hand in the tests. */
export const MEASURED: StudyResults = study(
  Object.entries(ANSWERS).flatMap(([modelId, answers]) =>
    answers.map((given, index) => {
      const rust = index === 6;
      const uid = rust ? 'hand:N1' : `hand:M${index + 1}`;
      return cell(modelId, uid, { language: rust ? 'rust' : 'python', ...given });
    }),
  ),
  {
    presets: ['precise', 'paper'],
    machines: { [MACHINE]: 'hand-made machine', [OTHER_MACHINE]: 'other machine' },
    certificates: [
      certificate({ neighbours: 2, rows: [row('all', 10, 1, 9)], createdIso: '2026-01-03T00:00:00Z' }),
      certificate(),
    ],
  },
);
