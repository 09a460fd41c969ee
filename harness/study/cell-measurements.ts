import { existsSync } from 'node:fs';
import { figuresOf, type Figures } from '../measure/figures.js';
import { CANDIDATE_FLAGS } from '../measure/flags.js';
import { presetOf } from '../measure/presets.js';
import { SharedWork, type Begin } from '../shared-work/index.js';
import { Store } from '../store/index.js';
import type { StoredMeasurement } from '../store/measurements.js';
import type { CellMeasurement, CellResult, RuntimeRatios } from './results.js';

/** Of the programs of a problem: each one's measurements by preset, by the program's hash. */
export type ByProgram = ReadonlyMap<string, CellResult['measurements']>;

/** By problem. */
export type Measurements = ReadonlyMap<string, ByProgram>;

/** With fewer measurements a second thread would take longer to start than it saves. */
const WORTH_HELP = 3_000;

interface Input {
  readonly path: string;
  readonly studyHash: string;
  readonly problems: readonly string[];
}

/** The measurements that a study uses. `worthHelp`: from how many on a second thread takes part. */
export function measurementsOf(store: Store, studyHash: string, worthHelp = WORTH_HELP): Measurements {
  const measured = store.measurements.measuredProblems(studyHash);
  const problems = measured.map(({ problemUid }) => problemUid);
  const count = measured.reduce((sum, { programs }) => sum + programs, 0);
  const input: Input = { path: store.path, studyHash, problems };
  const work = new SharedWork<ByProgram>({
    pieces: problems.length,
    perform: readFrom(store, input),
    module: import.meta.url,
    input,
    // Nobody else can see a database in memory.
    alone: count < worthHelp || store.path === '',
  });
  const read = work.finish();
  return new Map(problems.map((uid, index) => [uid, read[index] ?? new Map()]));
}

/** In a second thread, which reads by a connection of its own. */
export const begin: Begin<Input, ByProgram> = (input) => {
  // To a reader a database that is not there is empty.
  if (!existsSync(input.path)) throw new Error(`${input.path} is not there any more`);
  return readFrom(new Store(input.path, { readOnly: true }), input);
};

function readFrom(store: Store, { studyHash, problems }: Input): (problem: number) => ByProgram {
  return (problem) => {
    const byProgram = new Map<string, Record<string, CellMeasurement>>();
    for (const measurement of store.measurements.ofProblem(studyHash, problems[problem] ?? '')) {
      const { programHash, preset } = measurement;
      byProgram.set(programHash, { ...byProgram.get(programHash), [preset]: toCellMeasurement(measurement) });
    }
    return byProgram;
  };
}

const SAME: RuntimeRatios = { executionTime: 1, meanMemory: 1, maxMemory: 1, cpuEfficiency: 1 };

/** What the analysis reads of a measurement. */
export function toCellMeasurement(stored: StoredMeasurement): CellMeasurement {
  const { result, preset, disturbances, machineHash } = stored;
  const { state } = result;
  const facts = { state, disturbances, machineHash, reason: null };
  if (state === 'not_measurable') {
    return { ...facts, reason: result.reason, ratios: null, interval: null, call: null, flags: [] };
  }
  if (state === 'same_program') {
    return { ...facts, ratios: SAME, interval: { low: 1, high: 1 }, call: 'no_difference_shown', flags: [] };
  }
  const figures = figuresOf(result, presetOf(preset));
  const { interval, call } = figures;
  const voided = result.flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  return { ...facts, ratios: voided ? null : ratiosOf(figures), interval, call, flags: result.flags };
}

function ratiosOf({ candidate, reference, timeRatio }: Figures): RuntimeRatios {
  const known = candidate.meanRssBytes !== null && reference.meanRssBytes !== null;
  return {
    executionTime: timeRatio,
    meanMemory: known ? candidate.meanRssBytes / reference.meanRssBytes : null,
    maxMemory: candidate.maxMemoryBytes / reference.maxMemoryBytes,
    cpuEfficiency: candidate.cpuEfficiency / reference.cpuEfficiency,
  };
}
