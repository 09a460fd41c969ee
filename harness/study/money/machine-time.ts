import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import type { Store } from '../../store/index.js';
import { followedCells } from '../own-programs.js';
import { planCells } from '../plan.js';
import type { Stage } from '../results.js';
import type { StudyInput } from '../run.js';
import { studyHash } from '../spec.js';
import { AROUND_STEPS_MS, JUDGING_MS, MEASURING_MS } from './assumptions.js';

/** Where a figure comes from: this database, or the documentation, whose figures are of another machine. */
export type Origin = 'database' | 'documentation' | 'both';

export interface WorkEstimate {
  /** At most: as if no two models wrote the same program. */
  readonly programs: number;
  /** Null: nothing is known. */
  readonly hours: number | null;
  /** Null where there is nothing to do, or nothing is known. */
  readonly origin: Origin | null;
}

/** How long this computer works for what is left of a study. */
export interface MachineTime {
  readonly judging: WorkEstimate;
  readonly measuring: readonly ({ readonly preset: string } & WorkEstimate)[];
  /** Null where one of the parts is. */
  readonly hours: number | null;
  /** Share of programs that pass, by stage, as this database has seen it; null: all of them are taken to pass. */
  readonly passShare: Readonly<Partial<Record<Stage, number | null>>>;
}

interface Figure {
  readonly ms: number;
  readonly origin: 'database' | 'documentation';
}
type FigureOf = (language: Language) => Figure | null;

interface Group {
  readonly language: Language;
  readonly stage: Stage;
  readonly open: number;
  readonly passed: number;
}

const HOUR_MS = 3_600_000;

/** Verdicts go on `lanes` at a time, measurements one at a time. Looks at plan and store, and runs nothing. */
export function estimateMachineTime(
  { spec, problems, models }: Pick<StudyInput, 'spec' | 'problems' | 'models'>,
  store: Store,
  lanes: number,
): MachineTime {
  const cells = planCells(spec, problems, models);
  const hash = studyHash(spec);
  const decided = store.seen.decided(hash);
  const groups = groupsOf(cells, decided);
  // At most one from each generated whole program: which stage it is put to, and whether that passes, nobody knows.
  const following = followedCells(spec, cells, store).filter(
    ({ state }) => state !== 'none' && state !== 'failed',
  );
  const toPass = (language: Language) =>
    following.filter(({ cell }) => cell.problem.language === language).length;
  const toJudge = (language: Language) =>
    following.filter(({ cell, state }) => cell.problem.language === language && state !== 'passed').length;
  const references = [...new Set(cells.map(({ problem }) => problem))];
  const judging = work(judgingFigures(store), lanes, (language) => {
    const isBegun = decided.some((row) => row.language === language);
    const canonical = isBegun ? 0 : references.filter((problem) => problem.language === language).length;
    return groups
      .filter((group) => group.language === language)
      .reduce((sum, { open }) => sum + open, canonical + toJudge(language));
  });
  const shares = new Map(store.seen.passing().map(({ stage, judged, passed }) => [stage, passed / judged]));
  const done = store.seen.measured(hash);
  const measuring = spec.measure.presets.map((preset) => ({
    preset,
    ...work(measuringFigures(store, preset), 1, (language) => {
      const expected = groups
        .filter((group) => group.language === language)
        .reduce(
          (sum, { stage, open, passed }) => sum + passed + open * (shares.get(stage) ?? 1),
          toPass(language),
        );
      const measured = done.find((row) => row.language === language && row.preset === preset)?.measured ?? 0;
      return Math.max(0, Math.round(expected) - measured);
    }),
  }));
  const parts = [judging, ...measuring].map(({ hours }) => hours);
  return {
    judging,
    measuring,
    hours: parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0),
    passShare: Object.fromEntries(spec.stages.map((stage) => [stage, shares.get(stage) ?? null])),
  };
}

function groupsOf(
  cells: readonly { readonly problem: { readonly language: Language }; readonly stage: Stage }[],
  decided: readonly { language: Language; stage: Stage; decided: number; passed: number }[],
): Group[] {
  const planned = new Map<string, number>();
  for (const { problem, stage } of cells) {
    const key = `${problem.language} ${stage}`;
    planned.set(key, (planned.get(key) ?? 0) + 1);
  }
  return [...planned].map(([key, count]) => {
    const [language, stage] = key.split(' ') as [Language, Stage];
    const known = decided.find((row) => row.language === language && row.stage === stage);
    return { language, stage, open: count - (known?.decided ?? 0), passed: known?.passed ?? 0 };
  });
}

function judgingFigures(store: Store): FigureOf {
  const seen = store.seen.judging();
  return (language) => {
    const own = seen.find((row) => row.language === language);
    if (own !== undefined) return { ms: own.meanWallMs + AROUND_STEPS_MS, origin: 'database' };
    return { ms: JUDGING_MS[language], origin: 'documentation' };
  };
}

function measuringFigures(store: Store, preset: string): FigureOf {
  const seen = store.seen.measuring();
  return (language) => {
    const own = seen.find((row) => row.language === language && row.preset === preset);
    if (own !== undefined) return { ms: own.meanWallMs, origin: 'database' };
    const documented = MEASURING_MS[preset]?.[language];
    return documented === undefined ? null : { ms: documented, origin: 'documentation' };
  };
}

function work(figureOf: FigureOf, lanes: number, programsOf: (language: Language) => number): WorkEstimate {
  const parts = LANGUAGES.map((language) => ({
    programs: programsOf(language),
    figure: figureOf(language),
  })).filter(({ programs }) => programs > 0);
  const programs = parts.reduce((sum, part) => sum + part.programs, 0);
  const origins = new Set(parts.map(({ figure }) => figure?.origin));
  if (origins.has(undefined)) return { programs, hours: null, origin: null };
  const ms = parts.reduce((sum, part) => sum + part.programs * (part.figure?.ms ?? 0), 0);
  const [origin = null] = origins.size > 1 ? (['both'] as const) : [...origins];
  return { programs, hours: ms / lanes / HOUR_MS, origin };
}
