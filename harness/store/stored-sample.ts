import { PURPOSES, sampleSchema, SIDES, type Sample } from '../measure/sample.js';

const SIDE_NAMES: ReadonlySet<unknown> = new Set(SIDES);
const METHODS: ReadonlySet<unknown> = new Set(['cgroup1', 'cgroup2', null]);
const PURPOSE_NAMES: ReadonlySet<unknown> = new Set(PURPOSES);

/**
 * A row of samples, checked: a study has a million of them and the schema is slow. It is left to say what is wrong with a row
 * that the quick look doesn't know to be right. Throws `ZodError` for such a one.
 */
export function storedSample(row: Readonly<Record<keyof Sample, unknown>>): Sample {
  return isPlain(row) ? row : sampleSchema.parse(row);
}

function isPlain(row: Readonly<Record<keyof Sample, unknown>>): row is Sample {
  return (
    SIDE_NAMES.has(row.side) &&
    PURPOSE_NAMES.has(row.purpose) &&
    isCountOrNull(row.pair) &&
    isCount(row.warmUp) &&
    isCount(row.repetitions) &&
    isCount(row.startUpCpuNs) &&
    isCount(row.startUpWallNs) &&
    isCount(row.firstCpuNs) &&
    isCount(row.bodyCpuNs) &&
    isCount(row.bodyWallNs) &&
    isCount(row.totalCpuNs) &&
    isCount(row.totalWallNs) &&
    isCount(row.maxRssBytes) &&
    isCountOrNull(row.cgroupPeakBytes) &&
    METHODS.has(row.cgroupMethod) &&
    isCountOrNull(row.meanRssBytes) &&
    isCount(row.rssSamples) &&
    isCount(row.involuntarySwitches) &&
    isCountOrNull(row.instructions)
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCountOrNull(value: unknown): boolean {
  return value === null || isCount(value);
}
