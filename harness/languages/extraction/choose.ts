import type { Extraction } from '../contract.js';

/** One way to read an answer as a program. */
export interface Reading {
  readonly how: string;
  /** It ends where its function does: nothing was cut off. */
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

/**
 * The reading that a careful person would choose. A body that continues the prompt to its end is the answer, whatever
 * the model went on with; else the first complete definition is: what models call a correction later on is, in
 * recorded answers, more often worse than better.
 */
export function choose({ body, wholes, loose, other }: Readings): Extraction {
  const whole = wholes.find(({ complete }) => complete);
  const best =
    body?.complete === true
      ? body
      : (whole ?? body ?? wholes[0] ?? (loose?.complete === false ? other : null) ?? loose ?? other);
  const source = best?.build() ?? '';
  if (best === null || source.trim() === '') return { state: 'no_code', reason: 'the answer holds no code' };
  return { state: 'program', source: source.endsWith('\n') ? source : `${source}\n`, how: best.how };
}
