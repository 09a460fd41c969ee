/** Places of the numbers that both threads see. */
export const NEXT_PIECE = 0;
export const HELPER = 1;
export const NUMBERS = 2;

/** What the helper is up to. One that is `STARTING` still when nothing is left to do is turned `AWAY`. */
export const STARTING = 0;
export const WORKING = 1;
export const ENDED = 2;
export const AWAY = 3;

/** What the helper is given. */
export interface HelperData {
  /** URL of a module with an export `begin`. */
  readonly module: string;
  readonly input: unknown;
  readonly pieces: number;
  /** Shared. */
  readonly numbers: Int32Array;
}

/** The message in which the helper hands a piece over. */
export type DonePiece<Result> = readonly [piece: number, result: Result];

/** Prepares for the work on some input; the function that it gives does one piece of it. */
export type Begin<Input, Result> = (input: Input) => (piece: number) => Result;
