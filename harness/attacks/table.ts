import { groupBy } from '../group-by.js';
import type { AttackResult } from './run-corpus.js';
import type { ControlResult } from './control/run-control.js';

/** The words for one result: whether it was contained, or is one of those that are known to succeed. */
export function stateOf({ contained, asExpected, variant }: AttackResult): string {
  if (variant.attack.succeeds !== undefined) return contained ? 'NO LONGER SUCCEEDS' : 'succeeds';
  if (!contained) return 'NOT CONTAINED';
  return asExpected ? 'contained' : 'UNEXPECTED';
}

/** What is wrong with a result, in one line; empty when it is as expected. */
export function complaint(result: AttackResult): string {
  if (result.asExpected) return '';
  const { signs, faults, outcome, detail, variant } = result;
  const missed = variant.expected.includes(outcome)
    ? []
    : [`${outcome}, not ${variant.expected.join(' or ')}`];
  return [...signs, ...faults, ...missed, detail].filter((text) => text !== '').join('; ');
}

export const TABLE_HEAD = ['attack', 'language', 'backend', 'state', 'verdict', 'time'] as const;

/** One row a result, in the order of `TABLE_HEAD`. */
export function tableRow(result: AttackResult): string[] {
  const { variant, backend, outcome, wallMs } = result;
  const time = `${(wallMs / 1000).toFixed(1)} s`;
  return [variant.attack.id, variant.language, backend, stateOf(result), outcome, time];
}

/** How many of each; the last line of every report. */
export function summaryOf(results: readonly AttackResult[]): string {
  const attacks = new Set(results.map(({ variant }) => variant.attack.id)).size;
  const counts = [...groupBy(results, stateOf)].map(([state, { length }]) => `${length} ${state}`);
  return `${attacks} attacks in ${results.length} variants: ${counts.join(', ')}`;
}

export function controlSummary(controls: readonly ControlResult[]): string {
  const counts = [...groupBy(controls, ({ state }) => state)].map(
    ([state, { length }]) => `${length} ${state}`,
  );
  return `controls, each with its one defence off: ${counts.join(', ')}`;
}

/** A result as a JSON document has it. */
export function documentOf(result: AttackResult) {
  const { variant, backend, contained, asExpected, outcome, signs, faults, wallMs } = result;
  const { id, kind, defence, succeeds } = variant.attack;
  return {
    attack: id,
    kind,
    language: variant.language,
    backend,
    defence,
    contained,
    expectedToSucceed: succeeds !== undefined,
    asExpected,
    outcome,
    expected: variant.expected,
    signs,
    faults,
    wallMs,
  };
}
