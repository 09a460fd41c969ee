import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import { metersOf } from '../../../harness/measure/meters/meters.js';
import type { Observed } from '../../../harness/measure/subject.js';
import { functionSubject } from '../../../harness/measure/function-subject.js';
import { readingOf } from '../../../harness/measure/meters/reading.js';
import { runMeters, type MeterResult } from '../../../harness/measure/meters/run.js';
import { median } from '../../../harness/measure/statistics/index.js';
import { bench } from './bench.js';

const MIB = 2 ** 20;
const BALLAST_BYTES = 500 * MIB;

/**
 * CPU time that a body must have, whatever else runs: as told, less the two clock ticks that a child's is rounded down by,
 * and more by what a runtime does besides (the start of a second virtual machine, its compiler) and by what neighbours on the same
 * core take of it: far less than the double that counting anything twice would give.
 */
const CPU_MS: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  spin: { least: 295, most: 400 },
  half: { least: 295, most: 400 },
  'two-threads': { least: 2800, most: 3900 },
  'child-spin': { least: 575, most: 780 },
};
/** A virtual machine's start. */
const JAVA_MORE_MS = 250;

/** What no neighbours explain: they make wall times longer and never shorter, and waiting stays waiting. */
const MOST_EFFICIENCY: Readonly<Record<string, number>> = {
  spin: 1.08,
  half: 0.6,
  'two-threads': 2.1,
  'child-spin': 1.2,
};

const found = new Map<string, MeterResult>();

beforeAll(async () => {
  for (const result of await runMeters(await bench(), LANGUAGES, () => undefined))
    found.set(`${result.language} ${result.id}`, result);
});

function readOf(language: Language, id: string): Extract<MeterResult, { state: 'read' }> {
  const result = found.get(`${language} ${id}`);
  if (result?.state === 'read') return result;
  throw new Error(JSON.stringify(result));
}

const ofFigure = (figure: string) =>
  metersOf('python').flatMap(({ id, expectation }) => (expectation.figure === figure ? [id] : []));

/** One run of a meter on the path of candidates. */
async function runOf(language: Language, id: string): Promise<Observed> {
  const meter = metersOf(language).find((known) => known.id === id);
  if (meter === undefined) throw new Error(`no meter is called ${id}`);
  const built = await (await bench()).build(functionSubject(meter.problem), meter.program, 'optimised');
  if (built.state === 'failed') throw new Error(built.detail);
  try {
    const outcome = await (await bench()).sampled(built.program, { warmUp: 0, repetitions: 1 }, 20_000);
    if (outcome.state === 'failed') throw new Error(outcome.detail);
    return outcome.observed;
  } finally {
    await built.program.dispose();
  }
}

/** Whether two CPUs or more were idle for nine tenths of half a second. */
async function areTwoCpusIdle(): Promise<boolean> {
  const before = cpus();
  await sleep(500);
  const idle = cpus().filter(({ times }, index) => times.idle - (before[index]?.times.idle ?? 0) > 450);
  return idle.length >= 2;
}

test('two threads run at once where two CPUs are idle', async ({ skip }) => {
  const efficiencies: number[] = [];
  for (let run = 0; run < 3; run++) {
    if (!(await areTwoCpusIdle())) skip('the machine is busy');
    const { bodyCpuNs, bodyWallNs } = await runOf('cpp', 'two-threads');
    efficiencies.push(bodyCpuNs / bodyWallNs);
  }
  if (!(await areTwoCpusIdle())) skip('the machine is busy');
  expect(Math.max(...efficiencies)).toBeGreaterThan(1.2);
});

describe.each(LANGUAGES)('%s', (language) => {
  test.each([...ofFigure('base'), ...ofFigure('memory')])('%s takes the memory that it should', (id) => {
    const { reading, runs } = readOf(language, id);
    expect(reading, JSON.stringify(runs)).toMatchObject({ ok: true });
  });

  test.each(ofFigure('memory'))(
    '%s has the resident memory that it should, with and without a group',
    (id) => {
      const resident = (name: string) =>
        readOf(language, name).runs.map((run) => ({ ...run, cgroupPeakBytes: null }));
      const { expectation } = readOf(language, id);
      if (expectation.figure !== 'memory') throw new Error(`${id} is no meter of memory`);
      const [base] = resident(expectation.over);
      if (base === undefined) throw new Error(`${expectation.over} did not run`);
      expect(readingOf(expectation, resident(id), base)).toMatchObject({ ok: true });
    },
  );

  test.each(ofFigure('efficiency'))('%s is charged the CPU time that it took', (id) => {
    const result = found.get(`${language} ${id}`);
    if (result?.state === 'skipped') return;
    const { reading, runs } = readOf(language, id);
    const { least = 0, most = 0 } = CPU_MS[id] ?? {};
    const cpuMs = median(runs.map(({ bodyCpuNs }) => bodyCpuNs)) / 1e6;
    expect(cpuMs).toBeGreaterThan(least);
    expect(cpuMs).toBeLessThan(most + (language === 'java' ? JAVA_MORE_MS : 0));
    expect(reading.measured).toBeLessThan(MOST_EFFICIENCY[id] ?? 0);
  });

  test('memory that the harness itself holds is in no figure', { retry: 3 }, async () => {
    const ballast = Buffer.alloc(BALLAST_BYTES, 1);
    for (const id of ['base', 'hold-8']) {
      const now = await runOf(language, id);
      const [before] = readOf(language, id).runs;
      expect(Math.abs(now.maxRssBytes - (before?.maxRssBytes ?? 0))).toBeLessThan(MIB);
      expect(Math.abs((now.cgroupPeakBytes ?? 0) - (before?.cgroupPeakBytes ?? 0))).toBeLessThan(MIB);
    }
    expect(ballast.at(-1)).toBe(1);
  });
});
