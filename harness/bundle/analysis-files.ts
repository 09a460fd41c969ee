import {
  allTables,
  analyse,
  buildProfile,
  EXPORTERS,
  renderProfile,
  tableFiles,
  type Analysis,
} from '../../analysis/index.js';
import type { Store } from '../store/index.js';
import { loadResults } from '../study/load-results.js';
import type { StudyRow } from '../store/studies.js';

/**
 * The profile and every table, by path, as `perforch export` writes them. `createdIso` is the study's own date, so that
 * the same database always gives the same bytes.
 */
export function analysisFiles(
  analysis: Analysis,
  createdIso: string,
  harnessVersion: string,
): Map<string, string> {
  const files = tableFiles(allTables(analysis), [EXPORTERS.csv, EXPORTERS.json]);
  return new Map([
    ['profile.json', renderProfile(buildProfile(analysis, { createdIso, harnessVersion }))],
    ...[...files].map(([name, content]) => [`tables/${name}`, content] as const),
  ]);
}

/** The same from a database, with the canonical study file: all of a bundle that follows from its database. */
export function derivedFiles(store: Store, study: StudyRow, harnessVersion: string): Map<string, string> {
  const files = analysisFiles(analyse(loadResults(store, study)), study.createdIso, harnessVersion);
  return new Map([['study.json', `${JSON.stringify(JSON.parse(study.specJson), null, 2)}\n`], ...files]);
}
