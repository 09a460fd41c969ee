import type { Fingerprint } from '../../../harness/measure/fingerprint.js';
import type { Sample } from '../../../harness/measure/sample.js';
import { recordedModel } from '../../../harness/study/open.js';
import { parseStudy } from '../../../harness/study/spec.js';
import type { Store } from '../../../harness/store/index.js';
import type { NewMeasurement } from '../../../harness/store/measurements.js';
import type { Verdict } from '../../../harness/stages/verdict.js';
import { answer, PROBLEM } from './fixture.js';

export const STUDY = 'e5'.repeat(32);
export const MACHINE = 'f6'.repeat(32);
export const REFERENCE = 'canonical';

export const FINGERPRINT: Fingerprint = {
  cpuModel: 'A CPU',
  cpuIds: [],
  cpuFeaturesHash: null,
  microcode: null,
  architecture: 'x86_64',
  threads: 2,
  cores: 2,
  usableThreads: 2,
  numaNodes: 1,
  memoryBytes: 4 * 2 ** 30,
  kernel: '6.1.0',
  virtualMachine: 'none',
  container: 'none',
  frequencyDriver: null,
  governor: null,
  turbo: null,
  cgroup: 'none',
  libc: null,
};

/** A study of one problem in Python, written down. */
export function addStudy(store: Store, measure = 'measure: { presets: [precise] }'): void {
  const text = `version: 1\nname: s\ndatasets: [made-up]\nlanguages: [python]\nmodels: [m]\n${measure}\n`;
  const specJson = JSON.stringify(parseStudy(text, 'study.yaml'));
  store.studies.addStudy({ hash: STUDY, name: 's', specJson, machine: 'planned here' });
  store.measurements.addMachine(MACHINE, JSON.stringify(FINGERPRINT));
}

/** A cell of the study whose answer was judged; gives the hash of its program, which no other verdict can have. */
export function addCell(store: Store, modelId: string, program: string, verdict: Verdict = 'passed'): string {
  const key = { studyHash: STUDY, modelId, problemUid: PROBLEM.uid, stage: 'generate', sample: 1 } as const;
  const runKey = `run of ${program}`;
  store.studies.addModel(recordedModel(modelId));
  store.answers.add({ ...answer(`answer of ${modelId}`, program), modelId });
  store.cells.plan(key, `answer of ${modelId}`);
  const programHash = store.runs.addProgram('python', program);
  const judgement = { verdict, detail: '', steps: [] };
  const surroundings = { toolchain: 't', sandbox: 's', machine: 'm' };
  store.runs.add({ key: runKey, programHash, problemUid: PROBLEM.uid, judgement, ...surroundings });
  store.cells.finish(key, { extraction: 'fenced', programHash, runKey });
  return programHash;
}

/** Stores a measurement of a program, and has the study use it. */
export function addMeasurement(
  store: Store,
  programHash: string,
  result: NewMeasurement['result'],
  given: Partial<NewMeasurement> = {},
): void {
  const measurement: NewMeasurement = {
    key: `measurement of ${programHash} by ${given.preset ?? 'precise'}`,
    preset: 'precise',
    problemUid: PROBLEM.uid,
    programHash,
    referenceHash: store.runs.addProgram('python', REFERENCE),
    result,
    disturbances: [],
    toolchain: 't',
    sandbox: 's',
    machineHash: MACHINE,
    timingCpu: 1,
    seed: '1',
    startedIso: '2026-01-02T03:04:05Z',
    ...given,
  };
  store.measurements.add(measurement);
  store.measurements.use(STUDY, measurement);
}

const SAMPLE: Sample = {
  side: 'reference',
  purpose: 'timing',
  pair: 0,
  warmUp: 1,
  repetitions: 10,
  startUpCpuNs: 1e6,
  startUpWallNs: 1e6,
  firstCpuNs: 1e7,
  bodyCpuNs: 1e8,
  bodyWallNs: 2e8,
  totalCpuNs: 1.1e8,
  totalWallNs: 2.1e8,
  maxRssBytes: 1_000_000,
  cgroupPeakBytes: null,
  cgroupMethod: null,
  meanRssBytes: null,
  rssSamples: 0,
  involuntarySwitches: 0,
  instructions: null,
};

/**
 * Ten pairs and three runs for memory: a reference of 10 ms a repetition, 1 MB at most and 0.5 MB on average, and a candidate
 * that takes `time` times as long, twice the memory at most, `meanMemory` times the mean, at twice the CPU efficiency.
 */
export function pairedSamples(time: number, meanMemory: number | null = 4): Sample[] {
  const reference = { ...SAMPLE, side: 'reference' } as const;
  const candidate = { ...SAMPLE, side: 'candidate', bodyCpuNs: time * 1e8, bodyWallNs: time * 1e8 } as const;
  const pairs = Array.from({ length: 10 }, (_, pair) => [
    { ...reference, pair },
    { ...candidate, pair },
  ]);
  const resources = Array.from({ length: 3 }, (_, pair) => [
    { ...reference, purpose: 'resources', pair, meanRssBytes: 500_000, rssSamples: 9 } as const,
    {
      ...candidate,
      purpose: 'resources',
      pair,
      maxRssBytes: 2_000_000,
      meanRssBytes: meanMemory === null ? null : 500_000 * meanMemory,
      rssSamples: 9,
    } as const,
  ]);
  return [...pairs, ...resources].flat();
}

/** Three runs of each side by the preset `paper`: 1 s of the reference, `time` s of the candidate. */
export function loopSamples(time: number): Sample[] {
  return (['reference', 'candidate'] as const).flatMap((side) =>
    Array.from({ length: 3 }, (_, pair): Sample => {
      const ns = side === 'reference' ? 1e9 : time * 1e9;
      return { ...SAMPLE, side, purpose: 'resources', pair, totalWallNs: ns, totalCpuNs: ns };
    }),
  );
}
