import type { CommonRuntime, StudyResults } from '../../../harness/study/results.js';
import { notMeasurable } from './fixture-measured.js';
import { cell, measurement, ratios, study } from './fixture.js';

const TASKS = Array.from({ length: 12 }, (_, index) => index + 1);
const place = (task: number) => ({
  ...{ dataset: 'effibench-x', language: 'rust', problemUid: `effibench-x:Rust/${task}`, taskNumber: task },
});

function ran(modelId: string, task: number, time: number | null, memory = 1, sample = 1): CommonRuntime {
  const measured =
    time === null ? notMeasurable('too_slow') : measurement({ ...ratios(time), maxMemory: memory });
  return { ...place(task), language: 'rust', modelId, sample, measurements: { precise: measured } };
}

/**
 * Alpha's program is the one that those of a task are measured beside. Beta takes half and a quarter of its time in turn, and
 * its second program of the first task, another sample, the same as the first; gamma solves two tasks, beta's twelfth can't be measured.
 */
export const COMMON_RUNTIMES: StudyResults = study(
  ['alpha', 'beta', 'gamma'].flatMap((modelId) =>
    TASKS.map((task) => cell(modelId, `effibench-x:Rust/${task}`, { ...place(task), language: 'rust' })),
  ),
  {
    datasetHashes: { 'effibench-x': 'e5'.repeat(32) },
    commonRuntimes: [
      ...TASKS.map((task) => ran('alpha', task, 1)),
      ...TASKS.map((task) => ran('beta', task, task === 12 ? null : task % 2 === 1 ? 0.5 : 0.25, 2)),
      ran('beta', 1, 0.5, 2, 2),
      ran('gamma', 1, 2),
      ran('gamma', 2, 8),
    ],
  },
);
