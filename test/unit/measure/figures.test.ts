import { describe, expect, it } from 'vitest';
import { figuresOf, pairedRatios } from '../../../harness/measure/figures.js';
import type { Measured } from '../../../harness/measure/measurement.js';
import { presetOf } from '../../../harness/measure/presets.js';
import { sample, timed } from './samples.js';

const MIB = 2 ** 20;
const precise = presetOf('precise');
const paper = presetOf('paper');
const ten = (ns: number): number[] => Array.from({ length: 10 }, (_, index) => ns * (1 + index / 10_000));
const resources = [1, 2, 4].flatMap((times, pair) =>
  (['reference', 'candidate'] as const).map((side) =>
    sample({
      side,
      pair,
      purpose: 'resources',
      maxRssBytes: 1000 * times * (side === 'candidate' ? 3 : 1),
      meanRssBytes: 500 * times,
      bodyCpuNs: 50e6 * times,
      bodyWallNs: 100e6 * times,
    }),
  ),
);
const measured = (samples: Measured['samples'], flags: Measured['flags'] = []): Measured => ({
  state: 'measured',
  flags,
  samples,
});
const HALF = [...timed('reference', ten(200e6)), ...timed('candidate', ten(100e6)), ...resources];

describe('pairedRatios', () => {
  it('pairs by number, whatever the order of the runs', () => {
    const samples = [...timed('candidate', [1, 2, 3]), ...timed('reference', [4, 4, 4])].reverse();
    expect(pairedRatios(samples).sort()).toEqual([0.25, 0.5, 0.75]);
  });

  it('compares repetitions, not runs: a candidate may be repeated less often', () => {
    const samples = [...timed('reference', [100]), ...timed('candidate', [100], { repetitions: 10 })];
    expect(pairedRatios(samples)).toEqual([10]);
  });

  it('leaves out what is no timing', () => {
    expect(pairedRatios(resources)).toEqual([]);
  });
});

describe('figures of pairs', () => {
  it('are medians: time of the timing runs, memory and efficiency of the others', () => {
    const figures = figuresOf(measured(HALF), precise);
    expect(figures).toMatchObject({ call: 'faster', n: 10, timeRatio: 0.5 });
    expect(figures.candidate).toMatchObject({ maxMemoryBytes: 6000, meanRssBytes: 1000, cpuEfficiency: 0.5 });
    expect(figures.reference.maxMemoryBytes).toBe(2000);
    expect(figures.reference.timeNs).toBeCloseTo(2_000_900, 0);
  });

  it.each(['keeps_state', 'memoising', 'not_linear', 'start_up_work'] as const)(
    'a %s program is never faster',
    (flag) => {
      expect(figuresOf(measured(HALF, [flag]), precise).call).toBe('flagged');
    },
  );

  it('a flagged program can be slower', () => {
    const slower = [...timed('reference', ten(100e6)), ...timed('candidate', ten(200e6)), ...resources];
    expect(figuresOf(measured(slower, ['keeps_state']), precise).call).toBe('slower');
  });

  it.each(['fewer_repetitions', 'outliers'] as const)('%s forbids nothing', (flag) => {
    expect(figuresOf(measured(HALF, [flag]), precise).call).toBe('faster');
  });

  it('take the maximum from control groups where all runs had one and are large', () => {
    const grouped = HALF.map((one) => ({
      ...one,
      cgroupPeakBytes: 100 * MIB,
      cgroupMethod: 'cgroup2' as const,
    }));
    const figures = figuresOf(measured(grouped), precise);
    expect(figures.memoryMethod).toBe('cgroup2');
    expect(figures.candidate.maxMemoryBytes).toBe(100 * MIB);
  });

  it('take no charge that is as small as its own error', () => {
    const small = HALF.map((one) => ({
      ...one,
      cgroupPeakBytes: MIB / 2,
      cgroupMethod: 'cgroup1' as const,
    }));
    expect(figuresOf(measured(small), precise)).toMatchObject({
      memoryMethod: 'rss',
      candidate: { maxMemoryBytes: 6000 },
    });
  });

  it('never mix two ways to measure memory', () => {
    const [first, ...rest] = [...HALF].reverse();
    const mixed = [
      ...rest,
      { ...(first ?? sample()), cgroupPeakBytes: 100 * MIB, cgroupMethod: 'cgroup1' as const },
    ];
    const figures = figuresOf(measured(mixed), precise);
    expect(figures.memoryMethod).toBe('rss');
    expect(figures.candidate.maxMemoryBytes).toBe(6000);
  });

  it('have the instructions of a repetition, from the difference of two runs', () => {
    const counting = (side: 'reference' | 'candidate', start: number, each: number) =>
      [10, 20].map((repetitions) =>
        sample({ side, purpose: 'instructions', repetitions, instructions: start + each * repetitions }),
      );
    const counted = [...HALF, ...counting('reference', 5_000, 70), ...counting('candidate', 9_999, 7)];
    const { reference, candidate } = figuresOf(measured(counted), precise);
    expect([reference.instructions, candidate.instructions]).toEqual([70, 7]);
    expect(figuresOf(measured(HALF), precise).candidate.instructions).toBeNull();
  });

  it('have no mean memory where one run has none', () => {
    const gap = HALF.map((one, at) => (at === HALF.length - 1 ? { ...one, meanRssBytes: null } : one));
    expect(figuresOf(measured(gap), precise).candidate.meanRssBytes).toBeNull();
  });
});

describe('figures of loops', () => {
  it('are means of whole processes, and any ratio below 1 is faster', () => {
    const runs = [100, 110, 120].flatMap((ms) => [
      sample({ side: 'reference', purpose: 'resources', totalWallNs: ms * 1e6, totalCpuNs: ms * 0.5e6 }),
      sample({ side: 'candidate', purpose: 'resources', totalWallNs: (ms - 1) * 1e6, maxRssBytes: ms }),
    ]);
    const figures = figuresOf(measured(runs), paper);
    expect(figures.timeRatio).toBeCloseTo(109 / 110, 12);
    expect(figures).toMatchObject({ call: 'faster', interval: null, n: 3 });
    expect(figures.reference.cpuEfficiency).toBeCloseTo(0.5, 12);
    expect(figures.candidate.maxMemoryBytes).toBe(110);
  });
});
