import { describe, expect, it } from 'vitest';
import { growsAlike, looksMemoised, worksAtStart } from '../../../harness/measure/flags.js';
import type { Sample } from '../../../harness/measure/sample.js';
import { timed } from './samples.js';

const REPETITIONS = 1_000;
/** Ten runs whose first repetition and later ones take so long. */
const runs = (side: Sample['side'], firstNs: number, laterNs: number): Sample[] =>
  timed(side, new Array<number>(10).fill(laterNs * REPETITIONS), {
    repetitions: REPETITIONS,
    firstCpuNs: firstNs,
  });

describe('looksMemoised', () => {
  const reference = runs('reference', 130_000, 100_000);

  it('sees a first call that costs far more than the later ones', () => {
    expect(looksMemoised(reference, runs('candidate', 130_000, 500))).toBe(true);
  });

  it('lets a program pass that is faster from its first call', () => {
    expect(looksMemoised(reference, runs('candidate', 31_000, 1_000))).toBe(false);
  });

  it('lets a cold start pass that the reference has, too', () => {
    expect(looksMemoised(runs('reference', 400_000, 100_000), runs('candidate', 330_000, 30_000))).toBe(
      false,
    );
  });

  it('lets a cold start pass that is lost in the noise', () => {
    expect(looksMemoised(runs('reference', 21_000, 1_000), runs('candidate', 45_000, 300))).toBe(false);
  });

  it('judges by medians: one slow first call is no cache', () => {
    const [first, ...rest] = runs('candidate', 100_000, 90_000);
    const once = first === undefined ? rest : [{ ...first, firstCpuNs: 50e6 }, ...rest];
    expect(looksMemoised(reference, once)).toBe(false);
  });
});

describe('growsAlike', () => {
  it.each([
    [2, 2, true],
    [1.7, 2, true],
    [1.05, 2, false],
    [4, 2, false],
    [1.55, 1.6, true],
  ])('growth %d beside the reference’s %d: %s', (growth, reference, alike) => {
    expect(growsAlike(growth, reference)).toBe(alike);
  });
});

describe('worksAtStart', () => {
  const starting = (side: Sample['side'], startUpCpuNs: number) =>
    timed(side, [1e8, 1e8, 1e8], { startUpCpuNs });

  it('sees a table that is made before the first call', () => {
    expect(worksAtStart(starting('reference', 15e6), starting('candidate', 80e6))).toBe(true);
  });

  it('lets an import more pass', () => {
    expect(worksAtStart(starting('reference', 15e6), starting('candidate', 18e6))).toBe(false);
  });

  it('lets start-up that varies by little of much pass', () => {
    expect(worksAtStart(starting('reference', 60e6), starting('candidate', 68e6))).toBe(false);
  });
});
