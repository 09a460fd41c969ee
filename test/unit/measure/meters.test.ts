import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../datasets/problem.js';
import { metersOf, type Expectation } from '../../../harness/measure/meters/meters.js';
import { readingOf } from '../../../harness/measure/meters/reading.js';
import { isOff, type MeterResult } from '../../../harness/measure/meters/run.js';
import { sample } from './samples.js';

const MIB = 2 ** 20;
const memory = (mib: number): Expectation => ({ figure: 'memory', bytes: mib * MIB, over: 'base' });
const efficiency = (ratio: number): Expectation => ({ figure: 'efficiency', ratio });
const peak = (mib: number) => sample({ maxRssBytes: mib * MIB });
const ran = (cpuMs: number, wallMs: number) => sample({ bodyCpuNs: cpuMs * 1e6, bodyWallNs: wallMs * 1e6 });
const BASE = peak(10);

describe('the memory of a meter', () => {
  it.each([
    { mib: 8, measured: 18, ok: true },
    { mib: 8, measured: 18.9, ok: true },
    { mib: 8, measured: 19.1, ok: false },
    { mib: 8, measured: 16.9, ok: false },
    { mib: 256, measured: 271, ok: true },
    { mib: 256, measured: 261, ok: true },
    { mib: 256, measured: 272, ok: false },
    { mib: 256, measured: 260, ok: false },
  ])('may be 2 % or 1 MiB off: $measured MiB of $mib over 10: $ok', ({ mib, measured, ok }) => {
    expect(readingOf(memory(mib), [peak(measured)], BASE).ok).toBe(ok);
  });

  it('is off where the base itself is all that was seen', () => {
    expect(readingOf(memory(8), [BASE], BASE).ok).toBe(false);
    expect(readingOf(memory(8), [peak(500)], peak(500)).ok).toBe(false);
  });

  it('is what was charged to the control group where all runs had one', () => {
    const grouped = (mib: number) =>
      sample({ maxRssBytes: 99 * MIB, cgroupPeakBytes: mib * MIB, cgroupMethod: 'cgroup2' });
    expect(readingOf(memory(8), [grouped(12)], grouped(4))).toMatchObject({ measured: 12 * MIB, ok: true });
    expect(readingOf(memory(8), [grouped(12)], BASE)).toMatchObject({ measured: 99 * MIB, ok: false });
  });

  it('of the base has an upper bound', () => {
    const base: Expectation = { figure: 'base', mostBytes: 16 * MIB };
    expect(readingOf(base, [BASE], BASE)).toEqual({
      unit: 'bytes',
      measured: 10 * MIB,
      least: 1,
      most: 16 * MIB,
      ok: true,
    });
    expect(readingOf(base, [peak(17)], peak(17)).ok).toBe(false);
    expect(readingOf(base, [peak(0)], peak(0)).ok).toBe(false);
  });
});

describe('the CPU efficiency of a meter', () => {
  it.each([
    { ratio: 1, runs: [ran(300, 300)], ok: true },
    { ratio: 1, runs: [ran(300, 315)], ok: true },
    { ratio: 1, runs: [ran(300, 320)], ok: false },
    { ratio: 1, runs: [ran(320, 300)], ok: false },
    { ratio: 0.5, runs: [ran(270, 500)], ok: true },
    { ratio: 0.5, runs: [ran(280, 500)], ok: false },
    { ratio: 2, runs: [ran(600, 307)], ok: true },
    { ratio: 2, runs: [ran(600, 309)], ok: false },
    { ratio: 2, runs: [ran(300, 300)], ok: false },
  ])('may be 0.05 off, of $ratio: $ok', ({ ratio, runs, ok }) => {
    expect(readingOf(efficiency(ratio), runs, BASE).ok).toBe(ok);
  });

  it('is the median of the runs', () => {
    const runs = [ran(300, 900), ran(300, 301), ran(300, 302)];
    expect(readingOf(efficiency(1), runs, BASE)).toMatchObject({
      unit: 'ratio',
      measured: 300 / 302,
      ok: true,
    });
  });
});

describe('a result', () => {
  const about = { language: 'python', id: 'hold-8', expectation: memory(8) } as const;
  const read = (mib: number): MeterResult => {
    const runs = [peak(mib)];
    return { ...about, state: 'read', reading: readingOf(about.expectation, runs, BASE), runs };
  };

  it('is off where the reading is, or where there is none', () => {
    expect(isOff(read(18))).toBe(false);
    expect(isOff(read(28))).toBe(true);
    expect(isOff({ ...about, state: 'failed', detail: 'does not compile' })).toBe(true);
    expect(isOff({ ...about, state: 'skipped', reason: 'needs 2 CPUs, there is 1' })).toBe(false);
  });
});

describe('the meters', () => {
  it.each(LANGUAGES)(
    'of %s are those of all languages, those first that others are compared with',
    (language) => {
      const meters = metersOf(language);
      expect(meters.map(({ id }) => id)).toEqual(metersOf('python').map(({ id }) => id));
      const figures = meters.map(({ expectation }) => expectation.figure);
      expect(figures.lastIndexOf('base')).toBeLessThan(figures.findIndex((figure) => figure !== 'base'));
      const ids = meters.map(({ id }) => id);
      for (const { expectation } of meters)
        if (expectation.figure === 'memory') expect(ids).toContain(expectation.over);
      expect(new Set(meters.map(({ problem }) => problem.uid)).size).toBe(meters.length);
      for (const { problem } of meters) expect(problem.tests.hidden).not.toContain('{{');
    },
  );
});
