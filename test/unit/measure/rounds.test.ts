import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetOf, PRESET_IDS, type PairedPreset } from '../../../harness/measure/presets.js';
import { compareRatios, runRounds, type Contender } from '../../../harness/measure/rounds.js';
import { Random } from '../../../harness/measure/statistics/index.js';

const precise = presetOf('precise') as PairedPreset;
const [FIRST = 0] = precise.looks;
const MOST = precise.looks.at(-1) ?? 0;

const constant = (ns: number): Contender => ({ measure: () => Promise.resolve(ns) });

/** Times of a program on a machine whose speed drifts with every run, with noise of its own. */
function noisy(ns: number, random: Random, clock: { runs: number }): Contender {
  return {
    measure() {
      clock.runs += 1;
      const drift = 1 + 0.3 * Math.sin(clock.runs / 40);
      const burst = random.uniform() < 0.03 ? 1.5 : 1;
      return Promise.resolve(ns * drift * burst * (1 + 0.02 * (random.uniform() - 0.5)));
    },
  };
}

describe('presets of pairs', () => {
  const paired = PRESET_IDS.map(presetOf).filter((preset) => preset.kind === 'paired');

  it.each(paired)('$id: every look has enough pairs for its share of the confidence', (preset) => {
    for (const look of preset.looks) {
      const ratios = Array.from({ length: look }, (_, index) => 1 + index / 1000);
      const share = 1 - (1 - preset.confidence) / preset.looks.length;
      expect(compareRatios(ratios, preset).interval.confidence).toBeGreaterThanOrEqual(share);
    }
  });
});

describe('compareRatios', () => {
  const at = (value: number, spread: number, count = FIRST): number[] =>
    Array.from({ length: count }, (_, index) => value + (index % 2 === 0 ? spread : -spread));

  it('calls faster what lies below 1 as a whole', () => {
    expect(compareRatios(at(0.9, 0.05), precise)).toMatchObject({ call: 'faster', final: true });
  });

  it('calls slower what lies above 1 as a whole', () => {
    expect(compareRatios(at(1.1, 0.05), precise)).toMatchObject({ call: 'slower', final: true });
  });

  it('wants more pairs where the interval holds 1 and is wide', () => {
    expect(compareRatios(at(1, 0.1), precise)).toMatchObject({ call: 'no_difference_shown', final: false });
  });

  it('is content with an interval that holds 1 and is narrow', () => {
    expect(compareRatios(at(1, 0.01), precise)).toMatchObject({ call: 'no_difference_shown', final: true });
  });

  it('ends with the budget', () => {
    expect(compareRatios(at(1, 0.3, MOST), precise)).toMatchObject({
      call: 'no_difference_shown',
      final: true,
    });
  });

  it('does not hang on a single pair that went wrong', () => {
    const ratios = [...at(1.1, 0.01, MOST - 1), 0.2];
    expect(compareRatios(ratios, precise)).toMatchObject({ call: 'slower' });
  });

  it('refuses to judge by fewer pairs than its confidence needs', () => {
    expect(() => compareRatios(at(1, 0.1, FIRST - 1), precise)).toThrow(/can't reach/);
  });

  it('mirrors: the inverse ratios give the opposite call', () => {
    const ratio = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: FIRST, maxLength: FIRST }), (ratios) => {
        const { call } = compareRatios(ratios, precise);
        const opposite = { faster: 'slower', slower: 'faster', no_difference_shown: 'no_difference_shown' };
        const inverse = ratios.map((value) => 1 / value);
        expect(compareRatios(inverse, precise).call).toBe(opposite[call]);
      }),
    );
  });
});

describe('runRounds', () => {
  it('runs every contender once a round, in orders that differ', async () => {
    const order: string[] = [];
    const named = (name: string): Contender => ({
      measure(pair) {
        order.push(`${pair}${name}`);
        return Promise.resolve(1);
      },
    });
    await runRounds(named('r'), [named('c')], precise, Random.seeded('x'));
    expect(order).toHaveLength(2 * FIRST);
    const rounds = Array.from({ length: FIRST }, (_, pair) => order.slice(2 * pair, 2 * pair + 2).join());
    for (const [pair, round] of rounds.entries())
      expect([`${pair}r,${pair}c`, `${pair}c,${pair}r`]).toContain(round);
    expect(new Set(rounds.map((round) => round.replaceAll(/\d/g, '')))).toEqual(new Set(['r,c', 'c,r']));
  });

  it('has the same order for the same seed', async () => {
    const orders = await Promise.all(
      [1, 2].map(async () => {
        const order: string[] = [];
        const named = (name: string): Contender => ({
          measure: () => Promise.resolve(order.push(name)),
        });
        await runRounds(named('r'), [named('c')], precise, Random.seeded('same'));
        return order.join('');
      }),
    );
    expect(orders[0]).toBe(orders[1]);
  });

  it('takes an arm out once it has decided, and goes on with the others', async () => {
    const random = Random.seeded('arms');
    const clock = { runs: 0 };
    const arms = [constant(2), noisy(1, random, clock)];
    const [decided, other] = await runRounds(noisy(1, random, clock), arms, precise, random);
    expect(decided).toMatchObject({ comparison: { call: 'slower', pairs: FIRST } });
    expect(other?.ratios.length).toBeGreaterThanOrEqual(FIRST);
  });

  it('gives up an arm that fails, and no other', async () => {
    const failing: Contender = { measure: (pair) => Promise.resolve(pair === 3 ? null : 1) };
    const results = await runRounds(constant(1), [failing, constant(1)], precise, Random.seeded('y'));
    expect(results[0]).toBeNull();
    expect(results[1]).not.toBeNull();
  });

  it('calls at most 5 % of programs different from themselves, though the machine drifts and bursts', async () => {
    const random = Random.seeded('A/A');
    const clock = { runs: 0 };
    let wrong = 0;
    for (let trial = 0; trial < 200; trial++) {
      const [result] = await runRounds(noisy(1, random, clock), [noisy(1, random, clock)], precise, random);
      if (result?.comparison.call !== 'no_difference_shown') wrong += 1;
    }
    // The promise is 1 %: 2 expected, more than 10 has a chance below 1 in 100,000. The seed makes it one number.
    expect(wrong).toBeLessThanOrEqual(10);
  });

  it('sees 10 % through the same drift and bursts', async () => {
    const random = Random.seeded('A/B');
    const clock = { runs: 0 };
    for (let trial = 0; trial < 50; trial++) {
      const [result] = await runRounds(noisy(1, random, clock), [noisy(1.1, random, clock)], precise, random);
      expect(result?.comparison.call).toBe('slower');
    }
  });
});
