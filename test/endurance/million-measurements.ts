import type Sqlite from 'better-sqlite3';
import type { Fingerprint } from '../../harness/measure/fingerprint.js';
import type { Random } from '../../harness/measure/statistics/index.js';
import { sha256 } from '../../harness/hash.js';
import type { PassedCell } from './million-database.js';

export const MACHINE = 'f6'.repeat(32);
export const FINGERPRINT: Fingerprint = {
  ...{ cpuModel: 'A CPU', cpuIds: [], cpuFeaturesHash: null, microcode: null, architecture: 'x86_64' },
  ...{ threads: 2, cores: 2, usableThreads: 2, numaNodes: 1, memoryBytes: 4 * 2 ** 30, kernel: '6.1.0' },
  ...{ virtualMachine: 'none', container: 'none', frequencyDriver: null, governor: null, turbo: null },
  ...{ cgroup: 'none', libc: null },
};

const PAIRS = 10;
const RESOURCE_RUNS = 3;
const BODY_NS = 100e6;

/** Stores of each program what the preset `precise` keeps of a comparison: ten pairs, and three runs a side for memory. */
export function addMeasurements(
  database: Sqlite.Database,
  study: string,
  passed: readonly PassedCell[],
  random: Random,
): void {
  const now = '2026-01-02T03:04:05.000Z';
  const addMeasurement = database.prepare(
    `INSERT INTO measurement VALUES (@key, 'precise', @uid, @program, @program, 'measured', NULL, NULL, '[]', '[]',
       'a compiler', 'a sandbox', '${MACHINE}', 1, '1', '${now}', '${now}')`,
  );
  const use = database.prepare(
    `INSERT INTO study_measurement VALUES ('${study}', @uid, @program, '', 'precise', @key)`,
  );
  const addSample = database.prepare(
    `INSERT INTO sample VALUES (@key, @position, @side, @purpose, @pair, 1, 10, 1000000, 1000000, 10000000, @cpuNs, @wallNs,
       @cpuNs, @wallNs, @rss, NULL, NULL, @mean, @count, 0, NULL)`,
  );
  for (const { problem, programHash: program, time } of passed) {
    const key = sha256(`measurement of ${program}`);
    addMeasurement.run({ key, uid: problem.uid, program });
    use.run({ key, uid: problem.uid, program });
    let position = 0;
    const add = (side: string, purpose: string, pair: number): void => {
      const factor = side === 'candidate' ? time : 1;
      const cpuNs = Math.round(BODY_NS * factor * (0.99 + 0.02 * random.uniform()));
      const rss = Math.round(20e6 * (0.95 + 0.1 * random.uniform()));
      const [mean, count] = purpose === 'resources' ? [rss - 1e6, 9] : [null, 0];
      addSample.run({ key, position, side, purpose, pair, cpuNs, wallNs: cpuNs + 1e6, rss, mean, count });
      position += 1;
    };
    for (const [purpose, runs] of [
      ['timing', PAIRS],
      ['resources', RESOURCE_RUNS],
    ] as const) {
      for (let pair = 0; pair < runs; pair += 1) {
        add('reference', purpose, pair);
        add('candidate', purpose, pair);
      }
    }
  }
}
