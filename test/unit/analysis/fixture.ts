import type { Category, Language } from '../../../datasets/problem.js';
import type {
  CellMeasurement,
  CellResult,
  RuntimeRatios,
  Stage,
  StudyResults,
} from '../../../harness/study/results.js';
import { DEFAULT_WEIGHTS } from '../../../analysis/index.js';

export const MACHINE = 'c3'.repeat(32);

/** Program / canonical solution; CPU efficiency is the canonical solution's. */
export function ratios(
  executionTime: number,
  maxMemory = 1,
  meanMemory: number | null = null,
): RuntimeRatios {
  return { executionTime, maxMemory, meanMemory, cpuEfficiency: 1 };
}

/** A measurement that decided, but for what is given. */
export function measurement(ofProgram: RuntimeRatios, given: Partial<CellMeasurement> = {}): CellMeasurement {
  const time = ofProgram.executionTime;
  return {
    state: 'measured',
    reason: null,
    ratios: ofProgram,
    interval: { low: 0.99 * time, high: 1.01 * time },
    call: time < 1 ? 'faster' : time > 1 ? 'slower' : 'no_difference_shown',
    flags: [],
    disturbances: [],
    machineHash: MACHINE,
    ...given,
  };
}

/** What a cell has whose program was measured by the preset `precise`. */
export function measured(
  ofProgram: RuntimeRatios,
  given: Partial<CellMeasurement> = {},
): Partial<CellResult> {
  return { measurements: { precise: measurement(ofProgram, given) } };
}

/** A cell that passed without being measured, but for what is given. */
export function cell(modelId: string, problemUid: string, given: Partial<CellResult> = {}): CellResult {
  return {
    modelId,
    problemUid,
    // P1 and R1 are one task in two languages.
    taskNumber: Number(/\d+$/.exec(problemUid)?.[0] ?? 0),
    dataset: 'hand',
    language: 'python',
    stage: 'generate',
    sample: 0,
    categories: ['Array'],
    answerState: 'answered',
    verdict: 'passed',
    measurements: {},
    ...given,
  };
}

/** Results whose models, languages and stages are those of the cells. */
export function study(cells: readonly CellResult[], given: Partial<StudyResults> = {}): StudyResults {
  const distinct = <T>(values: T[]): T[] => [...new Set(values)];
  return {
    studyName: 'hand-made',
    studyHash: 'a1'.repeat(32),
    datasetHashes: { hand: 'b2'.repeat(32) },
    seed: 7,
    weights: DEFAULT_WEIGHTS,
    models: distinct(cells.map(({ modelId }) => modelId)).map((id) => ({
      id,
      name: id.toUpperCase(),
      scripted: id.startsWith('scripted-'),
    })),
    languages: distinct<Language>(cells.map(({ language }) => language)),
    stages: distinct<Stage>(cells.map(({ stage }) => stage)),
    machine: 'hand-made machine',
    presets: ['precise'],
    machines: { [MACHINE]: 'hand-made machine' },
    certificates: [],
    costs: [],
    cells,
    ...given,
  };
}

const PROBLEMS: readonly { uid: string; language: Language; categories: readonly Category[] }[] = [
  { uid: 'hand:P1', language: 'python', categories: ['Array'] },
  { uid: 'hand:P2', language: 'python', categories: ['Array', 'Math'] },
  { uid: 'hand:P3', language: 'python', categories: ['Math'] },
  { uid: 'hand:P4', language: 'python', categories: [] },
  { uid: 'hand:P5', language: 'python', categories: ['String'] },
  { uid: 'hand:R1', language: 'rust', categories: ['Array'] },
  { uid: 'hand:R2', language: 'rust', categories: ['Math'] },
];

const failed = (verdict: CellResult['verdict']): Partial<CellResult> => ({ verdict });
const unasked: Partial<CellResult> = { answerState: null, verdict: null };

/** One column a problem, in the order of `PROBLEMS`. Time ratios of the shared P1..P3: geometric means 2, 1 and 4. */
const ANSWERS: Readonly<Record<string, readonly Partial<CellResult>[]>> = {
  alpha: [
    measured(ratios(1, 1, 1)),
    measured(ratios(2, 1, 1)),
    measured(ratios(4, 1, 1)),
    measured(ratios(50, 50, 50)),
    measured(ratios(1)),
    measured(ratios(3, 3, 3)),
    failed('wrong_answer'),
  ],
  beta: [
    measured(ratios(1, 2, 2)),
    measured(ratios(1, 2, 2)),
    measured(ratios(1, 2, 2)),
    failed('time_limit'),
    unasked,
    failed('no_code'),
    failed('harness_error'),
  ],
  'scripted-gamma': [
    measured(ratios(4)),
    measured(ratios(4)),
    measured(ratios(4)),
    { answerState: 'cut', verdict: null },
    { verdict: null },
    failed('compile_error'),
    measured(ratios(1, 1, 1)),
  ],
  delta: PROBLEMS.map(() => unasked),
};

/** The small study of the golden files; its scores are computed by hand in scores.test.ts. */
export const HAND_MADE: StudyResults = study(
  Object.entries(ANSWERS).flatMap(([modelId, answers]) =>
    PROBLEMS.map(({ uid, language, categories }, index) =>
      cell(modelId, uid, { language, categories, ...answers[index] }),
    ),
  ),
);

/** Two samples a problem: alpha passes both of S1 and one of S2, beta one of S1; the second of S3 is not answered. */
export const SAMPLED: StudyResults = study([
  cell('alpha', 'S1'),
  cell('alpha', 'S1', { sample: 1 }),
  cell('alpha', 'S2'),
  cell('alpha', 'S2', { sample: 1, verdict: 'wrong_answer' }),
  cell('alpha', 'S3'),
  cell('alpha', 'S3', { sample: 1 }),
  cell('beta', 'S1', { verdict: 'wrong_answer' }),
  cell('beta', 'S1', { sample: 1 }),
  cell('beta', 'S2', { verdict: 'wrong_answer' }),
  cell('beta', 'S2', { sample: 1, verdict: 'wrong_answer' }),
  cell('beta', 'S3', { verdict: 'wrong_answer' }),
  cell('beta', 'S3', { sample: 1, answerState: null, verdict: null }),
]);
