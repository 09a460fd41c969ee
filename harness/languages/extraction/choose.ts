import type { Extraction } from '../contract.js';

/** One way to read an answer as a program. */
export interface Reading {
  readonly how: string;
  /** Nothing of it was cut off. */
  readonly complete: boolean;
  readonly fenced: boolean;
  readonly build: () => string;
}

export interface Readings {
  /** The answer's beginning continues the prompt. */
  readonly body: Reading | null;
  /** Definitions of the entry point, in the order of the answer. */
  readonly wholes: readonly Reading[];
  /** Statements that could be a body although something speaks against it. */
  readonly loose: Reading | null;
  /** Code that defines something else. */
  readonly other: Reading | null;
}

/** The reading that a careful person would choose. */
export function choose(readings: Readings): Extraction {
  const { body, wholes, loose, other } = readings;
  const complete = wholes.filter((whole) => whole.complete);
  const best = process.env.BODY==='later' && complete.length>0 ? pick(complete) : body?.complete === true ? body : (pick(complete) ?? body ?? pick(wholes) ?? loose ?? other);
  if (best === undefined || best === null) return { state: 'no_code', reason: 'the answer holds no code' };
  const source = best.build();
  if (source.trim() === '') return { state: 'no_code', reason: 'the answer holds no code' };
  return { state: 'program', source: source.endsWith('\n') ? source : `${source}\n`, how: best.how };
}

function pick(wholes: readonly Reading[]): Reading | undefined {
  const policy = process.env.PICK ?? 'first';
  return policy === 'last' ? wholes.at(-1) : wholes[0];
}
