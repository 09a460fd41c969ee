/** Bounds and labelled values of a logarithmic axis that all values lie on, away from its ends. */
export interface LogAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** `values` are positive, and at least one. */
export function logAxis(values: readonly number[], mostTicks: number): LogAxis {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const margin = Math.max(1.08, (most / least) ** 0.06);
  const domain = [least / margin, most * margin] as const;
  const within = (ticks: readonly number[]) => ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  const choices = [[1, 2, 5], [1, 3], [1]].map((steps) => within(decades(domain, steps)));
  const fitting = choices.find((ticks) => ticks.length <= mostTicks) ?? thinned(choices[2] ?? [], mostTicks);
  return { domain, ticks: fitting.length >= 2 ? fitting : [...new Set([rounded(least), rounded(most)])] };
}

function decades([low, high]: readonly [number, number], steps: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((power) =>
    // By way of text, so that 3 x 10^-5 is the number that people mean.
    steps.map((step) => Number(`${step}e${power}`)),
  );
}

function thinned(ticks: readonly number[], most: number): number[] {
  const every = Math.ceil(ticks.length / most);
  return ticks.filter((_, index) => index % every === 0);
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
