import { byCodeUnit } from '../order.js';
import type { Profile } from './schema.js';

/** A fact that two profiles say differently; null: one of them says nothing of it. */
export interface ProvenanceDifference {
  /** As in profile.json, below `provenance` but for `rules`; of lists with the name of the entry. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Where two profiles come from, as far as it differs: study, data sets and what was taken of them, method, weights, thresholds, machine, preset and
 * version. Dates are left out: they always differ.
 */
export function provenanceDifferences(before: Profile, after: Profile): ProvenanceDifference[] {
  const [old, current] = [factsOf(before), factsOf(after)];
  const fields = [...new Set([...old.keys(), ...current.keys()])];
  return fields
    .map((field) => ({ field, before: old.get(field) ?? null, after: current.get(field) ?? null }))
    .filter((fact) => fact.before !== fact.after);
}

function factsOf({ provenance, rules }: Profile): Map<string, string> {
  const { study, seed, datasets, selection, method, weights, refineThresholds, resamples } = provenance;
  const { machine, measuring, harnessVersion, scripted } = provenance;
  const thresholds = Object.entries(refineThresholds).flatMap(([criterion, byLanguage]) =>
    Object.entries(byLanguage).map(([language, least]): [string, unknown] => [
      `refineThresholds.${criterion}.${language}`,
      least,
    ]),
  );
  const facts: [string, unknown][] = [
    ['study.name', study.name],
    ['study.hash', study.hash],
    ...datasets.map(({ name, hash }): [string, unknown] => [`datasets.${name}`, hash]),
    ...(selection === undefined
      ? []
      : [['selection', `${selection.rule} ${selection.version}: ${selection.hash}`] as [string, unknown]]),
    ['seed', seed],
    ['method', method],
    ['rules.severalCategories', rules.severalCategories],
    ...Object.entries(weights).map(([id, weight]): [string, unknown] => [`weights.${id}`, weight]),
    ...thresholds,
    ['resamples', resamples],
    ['machine', machine],
    ['measuring.preset', measuring.preset ?? 'nothing is measured'],
    [
      'measuring.machines',
      measuring.machines
        .map(({ hash }) => hash)
        .sort(byCodeUnit)
        .join(', '),
    ],
    ['harnessVersion', harnessVersion],
    ['scripted', scripted],
  ];
  return new Map(facts.map(([field, value]) => [field, String(value)]));
}
