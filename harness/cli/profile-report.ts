import {
  allTables,
  besideTable,
  placesTable,
  type Analysis,
  type Placing,
  type Table,
} from '../../analysis/index.js';
import { rankingDocument } from './ranking-document.js';

/** Of all tables of the model alone, those that say something of one model. */
const OWN_TABLES = ['pass-at-1', 'pass-at-k', 'speed'];

/** What a profiled model came to. */
export interface ModelReport {
  readonly model: string;
  /** Of the model alone, on all of its own cells. */
  readonly own: Analysis;
  /** All of the study. */
  readonly models: Analysis['models'];
  readonly placings: readonly Placing[];
}

/** Its own figures; where it stands, if there is anybody to compare with; the rankings over all languages. */
export function reportTables({ model, own, models, placings }: ModelReport): Table[] {
  const placed = placings.filter(({ ranking }) => ranking !== null);
  return [
    ...allTables(own).filter(({ id }) => OWN_TABLES.includes(id)),
    ...(placed.length > 0 ? [placesTable(model, placings), besideTable(models, placings)] : []),
  ];
}

/** The same as JSON; rows of the tables have the form of `rank --json`. See docs/json-output.md. */
export function reportDocument({ model, own, models, placings }: ModelReport, createdIso: string) {
  const { study, harnessVersion, scripted, passAtK, speed } = rankingDocument(own, createdIso);
  const passAt1 = allTables(own).find(({ id }) => id === 'pass-at-1');
  return {
    study,
    harnessVersion,
    model,
    scripted: scripted || models.some((other) => other.scripted),
    passAt1: (passAt1?.rows ?? []).map(({ cells }) => ({
      language: cells['language'],
      stage: cells['stage'],
      value: cells['pass_at_1'],
      low95: cells['low_95'],
      high95: cells['high_95'],
      n: cells['n'],
      N: cells['planned'],
      problems: cells['problems'],
    })),
    passAtK,
    speed,
    places: placings.map((placing) => placeDocument(model, placing)),
  };
}

function placeDocument(model: string, { language, stage, ranking, leftOut }: Placing) {
  const own = ranking?.models.find(({ modelId }) => modelId === model);
  return {
    language,
    stage,
    rank: own?.rank ?? null,
    of: ranking?.models.length ?? 0,
    n: ranking?.common ?? 0,
    N: ranking?.planned ?? 0,
    models: (ranking?.models ?? []).map(({ modelId, rank, score, passRate }) => ({
      model: modelId,
      rank,
      score,
      passRate,
    })),
    leftOut: leftOut.map(({ modelId, complete, of }) => ({ model: modelId, complete, of })),
  };
}
