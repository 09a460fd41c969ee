/**
 * Makes a database of a million judged answers and times what `perforch rank` and `perforch export` do with it: loading,
 * analysis with 1,000 resamples, profile, all tables. Prints CPU time and wall time of each step, and the largest resident
 * set of the process. The database is made by a process of its own, so that the memory is the reader's alone.
 *
 *   npx tsx test/endurance/million-runs.ts [--cells 1000000] [--measure] [--database FILE] [--resamples 1000]
 *
 * With `--database` a file that is there already is read, and one that is not is made and kept.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allTables, analyse, buildProfile, EXPORTERS, renderProfile } from '../../analysis/index.js';
import { sha256 } from '../../harness/hash.js';
import { print } from '../../harness/cli/output.js';
import { Store } from '../../harness/store/index.js';
import { chooseStudy, loadResults } from '../../harness/study/load-results.js';
import { makeDatabase } from './million-database.js';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: '1000000' },
    measure: { type: 'boolean', default: false },
    database: { type: 'string' },
    resamples: { type: 'string', default: '1000' },
    make: { type: 'boolean', default: false },
  },
});
const folder = values.database === undefined ? mkdtempSync(join(tmpdir(), 'perforch-million-')) : null;
const path = values.database ?? join(folder ?? '', 'million.sqlite');

function timed<T>(name: string, work: () => T): T {
  const [begunNs, before] = [process.hrtime.bigint(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(before);
  const wallMs = Number(process.hrtime.bigint() - begunNs) / 1e6;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  print(
    `${name.padEnd(10)} ${seconds((user + system) / 1000).padStart(9)} CPU ${seconds(wallMs).padStart(9)}`,
  );
  return result;
}

function read(): void {
  const store = new Store(path, { mustExist: true });
  const results = timed('load', () => loadResults(store, chooseStudy(store, undefined)));
  const analysis = timed('analyse', () => analyse(results, { resamples: Number(values.resamples) }));
  const facts = { createdIso: '2026-01-02T03:04:05Z', harnessVersion: '0' };
  const profile = timed('profile', () => renderProfile(buildProfile(analysis, facts)));
  const tables = timed('tables', () =>
    allTables(analysis).flatMap((own) =>
      [EXPORTERS.csv, EXPORTERS.json].map((exporter) => exporter.render(own)),
    ),
  );
  store.close();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  print(`all        ${((userCPUTime + systemCPUTime) / 1e6).toFixed(2).padStart(7)} s CPU`);
  print(`${results.cells.length} cells; largest resident set ${Math.round(maxRSS / 1024)} MiB`);
  print(`profile ${sha256(profile).slice(0, 16)}, tables ${sha256(tables.join('')).slice(0, 16)}`);
}

if (values.make) {
  const { cells, measure } = values;
  const made = timed('make', () => makeDatabase(path, { cells: Number(cells), measure, seed: '20261123' }));
  print(`${made} cells, ${Math.round(statSync(path).size / 2 ** 20)} MiB`);
} else {
  if (!existsSync(path)) {
    const again = ['--cells', values.cells, ...(values.measure ? ['--measure'] : []), '--database', path];
    const made = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), '--make', ...again],
      { stdio: 'inherit' },
    );
    if (made.status !== 0) process.exit(1);
  }
  read();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}
