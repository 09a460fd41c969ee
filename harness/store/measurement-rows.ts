import { z } from 'zod';
import { CANDIDATE_FLAGS, type CandidateFlag } from '../measure/flags.js';
import { NOT_MEASURABLE, type Measurement, type NotMeasurableReason } from '../measure/measurement.js';
import type { Sample } from '../measure/sample.js';
import type { Statement } from './database.js';
import { storedSample } from './stored-sample.js';

/** A measurement that a study's figures come from. */
export interface StoredMeasurement {
  readonly problemUid: string;
  readonly programHash: string;
  /** Of the model's own program that it is measured beside; empty for the canonical solution. */
  readonly inputProgramHash: string;
  readonly preset: string;
  readonly machineHash: string;
  readonly disturbances: readonly string[];
  readonly result: Measurement | { readonly state: 'same_program' };
}

const flag = z.enum(Object.keys(CANDIDATE_FLAGS) as [CandidateFlag, ...CandidateFlag[]]);
const reason = z.enum(Object.keys(NOT_MEASURABLE) as [NotMeasurableReason, ...NotMeasurableReason[]]);
const measurementRow = z.object({
  key: z.string(),
  problemUid: z.string(),
  programHash: z.string(),
  inputProgramHash: z.string(),
  preset: z.string(),
  machineHash: z.string(),
  state: z.enum(['measured', 'not_measurable', 'same_program']),
  reason: reason.nullable(),
  detail: z.string().nullable(),
  flagsJson: z.string(),
  disturbancesJson: z.string(),
});

/** Columns of the table of samples by field. */
export const SAMPLE_COLUMNS = {
  side: 'side',
  purpose: 'purpose',
  pair: 'pair',
  warmUp: 'warm_up',
  repetitions: 'repetitions',
  startUpCpuNs: 'start_up_cpu_ns',
  startUpWallNs: 'start_up_wall_ns',
  firstCpuNs: 'first_cpu_ns',
  bodyCpuNs: 'body_cpu_ns',
  bodyWallNs: 'body_wall_ns',
  totalCpuNs: 'total_cpu_ns',
  totalWallNs: 'total_wall_ns',
  maxRssBytes: 'max_rss_bytes',
  cgroupPeakBytes: 'cgroup_peak_bytes',
  cgroupMethod: 'cgroup_method',
  meanRssBytes: 'mean_rss_bytes',
  rssSamples: 'rss_samples',
  involuntarySwitches: 'involuntary_switches',
  instructions: 'instructions',
} as const satisfies Record<keyof Sample, string>;
/** All rows in one text, as taking them one by one, value by value, takes twice as long. All numbers are whole ones. */
export const SAMPLES = `SELECT json_group_array(json_array(${Object.values(SAMPLE_COLUMNS).join(', ')}) ORDER BY position)
  FROM sample WHERE measurement_key = ?`;

/** In the order of `SAMPLE_COLUMNS`. Rows come as lists: with the name beside each value the text would be twice as long. */
function named(row: readonly unknown[]): Record<keyof Sample, unknown> {
  return {
    side: row[0],
    purpose: row[1],
    pair: row[2],
    warmUp: row[3],
    repetitions: row[4],
    startUpCpuNs: row[5],
    startUpWallNs: row[6],
    firstCpuNs: row[7],
    bodyCpuNs: row[8],
    bodyWallNs: row[9],
    totalCpuNs: row[10],
    totalWallNs: row[11],
    maxRssBytes: row[12],
    cgroupPeakBytes: row[13],
    cgroupMethod: row[14],
    meanRssBytes: row[15],
    rssSamples: row[16],
    involuntarySwitches: row[17],
    instructions: row[18],
  };
}

/** `select` gives the samples of a key, each as a list of its columns, as JSON. */
export function readMeasurement(row: unknown, select: Statement): StoredMeasurement {
  const { key, state, flagsJson, disturbancesJson, reason, detail, ...plain } = measurementRow.parse(row);
  const disturbances = textsOf(disturbancesJson);
  if (state === 'same_program') return { ...plain, disturbances, result: { state } };
  const samples = rowsOf(select.get(key)).map((columns) => storedSample(named(columns)));
  const result: Measurement =
    state === 'measured'
      ? { state, flags: flagsOf(flagsJson), samples }
      : { state, reason: reason ?? 'failed', detail: detail ?? '', samples };
  return { ...plain, disturbances, result };
}

function rowsOf(json: unknown): unknown[][] {
  return JSON.parse(String(json)) as unknown[][];
}

function textsOf(json: string): string[] {
  return json === '[]' ? [] : z.array(z.string()).parse(JSON.parse(json));
}

function flagsOf(json: string): CandidateFlag[] {
  return json === '[]' ? [] : z.array(flag).parse(JSON.parse(json));
}
