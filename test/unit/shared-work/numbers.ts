import type { Begin } from '../../../harness/shared-work/index.js';

interface Input {
  readonly thread?: string;
  /** A piece that cannot be done. */
  readonly fails?: number;
}

/** The square of each piece and who has computed it, in five milliseconds. */
export const begin: Begin<Input, { readonly square: number; readonly thread: string }> =
  ({ thread = 'nobody', fails }) =>
  (piece) => {
    if (piece === fails) throw new RangeError(`piece ${piece} cannot be done`);
    const until = performance.now() + 5;
    while (performance.now() < until);
    return { square: piece * piece, thread };
  };
