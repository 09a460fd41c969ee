import { Random } from '../../harness/measure/statistics/index.js';

/** Figures of all models in one place (a problem, or a task), and where that place belongs. */
export interface InteractionUnit {
  /** One value a model, in one order. */
  readonly values: readonly number[];
  /** Contexts are exchanged within a block only. */
  readonly block: string;
  /** One or several contexts that the unit belongs to. */
  readonly contexts: readonly string[];
}

export interface InteractionTest {
  readonly p: number;
  readonly permutations: number;
  readonly units: number;
  readonly contexts: number;
  /**
   * Root mean square over models and contexts of how far a model is off in a context from what it and the context have on
   * the whole, in the unit of the values. Chance alone makes it greater than 0.
   */
  readonly deviation: number;
}

/**
 * Whether models do differently well in different contexts, main effects of models and of units aside: a permutation test
 * (after P. Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed. 2005, chapter 7). Of every value the
 * mean of its unit and that of its model are taken away. What is left of a unit, a profile over models, moves as a whole:
 * the context sets are shuffled among the units of a block. So the models' profiles keep their dependence on each other,
 * and what is hard stays hard for all. The statistic is the sum over contexts and models of n x (mean of what is left)^2.
 *
 * It is exact where profiles are exchangeable within blocks, and nearly so where contexts differ in spread alone. It is
 * about differences of values: rates that differ by constant odds differ more in points where they are near one half.
 *
 * Null with fewer than two models, two contexts, or two units that could be exchanged.
 */
export function interactionTest(
  units: readonly InteractionUnit[],
  { permutations, seed }: { readonly permutations: number; readonly seed: string },
): InteractionTest | null {
  const models = units[0]?.values.length ?? 0;
  const names = [...new Set(units.flatMap(({ contexts }) => contexts))];
  const blocks = blocksOf(units);
  if (models < 2 || names.length < 2 || !blocks.some(isMixed(units))) return null;
  const left = centred(units, models);
  const sets = units.map(({ contexts }) => contexts.map((name) => names.indexOf(name)));
  const statistic = statisticOf(left, models, names.length);
  const observed = statistic(sets);
  const random = Random.seeded(seed);
  let atLeast = 0;
  for (let i = 0; i < permutations; i += 1) {
    // Sums of the same terms in another order differ by rounding.
    if (statistic(shuffled(sets, blocks, random)) >= observed * (1 - 1e-9)) atLeast += 1;
  }
  const weight = sets.reduce((sum, set) => sum + set.length, 0) * models;
  return {
    p: (1 + atLeast) / (1 + permutations),
    permutations,
    units: units.length,
    contexts: names.length,
    deviation: Math.sqrt(observed / weight),
  };
}

function blocksOf(units: readonly InteractionUnit[]): number[][] {
  const blocks = new Map<string, number[]>();
  units.forEach(({ block }, index) => blocks.set(block, [...(blocks.get(block) ?? []), index]));
  return [...blocks.values()];
}

/** Whether an exchange within a block changes anything. */
function isMixed(units: readonly InteractionUnit[]) {
  return (block: readonly number[]): boolean =>
    new Set(block.map((index) => JSON.stringify(units[index]?.contexts))).size > 1;
}

/** What is left without the means of units and models: row by row, one row a unit. */
function centred(units: readonly InteractionUnit[], models: number): Float64Array {
  const left = new Float64Array(units.length * models);
  units.forEach(({ values }, unit) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / models;
    values.forEach((value, model) => (left[unit * models + model] = value - mean));
  });
  for (let model = 0; model < models; model += 1) {
    let sum = 0;
    for (let at = model; at < left.length; at += models) sum += left[at] ?? 0;
    for (let at = model; at < left.length; at += models) left[at] = (left[at] ?? 0) - sum / units.length;
  }
  return left;
}

function statisticOf(left: Float64Array, models: number, contexts: number) {
  const sums = new Float64Array(contexts * models);
  const counts = new Float64Array(contexts);
  return (sets: readonly (readonly number[])[]): number => {
    sums.fill(0);
    counts.fill(0);
    sets.forEach((set, unit) => {
      for (const context of set) {
        counts[context] = (counts[context] ?? 0) + 1;
        for (let m = 0; m < models; m += 1) {
          sums[context * models + m] = (sums[context * models + m] ?? 0) + (left[unit * models + m] ?? 0);
        }
      }
    });
    return sums.reduce((total, sum, at) => {
      const count = counts[Math.floor(at / models)] ?? 0;
      return count === 0 ? total : total + (sum * sum) / count;
    }, 0);
  };
}

function shuffled<T>(sets: readonly T[], blocks: readonly (readonly number[])[], random: Random): T[] {
  const moved = [...sets];
  for (const block of blocks) {
    const order = random.shuffle(block);
    block.forEach((place, index) => (moved[place] = sets[order[index] ?? place] as T));
  }
  return moved;
}
