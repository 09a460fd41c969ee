import { groupBy } from '../../harness/group-by.js';
import type { Language } from '../../datasets/problem.js';
import type { EvaluationRecord, ProfileFrom } from '../../harness/evaluation/record.js';

/** The records of one strategy by one kind of profile. */
export interface StrategyRecords {
  readonly strategy: string;
  readonly profileFrom: ProfileFrom;
  readonly records: readonly EvaluationRecord[];
}

/** In the order in which strategies come first. */
export function byStrategy(records: readonly EvaluationRecord[]): StrategyRecords[] {
  const groups = groupBy(records, ({ strategy, profileFrom }) => JSON.stringify([strategy, profileFrom]));
  return [...groups.values()].map((own) => {
    const [{ strategy, profileFrom } = { strategy: '', profileFrom: null }] = own;
    return { strategy, profileFrom, records: own };
  });
}

/** All together, where there are several languages, then each of them. */
export function byLanguage(
  records: readonly EvaluationRecord[],
  languages: readonly Language[],
): { readonly language: Language | 'all'; readonly records: readonly EvaluationRecord[] }[] {
  const each = languages.map((language) => ({
    language,
    records: records.filter((record) => record.language === language),
  }));
  return languages.length > 1 ? [{ language: 'all', records }, ...each] : each;
}

/** What is in the first cells of a row. */
export interface GroupNames {
  readonly strategy: string;
  readonly profile: string | null;
  readonly language: Language | 'all';
}

/** By language, of strategies that have any refined program that was measured. */
export function refinedGroups(
  records: readonly EvaluationRecord[],
  languages: readonly Language[],
): { readonly names: GroupNames; readonly records: readonly EvaluationRecord[] }[] {
  return byStrategy(records)
    .filter((group) => group.records.some(({ refinement }) => refinement !== null))
    .flatMap(({ strategy, profileFrom, records: own }) =>
      byLanguage(own, languages).map(({ language, records: part }) => ({
        names: { strategy, profile: profileName(profileFrom), language },
        records: part,
      })),
    );
}

/** How tables name what a profile was made from. */
export function profileName(from: ProfileFrom): string | null {
  return from === null
    ? null
    : { all_tasks: 'all tasks', other_tasks: 'other tasks', other_datasets: 'other data sets' }[from];
}
