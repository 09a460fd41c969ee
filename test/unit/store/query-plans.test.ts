import Sqlite from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import { newPath, storeAt } from './fixture.js';
import { addCell, addStudy, STUDY } from './measured.js';

interface Step {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

afterEach(() => void vi.restoreAllMocks());

/** Loops over a whole table, or over all that a study has of it, within a loop over something else. */
function wholeTablesWithinLoops(steps: readonly Step[]): string[] {
  const loops = steps.filter(({ detail }) => /^(?:SCAN|SEARCH) /.test(detail));
  return loops
    .filter(({ id, parent }) => loops.some((outer) => outer.parent === parent && outer.id < id))
    .filter(({ detail }) => /^SCAN |\(study_hash=\?\)$/.test(detail))
    .map(({ detail }) => detail);
}

it('no question about a study goes through all of it again and again', () => {
  const path = newPath();
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  const store = storeAt(path);
  addStudy(store);
  addCell(store, 'm', 'generated');
  loadResults(store, chooseStudy(store, undefined));
  store.progress(STUDY, ['precise'], '');
  store.served(STUDY);
  store.measurements.passedPrograms(STUDY);
  store.ownPrograms.generated(STUDY);
  store.withoutCanonical.programs(STUDY);
  store.charges.ofStudy(STUDY);
  store.charges.spentOn(STUDY);
  for (const of of ['tokens', 'judging', 'measuring', 'passing'] as const) store.seen[of]();
  store.seen.decided(STUDY);
  store.seen.measured(STUDY);
  const asked = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) => sql.includes('SELECT'));
  prepare.mockRestore();
  store.close();

  const database = new Sqlite(path, { readonly: true });
  const slow = asked.flatMap((sql) => {
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    // A plan knows no values; there must be some, by place or by name.
    const values = sql.includes('@') ? namedIn(sql) : Array.from(sql.matchAll(/\?/g), () => '');
    return wholeTablesWithinLoops(steps.all(values) as Step[]).map((detail) => `${detail} in ${sql}`);
  });
  database.close();
  expect(asked.length).toBeGreaterThan(15);
  expect(slow).toEqual([]);
});

function namedIn(sql: string): Record<string, string> {
  return Object.fromEntries(Array.from(sql.matchAll(/@(\w+)/g), ([, name]) => [name ?? '', '[]']));
}
