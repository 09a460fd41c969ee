import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { compareVerdicts } from '../../../harness/bundle/fresh-runs.js';
import { copyAnswers, copyStudy } from '../../../harness/store/copy-study.js';
import { Store } from '../../../harness/store/index.js';
import { answer, storeAt } from '../store/fixture.js';
import { addCell, addMeasurement, addStudy, pairedSamples, STUDY } from '../store/measured.js';
import { twoStudies } from './database.js';
import { newPath } from './packed.js';

/** A study with a measured cell, and a program that only another study's measurement has. */
function measuredStudy(): string {
  const path = newPath('.sqlite');
  const store = storeAt(path);
  addStudy(store);
  const program = addCell(store, 'm', 'print(1)');
  addMeasurement(store, program, { state: 'measured', flags: [], samples: pairedSamples(0.5) });
  store.answers.add(answer('answer of nobody', 'in no study'));
  store.close();
  return path;
}

describe('a copy of a study', () => {
  it('has its cells and its measurements with every sample', () => {
    const source = measuredStudy();
    const target = newPath('.sqlite');
    copyStudy(source, target, STUDY);
    const [from, to] = [source, target].map((path) => new Store(path, { mustExist: true })) as [Store, Store];
    expect(to.cells.results(STUDY)).toEqual(from.cells.results(STUDY));
    const measurements = [...to.measurements.ofStudy(STUDY)];
    expect(measurements).toEqual([...from.measurements.ofStudy(STUDY)]);
    expect(measurements).toHaveLength(1);
    expect(to.measurements.passedPrograms(STUDY)).toEqual(from.measurements.passedPrograms(STUDY));
    expect(to.answers.get('answer of nobody')).toBeNull();
    from.close();
    to.close();
  });

  it('is of one moment, while somebody else writes', () => {
    const source = measuredStudy();
    const writer = new Sqlite(source);
    writer.exec('BEGIN IMMEDIATE');
    writer.exec("UPDATE answer SET raw = 'half a change'");
    const target = newPath('.sqlite');
    copyStudy(source, target, STUDY);
    writer.exec('COMMIT');
    writer.close();
    const store = new Store(target);
    expect(store.answers.get('answer of m')?.raw).toBe('print(1)');
    store.close();
  });
});

describe('a copy of answers', () => {
  it('brings the answers, and neither verdicts nor programs', () => {
    const target = newPath('.sqlite');
    copyAnswers(measuredStudy(), target, STUDY);
    const store = new Store(target);
    expect(store.answers.get('answer of m')?.raw).toBe('print(1)');
    expect(store.studies.studies()).toEqual([]);
    store.close();
    const db = new Sqlite(target, { readonly: true });
    for (const table of ['run', 'program', 'cell', 'measurement'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    db.close();
  });

  it('is refused, and changes nothing, where the same question has another answer', () => {
    const target = newPath('.sqlite');
    const store = storeAt(target);
    store.answers.add(answer('answer of m', 'another'));
    store.close();
    expect(() => copyAnswers(measuredStudy(), target, STUDY)).toThrow(
      /has other answers to the same questions/,
    );
    const after = new Store(target);
    expect(after.answers.get('answer of m')?.raw).toBe('another');
    after.close();
  });
});

describe('outcomes that are compared', () => {
  it('differ by verdict, by a missing one, and not where they are the same', async () => {
    const path = newPath('.sqlite');
    await twoStudies(path);
    const store = new Store(path);
    const cells = store.cells.results(store.studies.studies()[0]?.hash ?? '');
    store.close();
    expect(compareVerdicts(cells, cells)).toEqual([]);
    const [first, second] = cells;
    if (first === undefined || second === undefined) throw new Error('two cells were planned');
    const cell = { problem: first.problemUid, stage: 'generate', sample: 1 };
    expect(compareVerdicts(cells, [{ ...first, verdict: 'time_limit' }])).toEqual([
      { ...cell, model: 'a', packed: 'passed', here: 'time_limit' },
      { ...cell, model: 'b', packed: 'wrong_answer', here: null },
    ]);
  });
});
