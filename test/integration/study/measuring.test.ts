import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { Store } from '../../../harness/store/index.js';
import { openDemo, type Demo } from '../../../harness/study/demo.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import type { Progress } from '../../../harness/study/progress.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { runStudy } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-measuring-'));
const database = join(folder, 'study.sqlite');
const PRESETS = ['quick', 'single'];
let demo: Demo;

/** Runs the study, or goes on with it; a `stopAfter` stops it when so many programs were measured. */
async function sweep(stopAfter = Infinity): Promise<Progress> {
  const store = new Store(database);
  const stop = new AbortController();
  try {
    return await runStudy(demo.input, store, await openToolbox(demo.input.spec.languages), {
      lanes: 2,
      askLanes: 4,
      stop: stop.signal,
      abort: new AbortController().signal,
      onNote: () => undefined,
      onProgress: ({ freshMeasurements }) => {
        if (freshMeasurements >= stopAfter) stop.abort();
      },
    });
  } finally {
    store.close();
  }
}

function load(): StudyResults {
  const store = new Store(database, { mustExist: true });
  try {
    return loadResults(store, chooseStudy(store, undefined));
  } finally {
    store.close();
  }
}

beforeAll(async () => {
  demo = await openDemo({
    languages: ['python', 'cpp'],
    problems: [2, 4],
    measure: { presets: PRESETS },
  });
});
afterAll(async () => {
  await demo.server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a study with presets', () => {
  it('stops between two measurements, and keeps those that are done', async () => {
    const { measured, toMeasure } = await sweep(1);
    expect(measured).toBeGreaterThan(0);
    expect(measured).toBeLessThan(toMeasure);
  });

  it('goes on with the rest, and measures nothing twice', async () => {
    const rest = await sweep();
    expect(rest.measured).toBe(rest.toMeasure);
    expect(rest.freshMeasurements).toBeLessThan(rest.toMeasure);
    expect(await sweep()).toMatchObject({ freshMeasurements: 0, freshRuns: 0, freshAnswers: 0 });
  });

  it('has a measurement of every passed program by every preset, and of no other', () => {
    for (const { verdict, measurements } of load().cells) {
      expect(Object.keys(measurements).sort()).toEqual(verdict === 'passed' ? PRESETS : []);
    }
  });

  it('calls refined programs faster, and finds canonical ones the same', () => {
    const passed = load().cells.filter(({ verdict }) => verdict === 'passed');
    const calls = passed.map(({ measurements }) => measurements['quick']);
    expect(calls.some((one) => one?.call === 'faster' && (one.ratios?.executionTime ?? 1) < 0.7)).toBe(true);
    expect(calls.some((one) => one?.state === 'same_program')).toBe(true);
  });

  it('ranks by the first preset', () => {
    const analysis = analyse(load());
    const refine = analysis.contexts.find(
      ({ language, stage, category }) => language === 'all' && stage === 'refine' && category === 'all',
    );
    expect(refine?.criteriaUsed).toContain('executionTime');
  });
});
